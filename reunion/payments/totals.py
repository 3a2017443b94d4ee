"""The sums of a whole reunion, worked out anew each time and quick for ten thousand guests.

Each kind of row is added up once for all guests, and what follows from it for one
guest is reckoned here: the same rule as balance.py states for a list, to the yen. Asking the database for it
row by row takes it seconds.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Case, CharField, F, Q, QuerySet, Sum, Value, When
from django.db.models.functions import Cast

from reunion.events.models import Reunion
from reunion.registrations.models import ChosenItem, Registration, State

from .balance import YEN, movements
from .models import Refund

FEE, GIVEN_UP, CAME_IN, WENT_OUT = "fee", "given up", "came in", "went out"


@dataclass(frozen=True)
class Sums:
    """Of one registration, in yen."""

    due: int
    paid: int
    kept: int

    @property
    def open(self) -> int:
        return max(self.due - self.paid, 0)

    @property
    def overpaid(self) -> int:
        return max(self.paid - self.due - self.kept, 0)


@dataclass(frozen=True)
class Totals:
    """Yen, and how many registrations are behind them; `concerned_people` owe or have paid anything."""

    due: int
    paid: int
    open: int
    overpaid: int
    kept: int
    concerned_people: int
    owing_people: int
    unpaid_people: int
    untouched_people: int
    part_paid_people: int
    paid_people: int
    overpaid_people: int


def totals(reunion: Reunion) -> Totals:
    rows = sums_by_registration(reunion).values()
    owing = [row for row in rows if row.due]
    unpaid = [row for row in rows if row.open]
    return Totals(
        due=sum(row.due for row in owing),
        paid=sum(row.paid for row in rows),
        open=sum(row.open for row in unpaid),
        overpaid=sum(row.overpaid for row in rows),
        kept=sum(row.kept for row in rows),
        concerned_people=sum(1 for row in rows if row.due or row.paid),
        owing_people=len(owing),
        unpaid_people=len(unpaid),
        untouched_people=sum(1 for row in unpaid if row.paid == 0),
        part_paid_people=sum(1 for row in unpaid if row.paid > 0),
        paid_people=sum(1 for row in owing if not row.open),
        overpaid_people=sum(1 for row in rows if row.overpaid),
    )


def sums_by_registration(reunion: Reunion) -> dict[int, Sums]:
    """By registration id; in two queries, for one as for ten thousand."""
    yen = _yen_by_kind(reunion)
    fees, given_up, came_in, went_out = (yen[kind] for kind in (FEE, GIVEN_UP, CAME_IN, WENT_OUT))
    found = {}
    for key, owes, percent in _who_owes(reunion):
        fee, received, wanted = fees[key], came_in[key], given_up[key]
        due, paid = fee if owes else 0, received - went_out[key]
        if percent is not None:
            share = min(received, fee)
            wanted += share - share * percent // 100
        found[key] = Sums(due, paid, kept=min(wanted, max(paid - due, 0)))
    return found


def _who_owes(reunion: Reunion) -> Iterable[tuple[int, bool, int | None]]:
    """Whether somebody owes their fees, and which share of them goes back to who does not come."""
    is_fee = Q(state=State.COMING, teacher__isnull=True, fee_waived_at__isnull=True)
    gave_up = When(~Q(state=State.COMING) & Q(teacher__isnull=True), then=F("refund_percent"))
    everybody = Registration.objects.filter(reunion=reunion).order_by()
    everybody = everybody.annotate(owes=Case(When(is_fee, then=1), default=0), share=Case(gave_up))
    return everybody.values_list("pk", "owes", "share")


def _yen_by_kind(reunion: Reunion) -> dict[str, Counter]:
    """Fees chosen, what was left to the reunion, what came in and what went out; each by registration id."""
    taken = ChosenItem.objects.filter(registration__reunion=reunion, waiting_since=None)
    cost = F("fee") + F("companions") * F("companion_fee")
    kinds = [
        _added(taken, "registration", FEE, cost),
        _added(Refund.objects.given_up(), "registration", GIVEN_UP, F("amount"), reunion),
        *(
            _added(rows, owner, CAME_IN if sign > 0 else WENT_OUT, F("amount"), reunion)
            for rows, owner, sign in movements()
        ),
    ]
    found = {kind: Counter() for kind in (FEE, GIVEN_UP, CAME_IN, WENT_OUT)}
    for kind, key, yen in kinds[0].union(*kinds[1:], all=True):
        found[kind][key] += yen
    return found


def _added(rows: QuerySet, owner: str, kind: str, amount, reunion: Reunion | None = None) -> QuerySet:
    """(kind, registration id, yen) for each registration."""
    mine = rows.filter(**{f"{owner}__reunion": reunion}) if reunion else rows
    word = Value(kind, output_field=CharField())
    grouped = mine.order_by().annotate(money=word, whose=F(f"{owner}_id")).values("money", "whose")
    return grouped.annotate(yen=Cast(Sum(amount), YEN)).values_list("money", "whose", "yen")
