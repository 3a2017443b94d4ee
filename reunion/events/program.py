"""What is taken out of the program again.

本会 always stays: whoever comes takes part in it. Anything else may go as long as nobody has chosen it; the
database itself refuses to let go of what somebody chose, and then the committee is told what to do instead.
"""

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reunion.accounts.models import User
from reunion.journal.recording import record
from reunion.lib.refused import Refused

from .models import ProgramItem


@transaction.atomic
def remove_item(item: ProgramItem, *, actor: User | None) -> None:
    item = ProgramItem.objects.select_for_update().select_related("reunion").get(pk=item.pk)
    words = {"item": item.name}
    if item.kind == ProgramItem.Kind.MAIN:
        raise Refused(_("%(item)sは、来る人みんなが参加するプログラムなので、なくせません。") % words)
    record(
        item,
        action="removed",
        sentence=gettext_lazy("プログラムから外しました（%(item)s）"),
        words=words,
        actor=actor,
        reunion_slug=item.reunion.slug,
    )
    try:
        item.delete()
    except ProtectedError as error:
        raise Refused(
            _(
                "%(item)sは、もう選んだ人がいるので、なくせません。"
                "とりやめるときは、名前に「中止」と書き添え、選んだ人に知らせてください。"
            )
            % words
        ) from error
