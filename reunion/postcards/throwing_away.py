"""A batch that was never posted is thrown away, with its cards and everything that was drawn of them.

It was made twice, or with a name that was wrong. What is posted stays, and so does a batch of which some card
has come back or arrived: somebody has posted it without saying so. While a worker draws a batch it stays too.
"""

from functools import partial
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reunion.accounts.models import User
from reunion.journal.recording import record
from reunion.lib.refused import Refused

from .models import Batch


@transaction.atomic
def throw_away(batch: Batch, *, actor: User | None) -> None:
    batch = Batch.objects.select_for_update(of=("self",)).select_related("reunion").get(pk=batch.pk)
    if batch.is_posted:
        raise Refused(_("投函した束は、捨てられません。"))
    if batch.cards.heard_of().exists():
        raise Refused(_("戻ったか届いたはがきがあるので、捨てられません。投函した日を入れてください。"))
    if batch.printouts.filter(made_at=None).exists():
        raise Refused(_("いまPDFを作っています。できあがってから、もう一度押してください。"))
    record(
        batch,
        action="thrown_away",
        sentence=gettext_lazy("投函しなかった%(name)s（%(count)s枚）を捨てました"),
        words={"name": batch.name, "count": batch.cards.count()},
        actor=actor,
        reunion_slug=batch.reunion.slug,
    )
    files = [printout.path for printout in batch.printouts.all()]
    batch.delete()
    transaction.on_commit(partial(_remove, files))


def _remove(files: list[Path]) -> None:
    for path in files:
        path.unlink(missing_ok=True)
