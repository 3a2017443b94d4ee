"""The sums of a whole reunion, worked out anew each time and quick for ten thousand guests.

Each kind of row is added up once for all guests, and what follows from it for one
guest is reckoned here: the same rule as balance.py states for a list, to the yen. Asking the database for it
row by row takes it seconds. Many guests have the same sums, so whatever is counted is counted once for each
different sum. Who is in which pile is said here too, for the number and for the list behind it.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Case, CharField, F, Q, QuerySet, Sum, Value, When
from django.db.models.functions import Cast

from reunion.events.models import Reunion
from reunion.registrations.models import ChosenItem, Registration, State

from .balance import YEN, movements
from .models import Refund

FEE, GIVEN_UP, CAME_IN, WENT_OUT, WAITS, STANDING = "fee", "given up", "in", "out", "waits", "standing"
OWES, NOTHING_GOES_BACK_BY_STEPS = -1, -2  # beside a share from 0 to 100


class Sums(NamedTuple):
    """Of one registration, in yen; `waits` are the refunds decided on and not paid out yet."""

    due: int
    paid: int
    kept: int
    waits: int = 0

    @property
    def open(self) -> int:
        return max(self.due - self.paid, 0)

    @property
    def overpaid(self) -> int:
        return max(self.paid - self.due - self.kept, 0)

    @property
    def free(self) -> int:
        """The surplus that nobody has decided about."""
        return max(self.overpaid - self.waits, 0)


PILES: dict[str, Callable[[Sums], bool]] = {
    "concerned": lambda sums: bool(sums.due or sums.paid),
    "owing": lambda sums: sums.due > 0,
    "unpaid": lambda sums: sums.open > 0,
    "untouched": lambda sums: sums.open > 0 and sums.paid == 0,
    "part_paid": lambda sums: sums.open > 0 and sums.paid > 0,
    "paid": lambda sums: sums.due > 0 and sums.open == 0,
    "overpaid": lambda sums: sums.overpaid > 0,
    "refund": lambda sums: sums.waits > 0,
    "free": lambda sums: sums.free > 0,
}


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
    return added(sums_by_registration(reunion))


def added(sums: Mapping[int, Sums]) -> Totals:
    alike = Counter(sums.values())
    yen = {
        name: sum(getattr(each, name) * people for each, people in alike.items())
        for name in ("due", "paid", "open", "overpaid", "kept")
    }
    counted = {
        f"{name}_people": sum(people for each, people in alike.items() if PILES[name](each))
        for name in ("concerned", "owing", "unpaid", "untouched", "part_paid", "paid", "overpaid")
    }
    return Totals(**yen, **counted)


def in_pile(sums: Mapping[int, Sums], name: str, ids: Iterable[int]) -> list[int]:
    """Those of the registrations that are in this pile, in the order of `ids`."""
    belonging = {each for each in set(sums.values()) if PILES[name](each)}
    return [key for key in ids if sums.get(key) in belonging]


def sums_by_registration(reunion: Reunion) -> dict[int, Sums]:
    """By registration id; in one query, for one as for ten thousand."""
    yen = _yen_by_kind(reunion)
    fees, given_up, came_in, went_out, waits = (
        yen[kind].get for kind in (FEE, GIVEN_UP, CAME_IN, WENT_OUT, WAITS)
    )
    found = {}
    for key, standing in yen[STANDING].items():
        fee, received, wanted = fees(key, 0), came_in(key, 0), given_up(key, 0)
        due, paid = fee if standing == OWES else 0, received - went_out(key, 0)
        if standing >= 0:
            share = min(received, fee)
            wanted += share - share * standing // 100
        found[key] = Sums(due, paid, min(wanted, max(paid - due, 0)), waits(key, 0))
    return found


def _yen_by_kind(reunion: Reunion) -> dict[str, dict[int, int]]:
    """Fees chosen, what was left to the reunion, what came in, went out and waits; by registration id."""
    taken = ChosenItem.objects.filter(registration__reunion=reunion, waiting_since=None)
    cost = F("fee") + F("companions") * F("companion_fee")
    kinds = [
        _standing(reunion),
        _added(taken, "registration", FEE, cost),
        _added(Refund.objects.given_up(), "registration", GIVEN_UP, F("amount"), reunion),
        _added(Refund.objects.owed(), "registration", WAITS, F("amount"), reunion),
        *(
            _added(rows, owner, CAME_IN if sign > 0 else WENT_OUT, F("amount"), reunion)
            for rows, owner, sign in movements()
        ),
    ]
    found = {kind: {} for kind in (FEE, GIVEN_UP, CAME_IN, WENT_OUT, WAITS, STANDING)}
    for kind, key, yen in kinds[0].union(*kinds[1:], all=True):
        of_kind = found[kind]
        of_kind[key] = of_kind.get(key, 0) + yen
    return found


def _standing(reunion: Reunion) -> QuerySet:
    """(kind, registration id, OWES; or which share of the fees goes back to who does not come)"""
    is_fee = Q(state=State.COMING, teacher__isnull=True, fee_waived_at__isnull=True)
    gave_up = ~Q(state=State.COMING) & Q(teacher__isnull=True, refund_percent__isnull=False)
    standing = Case(
        When(is_fee, then=Value(OWES)),
        When(gave_up, then=F("refund_percent")),
        default=Value(NOTHING_GOES_BACK_BY_STEPS),
        output_field=YEN,
    )
    everybody = Registration.objects.filter(reunion=reunion).order_by()
    named = everybody.annotate(money=Value(STANDING, output_field=CharField()), whose=F("pk"))
    return named.annotate(yen=standing).values_list("money", "whose", "yen")


def _added(rows: QuerySet, owner: str, kind: str, amount, reunion: Reunion | None = None) -> QuerySet:
    """(kind, registration id, yen) for each registration."""
    mine = rows.filter(**{f"{owner}__reunion": reunion}) if reunion else rows
    word = Value(kind, output_field=CharField())
    grouped = mine.order_by().annotate(money=word, whose=F(f"{owner}_id")).values("money", "whose")
    return grouped.annotate(yen=Cast(Sum(amount), YEN)).values_list("money", "whose", "yen")
