"""A person decides where an address of the yearbook lies today.

What is only likely or unclear is offered with its candidates. Whoever knows the place picks one; from then on
it counts as certain, says that a person chose it, and no later file with the same printed text undoes it.
"""

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reunion.accounts.models import User
from reunion.journal.recording import record
from reunion.lib.refused import Refused

from .addresses import Candidate, postal_code_table, resolve
from .models import YearbookAddress


def candidates(address: YearbookAddress) -> tuple[Candidate, ...]:
    """Best first; none for an address that is certain already."""
    if address.grade == YearbookAddress.Grade.CERTAIN or not address.printed_address:
        return ()
    return resolve(address.printed_code, address.printed_address, postal_code_table()).candidates


@transaction.atomic
def confirm(
    address: YearbookAddress, *, place: int, postal_code: str, actor: User | None, reunion_slug: str = ""
) -> None:
    """Picks the candidate at `place` (from 0), which must have that post code. Raises Refused."""
    current = YearbookAddress.objects.select_for_update(of=("self",)).get(pk=address.pk)
    offered = candidates(current)
    if not (0 <= place < len(offered)) or offered[place].postal_code != postal_code:
        raise Refused(_("候補が変わりました。新しい候補から選んでください。"))
    for field, value in vars(offered[place]).items():
        setattr(current, field, value[: YearbookAddress._meta.get_field(field).max_length])
    current.grade = YearbookAddress.Grade.CERTAIN
    current.reason = _("幹事が選びました")
    current.save()
    sentence = gettext_lazy("いまの住所を選びました")
    record(current.classmate, action="confirmed", sentence=sentence, actor=actor, reunion_slug=reunion_slug)
