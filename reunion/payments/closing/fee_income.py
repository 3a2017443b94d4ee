"""What of the money that guests paid is income, and what goes back to them.

Whoever comes: what they owed and paid is the fee, what is beyond it goes back. Of whoever cancelled after the
day until which all is returned a part of the fee is kept, as is what guests left to the reunion: income of
its own. All else that is paid without being owed goes back. What was refunded is no longer paid. Fees, kept
and to be returned together are always what is paid (balance.py).
"""

from dataclasses import dataclass

from django.db.models import BigIntegerField, Count, F, Q, Sum, Value
from django.db.models.functions import Coalesce, Least

from reunion.events.models import Reunion
from reunion.payments.balance import with_balance
from reunion.registrations.models import Registration

NOTHING = Value(0, output_field=BigIntegerField())


@dataclass(frozen=True)
class FeeIncome:
    """Yen, and how many people are behind them."""

    fees: int
    fee_people: int
    kept: int
    kept_people: int
    to_return: int
    to_return_people: int
    open: int
    open_people: int

    @property
    def paid(self) -> int:
        return self.fees + self.kept + self.to_return


def fee_income(reunion: Reunion) -> FeeIncome:
    rows = (
        with_balance(Registration.objects.filter(reunion=reunion))
        .order_by()
        .annotate(fee=Least(F("due"), F("paid"), output_field=BigIntegerField()))
    )
    sums = rows.aggregate(
        fees=_sum("fee"),
        fee_people=Count("id", filter=Q(fee__gt=0)),
        kept_yen=_sum("kept"),
        kept_people=Count("id", filter=Q(kept__gt=0)),
        to_return=_sum("overpaid"),
        to_return_people=Count("id", filter=Q(overpaid__gt=0)),
        open_yen=_sum("open"),
        open_people=Count("id", filter=Q(open__gt=0)),
    )
    return FeeIncome(open=sums.pop("open_yen"), kept=sums.pop("kept_yen"), **sums)


def _sum(column: str) -> Coalesce:
    return Coalesce(Sum(column), NOTHING, output_field=BigIntegerField())
