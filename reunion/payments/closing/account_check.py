"""What the bank says beside what the books say.

The bank's word is its last balance: in the statements, or typed from the passbook when that is newer. The
books' word is every transfer that pays for somebody, and every other movement the treasurer wrote down.
What is between the two is shown, with the lines that nobody has written down yet: transfers not decided
about, and withdrawals for which there is no expense of that amount.
"""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from reunion.events.models import Reunion
from reunion.payments.adding_up import added_up
from reunion.payments.models import Allocation, HandBookedPayment, Refund, StatementLine
from reunion.payments.readers.entries import UNDOING_KINDS

from .models import CashMove, Expense, OtherIncome, Pot, Settlement

OUT = StatementLine.Direction.OUT


@dataclass(frozen=True)
class AccountCheck:
    """Yen. `bank` is None while nobody has said what is in the account."""

    books: int
    bank: int | None
    bank_on: dt.date | None
    first_balance: int | None
    undecided_lines: int
    undecided_yen: int
    unwritten: Sequence[StatementLine]
    carried_over: int
    unseen_yen: int
    set_aside_yen: int

    @property
    def difference(self) -> int:
        """How much more there is in the account than in the books."""
        return 0 if self.bank is None else self.bank - self.books

    @property
    def unwritten_yen(self) -> int:
        return sum(line.amount for line in self.unwritten)


def account_check(reunion: Reunion, settlement: Settlement) -> AccountCheck:
    numbers = {"undecided": undecided_lines(reunion)}
    return checked(reunion, settlement, added_up(reunion, rows_to_check(reunion), numbers=numbers))


def rows_to_check(reunion: Reunion) -> dict[str, QuerySet]:
    """What is added up for the check, by name."""
    income, lines = OtherIncome.objects.standing(), StatementLine.objects.filter(reunion=reunion)
    return pot_rows(reunion, Pot.ACCOUNT) | {
        "undecided_in": undecided_lines(reunion).deposits(),
        "undecided_out": undecided_lines(reunion).filter(direction=OUT),
        "set_aside": lines.deposits().ignored(),
        "carried_over": income.filter(
            reunion=reunion, kind=OtherIncome.Kind.CARRIED_OVER, put_into=Pot.ACCOUNT
        ),
    }


def undecided_lines(reunion: Reunion) -> QuerySet[StatementLine]:
    return StatementLine.objects.filter(reunion=reunion).undecided()


def checked(reunion: Reunion, settlement: Settlement, yen: dict[str, int]) -> AccountCheck:
    """`yen` holds what `rows_to_check` names, and how many lines are `undecided`.

    Whoever needs more sums asks for all of them at once.
    """
    bank, bank_on = _bank(reunion, settlement)
    unwritten, unseen_yen = _withdrawals(reunion)
    return AccountCheck(
        books=in_pot(Pot.ACCOUNT, yen),
        bank=bank,
        bank_on=bank_on,
        first_balance=_first_balance(reunion),
        undecided_lines=yen["undecided"],
        undecided_yen=yen["undecided_in"] - yen["undecided_out"],
        unwritten=unwritten,
        carried_over=yen["carried_over"],
        unseen_yen=unseen_yen,
        set_aside_yen=yen["set_aside"],
    )


def pot_rows(reunion: Reunion, pot: Pot) -> dict[str, QuerySet]:
    """Everything written down that came into the account, or into the cash box, or went out of it."""
    paid = Allocation if pot == Pot.ACCOUNT else HandBookedPayment
    expenses = Expense.objects.standing().filter(reunion=reunion)
    moves = CashMove.objects.standing().filter(reunion=reunion)
    way = Refund.Way.TRANSFER if pot == Pot.ACCOUNT else Refund.Way.CASH
    rows = {
        "paid": paid.objects.standing().filter(registration__reunion=reunion),
        "income": OtherIncome.objects.standing().filter(reunion=reunion, put_into=pot),
        "moved_in": moves.filter(moved_to=pot),
        "moved_out": moves.exclude(moved_to=pot),
        "spent": expenses.filter(paid_from=pot),
        "repaid": expenses.filter(repaid_from=pot),
        "refunded": Refund.objects.paid_out().filter(registration__reunion=reunion, way=way),
    }
    return {f"{pot}_{name}": each for name, each in rows.items()}


def in_pot(pot: Pot, yen: dict[str, int]) -> int:
    """What is in it by all that is written down."""
    came_in = sum(yen[f"{pot}_{name}"] for name in ("paid", "income", "moved_in"))
    return came_in - sum(yen[f"{pot}_{name}"] for name in ("moved_out", "spent", "repaid", "refunded"))


def _bank(reunion: Reunion, settlement: Settlement) -> tuple[int | None, dt.date | None]:
    lines = _with_balance(reunion).order_by("-booked_on", "-statement_id", "-sequence", "-pk")
    last = lines.values_list("balance_after", "booked_on").first() or (None, None)
    typed = (settlement.bank_balance, settlement.bank_balance_on)
    is_newer = typed[1] is not None and (last[1] is None or typed[1] >= last[1])
    return typed if is_newer else last


def _first_balance(reunion: Reunion) -> int | None:
    """What was in the account before the first line."""
    line = _with_balance(reunion).order_by("booked_on", "statement_id", "sequence", "pk").first()
    return line.balance_after - line.signed_amount if line else None


def _with_balance(reunion: Reunion) -> QuerySet[StatementLine]:
    return StatementLine.objects.filter(reunion=reunion, balance_after__isnull=False)


def _withdrawals(reunion: Reunion) -> tuple[list[StatementLine], int]:
    """Lines for which nothing of the same amount is written down, and the sum of what has no line.

    A deposit that the bank took back is no expense.
    """
    expenses = Expense.objects.standing().filter(reunion=reunion)
    drawn = CashMove.objects.standing().filter(reunion=reunion, moved_to=Pot.CASH)
    refunds = Refund.objects.paid_out().filter(registration__reunion=reunion, way=Refund.Way.TRANSFER)
    amounts = [
        rows.order_by().values_list("amount", flat=True)
        for rows in (
            refunds,
            expenses.filter(paid_from=Pot.ACCOUNT),
            expenses.filter(repaid_from=Pot.ACCOUNT),
            drawn,
        )
    ]
    written = Counter(amounts[0].union(*amounts[1:], all=True))
    missing = []
    withdrawals = StatementLine.objects.filter(reunion=reunion, direction=OUT)
    for line in withdrawals.exclude(kind__in=sorted(UNDOING_KINDS)).order_by("booked_on", "pk"):
        if written[line.amount] > 0:
            written[line.amount] -= 1
        else:
            missing.append(line)
    return missing, sum(amount * count for amount, count in written.items())
