"""What the hall will probably cost, and from how many guests on the reunion pays for itself.

The hall charges for everybody at the table, teachers too, who pay nothing; for those who cancelled once it
was too late; and for at least as many as were guaranteed. Whoever comes pays their fee; when more are
expected than have signed up, each of the others would pay the fee of the main event. All else that is
planned or spent counts beside it. What the hall charges is what the venue has said (events/venues.py): the
booked one, else the one held, else the first candidate.
"""

from dataclasses import dataclass

from django.db.models import Count, F, Q, Sum
from django.utils import timezone

from reunion.events.models import ProgramItem, Reunion, VenueBooking
from reunion.registrations.models import ChosenItem, Registration, State

from .books import Books

MOST_GUESTS = 2000


def hall_with_price(reunion: Reunion) -> VenueBooking | None:
    """None while no price for one guest is known."""
    hall = VenueBooking.objects.filter(reunion=reunion).foremost()
    return hall if hall and hall.per_head is not None else None


@dataclass(frozen=True)
class Table:
    """Who sits at the main event, as far as is known."""

    guests: int
    honoured: int
    cancelled_late: int
    due: int

    @property
    def heads(self) -> int:
        return self.guests + self.honoured


@dataclass(frozen=True)
class Forecast:
    """Yen; `break_even` is how many paying guests are needed, None when no number is enough."""

    table: Table
    expected: int
    charged: int
    bill: int
    fees: int
    other_income: int
    other_expenses: int
    break_even: int | None

    @property
    def result(self) -> int:
        return self.fees + self.other_income - self.bill - self.other_expenses

    @property
    def shortfall(self) -> int:
        return -self.result


def forecast(reunion: Reunion, hall: VenueBooking, books: Books) -> Forecast:
    table, fee = table_of(reunion, hall), _main_fee(reunion)
    expected = max(reunion.expected_heads or 0, table.heads)
    charged = max(expected + table.cancelled_late, hall.guaranteed_heads)
    more = _other_than_hall(books)
    return Forecast(
        table=table,
        expected=expected,
        charged=charged,
        bill=bill_for(hall, charged),
        fees=table.due + (expected - table.heads) * fee,
        other_income=more[0],
        other_expenses=more[1],
        break_even=_break_even(hall, table, fee, more),
    )


def bill_for(hall: VenueBooking, heads: int) -> int:
    return hall.fixed_price + hall.per_head * heads


def table_of(reunion: Reunion, hall: VenueBooking) -> Table:
    seats = ChosenItem.objects.filter(
        registration__reunion=reunion,
        registration__state=State.COMING,
        item__kind=ProgramItem.Kind.MAIN,
        waiting_since=None,
    )
    honoured = Q(registration__teacher__isnull=False)
    counted = seats.aggregate(
        honoured=Count("id", filter=honoured),
        guests=Count("id", filter=~honoured),
        brought=Sum("companions"),
        own_fees=Sum("fee", filter=~honoured),
        fees_of_brought=Sum(F("companions") * F("companion_fee"), filter=~honoured),
    )
    return Table(
        guests=counted["guests"] + (counted["brought"] or 0),
        honoured=counted["honoured"],
        cancelled_late=_cancelled_late(reunion, hall),
        due=(counted["own_fees"] or 0) + (counted["fees_of_brought"] or 0),
    )


def _cancelled_late(reunion: Reunion, hall: VenueBooking) -> int:
    if hall.charged_from is None:
        return 0
    cancelled = Registration.objects.filter(
        reunion=reunion,
        state__in=[State.CANCELLED, State.DECLINED],
        cancelled_at__date__gte=hall.charged_from,
        cancelled_at__lte=timezone.now(),
    )
    return cancelled.count()


def _main_fee(reunion: Reunion) -> int:
    main = ProgramItem.objects.filter(reunion=reunion, kind=ProgramItem.Kind.MAIN)
    return main.values_list("fee", flat=True).first() or 0


def _other_than_hall(books: Books) -> tuple[int, int]:
    """Income that is no fee, and expenses that are not the hall's: what was planned or is more by now."""
    income = sum(max(row.yen, row.planned or 0) for row in books.income if row.head.startswith("income_"))
    spent = sum(max(row.yen, row.planned or 0) for row in books.expenses if row.head != "expense_venue")
    return income, spent


def _break_even(hall: VenueBooking, table: Table, fee: int, more: tuple[int, int]) -> int | None:
    for guests in range(MOST_GUESTS + 1):
        heads = max(guests + table.honoured + table.cancelled_late, hall.guaranteed_heads)
        if guests * fee + more[0] >= bill_for(hall, heads) + more[1]:
            return guests
    return None
