"""The books of one reunion, worked out anew each time: income, expenses, balance, and what is still open.

The balance is income less expenses. It must be where it should be: in the account and in cash, less what
goes back to guests and to those who advanced money. What the bank has more or less than the books is shown
as a line of its own, so that both sides add up to the yen; closing waits until it is zero.
"""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass

from django.db.models import CharField, Count, QuerySet, Sum, Value
from django.db.models.functions import Concat
from django.utils.translation import gettext_lazy as _

from reunion.events.models import Reunion
from reunion.payments.adding_up import added_up
from reunion.payments.models import HandBookedPayment

from .account_check import AccountCheck, checked, in_pot, pot_rows, rows_to_check, undecided_lines
from .fee_income import FeeIncome, fee_income
from .models import EXPENSE_HEADS, FEES, INCOME_HEADS, BudgetLine, Expense, OtherIncome, Pot, Settlement

KEPT = "kept"
BESIDE_FEES = tuple(head for head, _words in INCOME_HEADS if head != FEES)
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


def books_of(reunion: Reunion, settlement: Settlement | None = None) -> Books:
    """As they are now."""
    return books_and_check(reunion, settlement or settlement_of(reunion))[0]


def books_and_check(reunion: Reunion, settlement: Settlement) -> tuple[Books, AccountCheck]:
    advances = Expense.objects.standing().filter(
        reunion=reunion, paid_from=Expense.PaidFrom.ADVANCE, repaid_on__isnull=True
    )
    # Cash that somebody took and the treasurer does not have yet; a part of the cash.
    with_others = HandBookedPayment.objects.with_somebody().filter(registration__reunion=reunion)
    rows = rows_to_check(reunion) | pot_rows(reunion, Pot.CASH)
    rows |= {"advanced": advances, "with_others": with_others}
    numbers = {"undecided": undecided_lines(reunion), "advanced_bills": advances}
    yen = added_up(reunion, rows, numbers=numbers)
    check = checked(reunion, settlement, yen)
    fees, planned = fee_income(reunion), _planned(reunion)
    sums = _sums_by_head(reunion)
    books = Books(
        income=[*_fee_rows(fees, planned), *_rows(BESIDE_FEES, sums, planned)],
        expenses=_rows(dict(EXPENSE_HEADS), sums, planned),
        in_account=check.books if check.bank is None else check.bank,
        in_cash=in_pot(Pot.CASH, yen),
        with_others=yen["with_others"],
        to_return=fees.to_return,
        to_return_people=fees.to_return_people,
        advanced=yen["advanced"],
        advanced_bills=yen["advanced_bills"],
        open=fees.open,
        open_people=fees.open_people,
        difference=check.difference,
        bank_is_known=check.bank is not None,
    )
    return books, check


def settlement_of(reunion: Reunion) -> Settlement:
    """The stored one, or an empty one that is not stored yet."""
    return Settlement.objects.filter(reunion=reunion).first() or Settlement(reunion=reunion)


def _fee_rows(fees: FeeIncome, planned: dict[str, int]) -> list[Row]:
    rows = [Row(FEES, fees.fee_people, fees.fees, planned.get(FEES))]
    return rows + ([Row(KEPT, fees.kept_people, fees.kept)] if fees.kept else [])


def _rows(heads: Iterable[str], sums: dict[str, tuple[int, int]], planned: dict[str, int]) -> list[Row]:
    """Only heads of which there is something, written down or planned."""
    wanted = [head for head in heads if head in sums or planned.get(head)]
    return [Row(head, *sums.get(head, (0, 0)), planned.get(head)) for head in wanted]


def _sums_by_head(reunion: Reunion) -> dict[str, tuple[int, int]]:
    """How many, and yen, of expenses and of income beside the fees."""
    income = _sums(OtherIncome.objects.standing().filter(reunion=reunion), "income_", "kind")
    expenses = _sums(Expense.objects.standing().filter(reunion=reunion), "expense_", "category")
    return {head: (count, yen) for head, count, yen in income.union(expenses, all=True)}


def _sums(rows: QuerySet, prefix: str, column: str) -> QuerySet:
    """(head, how many, yen)"""
    headed = rows.order_by().annotate(head=Concat(Value(prefix), column, output_field=CharField()))
    grouped = headed.values("head").annotate(number=Count("id"), yen=Sum("amount"))
    return grouped.values_list("head", "number", "yen")


def _planned(reunion: Reunion) -> dict[str, int]:
    return dict(BudgetLine.objects.filter(reunion=reunion).values_list("head", "amount"))
