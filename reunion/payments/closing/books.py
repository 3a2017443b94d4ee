"""The books of one reunion, worked out anew each time: income, expenses, balance, and what is still open.

The balance is income less expenses. It must be where it should be: in the account and in cash, less what
goes back to guests and to those who advanced money. What the bank has more or less than the books is shown
as a line of its own, so that both sides add up to the yen; closing waits until it is zero.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from django.db.models import Count, Sum
from django.utils.translation import gettext_lazy as _

from reunion.events.models import Reunion
from reunion.payments.models import HandBookedPayment

from .account_check import AccountCheck, account_check, money_in
from .fee_income import FeeIncome, fee_income
from .models import EXPENSE_HEADS, FEES, INCOME_HEADS, BudgetLine, Expense, OtherIncome, Pot, Settlement

KEPT = "kept"
LABELS = {**dict(INCOME_HEADS), KEPT: _("取り消し・ご辞退でいただいた分"), **dict(EXPENSE_HEADS)}


@dataclass(frozen=True)
class Row:
    """One head of the report; of `count` people or bills; `planned` is None without a plan."""

    head: str
    count: int
    yen: int
    planned: int | None = None

    @property
    def label(self) -> str:
        return str(LABELS[self.head])

    @property
    def more_than_planned(self) -> int | None:
        return None if self.planned is None else self.yen - self.planned

    @property
    def away_from_plan(self) -> int:
        return abs(self.more_than_planned or 0)


@dataclass(frozen=True)
class Books:
    income: Sequence[Row]
    expenses: Sequence[Row]
    in_account: int
    in_cash: int
    with_others: int
    to_return: int
    to_return_people: int
    advanced: int
    advanced_bills: int
    open: int
    open_people: int
    difference: int
    bank_is_known: bool

    @property
    def total_income(self) -> int:
        return sum(row.yen for row in self.income)

    @property
    def total_expenses(self) -> int:
        return sum(row.yen for row in self.expenses)

    @property
    def balance(self) -> int:
        return self.total_income - self.total_expenses

    @property
    def at_hand(self) -> int:
        """Where the balance is: what there is, less what is somebody else's, less what nobody can explain."""
        return self.in_account + self.in_cash - self.to_return - self.advanced - self.difference

    @property
    def less_in_bank(self) -> int:
        return -self.difference

    def as_figures(self) -> dict:
        """To be stored when the books are closed."""
        return asdict(self)

    @classmethod
    def from_figures(cls, figures: dict) -> "Books":
        rows = {name: [Row(**row) for row in figures[name]] for name in ("income", "expenses")}
        return cls(**(figures | rows))


def books_of(reunion: Reunion, check: AccountCheck | None = None) -> Books:
    """As they are now."""
    check = check or account_check(reunion, settlement_of(reunion))
    fees, planned = fee_income(reunion), _planned(reunion)
    advances = Expense.objects.standing().filter(
        reunion=reunion, paid_from=Expense.PaidFrom.ADVANCE, repaid_on__isnull=True
    )
    owed = advances.aggregate(yen=Sum("amount"), count=Count("id"))
    return Books(
        income=[*_fee_rows(fees, planned), *_other_income(reunion, planned)],
        expenses=_expenses(reunion, planned),
        in_account=check.books if check.bank is None else check.bank,
        in_cash=money_in(reunion, Pot.CASH),
        with_others=_yen_with_others(reunion),
        to_return=fees.to_return,
        to_return_people=fees.to_return_people,
        advanced=owed["yen"] or 0,
        advanced_bills=owed["count"],
        open=fees.open,
        open_people=fees.open_people,
        difference=check.difference,
        bank_is_known=check.bank is not None,
    )


def settlement_of(reunion: Reunion) -> Settlement:
    """The stored one, or an empty one that is not stored yet."""
    return Settlement.objects.filter(reunion=reunion).first() or Settlement(reunion=reunion)


def _yen_with_others(reunion: Reunion) -> int:
    """Cash that somebody took and the treasurer does not have yet; a part of the cash."""
    rows = HandBookedPayment.objects.with_somebody().filter(registration__reunion=reunion)
    return rows.aggregate(yen=Sum("amount"))["yen"] or 0


def _fee_rows(fees: FeeIncome, planned: dict[str, int]) -> list[Row]:
    rows = [Row(FEES, fees.fee_people, fees.fees, planned.get(FEES))]
    return rows + ([Row(KEPT, fees.kept_people, fees.kept)] if fees.kept else [])


def _other_income(reunion: Reunion, planned: dict[str, int]) -> list[Row]:
    rows = OtherIncome.objects.standing().filter(reunion=reunion)
    return _by_head(rows, "kind", "income_", OtherIncome.Kind.values, planned)


def _expenses(reunion: Reunion, planned: dict[str, int]) -> list[Row]:
    rows = Expense.objects.standing().filter(reunion=reunion)
    return _by_head(rows, "category", "expense_", Expense.Category.values, planned)


def _by_head(rows, column: str, prefix: str, keys: Sequence[str], planned: dict[str, int]) -> list[Row]:
    """Only heads of which there is something, written down or planned."""
    sums = {
        key: (count, yen)
        for key, count, yen in rows.order_by().values_list(column).annotate(Count("id"), Sum("amount"))
    }
    return [
        Row(prefix + key, *sums.get(key, (0, 0)), planned.get(prefix + key))
        for key in keys
        if key in sums or planned.get(prefix + key)
    ]


def _planned(reunion: Reunion) -> dict[str, int]:
    return dict(BudgetLine.objects.filter(reunion=reunion).values_list("head", "amount"))
