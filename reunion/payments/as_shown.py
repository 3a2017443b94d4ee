"""A press books what its button showed, and only while that is still so.

Between opening the page and pressing, another treasurer may have booked the other one of two equal transfers,
or the guest may have changed what they come to. Then the press would book a surplus that nobody has seen. The
button therefore carries what each person still owed; if that has changed, nothing is booked and the page is
shown anew.
"""

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from reunion.accounts.models import User
from reunion.lib.refused import Refused
from reunion.registrations.models import Registration

from .balance import with_balance
from .booking import Shares, confirm
from .models import Allocation, StatementLine
from .surplus import hold


@transaction.atomic
def confirm_as_shown(
    line: StatementLine, *, shares: Shares, seen_open: Mapping[int, int], actor: User | None
) -> list[Allocation]:
    """`seen_open` is what each registration owed on the page, by id; who is not in it is not compared."""
    rows = StatementLine.objects.filter(pk=line.pk).select_for_update(no_key=True)
    list(rows.values_list("pk"))
    if StatementLine.objects.filter(pk=line.pk).undecided().exists():
        hold(registration.pk for registration, _amount in shares)
        _refuse_changed(shares, seen_open)
    return confirm(line, shares=shares, actor=actor)


def _refuse_changed(shares: Shares, seen_open: Mapping[int, int]) -> None:
    ids = [registration.pk for registration, _amount in shares]
    for person in with_balance(Registration.objects.filter(pk__in=ids)):
        if person.open != seen_open.get(person.pk, person.open):
            raise Refused(
                _(
                    "この画面を開いたあとに、%(who)sさんがあと払う金額が%(yen)s円に変わりました。"
                    "確定していません。もう一度ご覧ください。"
                )
                % {"who": person.school_name, "yen": f"{person.open:,}"}
            )
