"""Due, paid, open and overpaid are sums, worked out anew each time and never stored.

Due is the fees of everything chosen, for a classmate who comes and whose fee is not waived; nobody else owes.
What came in is every share of a statement line, every payment booked by hand and every surplus moved here
that still stand. Paid is what is left of it after refunds and surplus moved away. Of what is paid beyond what
is due a part is kept: the share of the fee that is not given back to who cancels late, and what guests left
to the reunion. The rest is overpaid: it goes back, or to somebody else. Due paid, kept and overpaid are
together always what is paid. Each sum is a subquery of its own: joined, they would multiply.
"""

from django.db.models import (
    BigIntegerField,
    Case,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce, Greatest, Least

from reunion.events.models import Reunion
from reunion.registrations.models import RegistrationQuerySet, State, fees_chosen

from .models import Allocation, HandBookedPayment, Refund, SurplusMove

YEN = BigIntegerField()
NOTHING = Value(0, output_field=YEN)
HUNDRED = Value(100, output_field=YEN)


def with_balance(registrations: RegistrationQuerySet) -> RegistrationQuerySet:
    """Adds `due`, `came_in`, `went_out`, `paid`, `open`, `kept` and `overpaid` in yen, none below zero."""
    return (
        registrations.with_due()
        .annotate(came_in=_came_in(), went_out=_went_out())
        .annotate(paid=F("came_in") - F("went_out"))
        .annotate(open=Greatest(F("due") - F("paid"), NOTHING, output_field=YEN))
        .annotate(kept=_kept())
        .annotate(overpaid=Greatest(F("paid") - F("due") - F("kept"), NOTHING, output_field=YEN))
    )


def with_free_surplus(registrations: RegistrationQuerySet) -> RegistrationQuerySet:
    """Adds to the balance `waits`, the refunds decided on, and `free`, the surplus not decided about."""
    waits = _sum_of(Refund.objects.owed(), "registration")
    return (
        with_balance(registrations)
        .annotate(waits=waits)
        .annotate(free=Greatest(F("overpaid") - F("waits"), NOTHING, output_field=YEN))
    )


def unpaid(registrations: RegistrationQuerySet) -> RegistrationQuerySet:
    """Who still owes something, be it a part."""
    return with_balance(registrations).filter(open__gt=0)


def untouched(registrations: RegistrationQuerySet) -> RegistrationQuerySet:
    """Who owes and has paid nothing yet."""
    return unpaid(registrations).filter(paid=0)


def part_paid(registrations: RegistrationQuerySet) -> RegistrationQuerySet:
    return unpaid(registrations).filter(paid__gt=0)


def paid_in_full(registrations: RegistrationQuerySet) -> RegistrationQuerySet:
    return with_balance(registrations).filter(due__gt=0, open=0)


def overpaid(registrations: RegistrationQuerySet) -> RegistrationQuerySet:
    return with_balance(registrations).filter(overpaid__gt=0)


def nothing_paid(registrations: RegistrationQuerySet) -> RegistrationQuerySet:
    """Those of whom no payment at all stands, whatever they owe."""
    mine = {"registration": OuterRef("pk")}
    return registrations.exclude(Exists(Allocation.objects.standing().filter(**mine))).exclude(
        Exists(HandBookedPayment.objects.standing().filter(**mine))
    )


def paid_by_registration(reunion: Reunion) -> dict[int, int]:
    """Yen by registration id; who has paid nothing is not in it."""
    first, *others = [
        rows.filter(**{f"{owner}__reunion": reunion})
        .order_by()
        .values_list(f"{owner}_id")
        .annotate(yen=Sum("amount") * sign)
        for rows, owner, sign in movements()
    ]
    paid: dict[int, int] = {}
    for registration_id, yen in first.union(*others, all=True):
        paid[registration_id] = paid.get(registration_id, 0) + int(yen)
    return {registration_id: yen for registration_id, yen in paid.items() if yen}


def movements() -> list[tuple[QuerySet, str, int]]:
    """Everything that stands: its rows, whose they are, and whether it comes or goes."""
    return [
        (Allocation.objects.standing(), "registration", 1),
        (HandBookedPayment.objects.standing(), "registration", 1),
        (SurplusMove.objects.standing(), "taker", 1),
        (SurplusMove.objects.standing(), "giver", -1),
        (Refund.objects.paid_out(), "registration", -1),
    ]


def _came_in():
    first, *others = [_sum_of(rows, owner) for rows, owner, sign in movements() if sign > 0]
    return sum(others, first)


def _went_out():
    first, *others = [_sum_of(rows, owner) for rows, owner, sign in movements() if sign < 0]
    return sum(others, first)


def _kept():
    """The share of the fee that the steps do not give back, and what was left to the reunion on purpose."""
    fee = Least(F("came_in"), Cast(fees_chosen(), YEN), output_field=YEN)
    given_back = fee * Cast("refund_percent", YEN) / HUNDRED
    gave_up = ~Q(state=State.COMING) & Q(refund_percent__isnull=False, teacher__isnull=True)
    share = Case(When(gave_up, then=fee - given_back), default=NOTHING, output_field=YEN)
    wanted = share + _sum_of(Refund.objects.given_up(), "registration")
    beyond = Greatest(F("paid") - F("due"), NOTHING, output_field=YEN)
    return Least(wanted, beyond, output_field=YEN)


def _sum_of(rows: QuerySet, owner: str) -> Coalesce:
    """The yen of the rows that belong to a registration, 0 when there are none."""
    mine = rows.filter(**{owner: OuterRef("pk")}).order_by().values(owner)
    # To PostgreSQL a sum of whole numbers is a decimal one, and would later be divided into parts of a yen.
    whole = Cast(Subquery(mine.annotate(yen=Sum("amount")).values("yen")), YEN)
    return Coalesce(whole, NOTHING)
