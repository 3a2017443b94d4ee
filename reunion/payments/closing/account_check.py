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

from django.db.models import QuerySet, Sum

from reunion.events.models import Reunion
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
    bank, bank_on = _bank(reunion, settlement)
    unwritten, unseen_yen = _withdrawals(reunion)
    carried_over = OtherIncome.objects.standing().filter(
        reunion=reunion, kind=OtherIncome.Kind.CARRIED_OVER, put_into=Pot.ACCOUNT
    )
    undecided = StatementLine.objects.filter(reunion=reunion).undecided().order_by()
    return AccountCheck(
        books=money_in(reunion, Pot.ACCOUNT),
        bank=bank,
        bank_on=bank_on,
        first_balance=_first_balance(reunion),
        undecided_lines=undecided.count(),
        undecided_yen=_yen(undecided.deposits()) - _yen(undecided.filter(direction=OUT)),
        unwritten=unwritten,
        carried_over=_yen(carried_over),
        unseen_yen=unseen_yen,
        set_aside_yen=_yen(StatementLine.objects.filter(reunion=reunion).deposits().ignored()),
    )


def money_in(reunion: Reunion, pot: Pot) -> int:
    """What is in the account, or in the cash box, by all that is written down."""
    paid = Allocation if pot == Pot.ACCOUNT else HandBookedPayment
    expenses = Expense.objects.standing().filter(reunion=reunion)
    moves = CashMove.objects.standing().filter(reunion=reunion)
    way = Refund.Way.TRANSFER if pot == Pot.ACCOUNT else Refund.Way.CASH
    refunds = Refund.objects.paid_out().filter(registration__reunion=reunion, way=way)
    return (
        _yen(paid.objects.standing().filter(registration__reunion=reunion))
        + _yen(OtherIncome.objects.standing().filter(reunion=reunion, put_into=pot))
        + _yen(moves.filter(moved_to=pot))
        - _yen(moves.exclude(moved_to=pot))
        - _yen(expenses.filter(paid_from=pot))
        - _yen(expenses.filter(repaid_from=pot))
        - _yen(refunds)
    )


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
    written = Counter(
        [
            *refunds.values_list("amount", flat=True),
            *expenses.filter(paid_from=Pot.ACCOUNT).values_list("amount", flat=True),
            *expenses.filter(repaid_from=Pot.ACCOUNT).values_list("amount", flat=True),
            *drawn.values_list("amount", flat=True),
        ]
    )
    missing = []
    withdrawals = StatementLine.objects.filter(reunion=reunion, direction=OUT)
    for line in withdrawals.exclude(kind__in=sorted(UNDOING_KINDS)).order_by("booked_on", "pk"):
        if written[line.amount] > 0:
            written[line.amount] -= 1
        else:
            missing.append(line)
    return missing, sum(amount * count for amount, count in written.items())


def _yen(rows: QuerySet) -> int:
    return rows.aggregate(yen=Sum("amount"))["yen"] or 0
