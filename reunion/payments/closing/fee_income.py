"""What of the money that guests paid is income, and what goes back to them.

Whoever comes: what they owed and paid is the fee, what is beyond it goes back. Of whoever cancelled after the
day until which all is returned a part of the fee is kept, as is what guests left to the reunion: income of
its own. All else that is paid without being owed goes back. What was refunded is no longer paid. Fees, kept
and to be returned together are always what is paid (balance.py, totals.py).
"""

from dataclasses import dataclass

from reunion.events.models import Reunion
from reunion.payments.totals import sums_by_registration


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
    rows = sums_by_registration(reunion).values()
    fees = [min(row.due, row.paid) for row in rows]
    return FeeIncome(
        fees=sum(fees),
        fee_people=sum(1 for fee in fees if fee > 0),
        kept=sum(row.kept for row in rows),
        kept_people=sum(1 for row in rows if row.kept),
        to_return=sum(row.overpaid for row in rows),
        to_return_people=sum(1 for row in rows if row.overpaid),
        open=sum(row.open for row in rows),
        open_people=sum(1 for row in rows if row.open),
    )
