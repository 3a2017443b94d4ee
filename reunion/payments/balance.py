"""Due, paid, open and overpaid are sums, worked out anew each time and never stored.

Due is the fees of everything chosen, for a classmate who comes; who declined, waits, cancelled or is a
teacher owes nothing. Paid is every share of a statement line and every payment booked by hand that still
stands. What is paid beyond what is due stays visible as overpaid, also after somebody cancels. Each sum is
a subquery of its own: joined together, two items and two payments would count four times.
"""

from dataclasses import dataclass

from django.db.models import BigIntegerField, Count, Exists, F, OuterRef, Q, Subquery, Sum, Value
from django.db.models.functions import Coalesce, Greatest

from reunion.events.models import Reunion
from reunion.registrations.models import Registration, RegistrationQuerySet

from .models import Allocation, HandBookedPayment

NOTHING = Value(0, output_field=BigIntegerField())


@dataclass(frozen=True)
class Totals:
    """Yen, and how many registrations are behind them."""

    due: int
    paid: int
    open: int
    overpaid: int
    owing_people: int
    unpaid_people: int
    paid_people: int
    overpaid_people: int


def with_balance(registrations: RegistrationQuerySet) -> RegistrationQuerySet:
    """Adds `due`, `paid`, `open` and `overpaid` in yen, none of them below zero."""
    return (
        registrations.with_due()
        .annotate(paid=_paid())
        .annotate(
            open=Greatest(F("due") - F("paid"), NOTHING, output_field=BigIntegerField()),
            overpaid=Greatest(F("paid") - F("due"), NOTHING, output_field=BigIntegerField()),
        )
    )


def unpaid(registrations: RegistrationQuerySet) -> RegistrationQuerySet:
    """Who still owes something, be it a part."""
    return with_balance(registrations).filter(open__gt=0)


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
    paid: dict[int, int] = {}
    for kind in (Allocation, HandBookedPayment):
        sums = (
            kind.objects.standing()
            .filter(registration__reunion=reunion)
            .order_by()
            .values_list("registration_id")
            .annotate(yen=Sum("amount"))
        )
        for registration_id, yen in sums:
            paid[registration_id] = paid.get(registration_id, 0) + yen
    return paid


def totals(reunion: Reunion) -> Totals:
    rows = with_balance(Registration.objects.filter(reunion=reunion)).order_by()
    sums = rows.aggregate(
        due_sum=_sum("due"),
        paid_sum=_sum("paid"),
        open_sum=_sum("open"),
        overpaid_sum=_sum("overpaid"),
        owing_people=Count("id", filter=Q(due__gt=0)),
        unpaid_people=Count("id", filter=Q(open__gt=0)),
        paid_people=Count("id", filter=Q(due__gt=0, open=0)),
        overpaid_people=Count("id", filter=Q(overpaid__gt=0)),
    )
    return Totals(**{name.removesuffix("_sum"): value for name, value in sums.items()})


def _paid():
    return _sum_of(Allocation.objects.standing(), "amount") + _sum_of(
        HandBookedPayment.objects.standing(), "amount"
    )


def _sum_of(rows, field: str) -> Coalesce:
    """The sum of one column of the rows that belong to a registration, 0 when there are none."""
    mine = rows.filter(registration=OuterRef("pk")).order_by().values("registration")
    return Coalesce(
        Subquery(mine.annotate(yen=Sum(field)).values("yen"), output_field=BigIntegerField()), NOTHING
    )


def _sum(column: str) -> Coalesce:
    return Coalesce(Sum(column), NOTHING, output_field=BigIntegerField())
