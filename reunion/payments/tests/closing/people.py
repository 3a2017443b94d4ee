"""What the tests of the closing need: somebody who has paid, and the treasurer's rows."""

import datetime as dt
import io

from django.utils import timezone

from reunion import cast
from reunion.payments.closing.models import CashMove, Expense, OtherIncome
from reunion.payments.models import Allocation, HandBookedPayment, Statement, StatementLine
from reunion.registrations.models import Registration

PAID_ON = dt.date(2026, 11, 20)


def payer(reunion, names="高田 裕子 たかだ ゆうこ", *, yen=8000, **changes) -> Registration:
    """Has paid in cash."""
    guest = cast.guest(reunion, names, **changes)
    if yen:
        pay_cash(guest, yen)
    return guest


def pay_cash(guest: Registration, yen: int, *, on: dt.date = PAID_ON) -> HandBookedPayment:
    return HandBookedPayment.objects.create(registration=guest, amount=yen, received_on=on, taken_by="受付")


def statement(reunion) -> Statement:
    return Statement.objects.get_or_create(reunion=reunion, file_name="x", digest="x", bank="x")[0]


def line(reunion, yen: int, *, balance: int | None = None, day: int = 1, number: int = 0) -> StatementLine:
    """A deposit, or with a negative sum a withdrawal."""
    number = number or StatementLine.objects.count() + 1
    return StatementLine.objects.create(
        statement=statement(reunion),
        reunion=reunion,
        identity=f"line {number}",
        number=number,
        sequence=number,
        booked_on=dt.date(2026, 12, day),
        direction="in" if yen > 0 else "out",
        amount=abs(yen),
        balance_after=balance,
        raw="x",
    )


def transfer(guest: Registration, yen: int, **details) -> StatementLine:
    """A deposit that pays for the guest."""
    deposit = line(guest.reunion, yen, **details)
    Allocation.objects.create(line=deposit, registration=guest, amount=yen)
    return deposit


def expense(reunion, yen: int, *, category="venue", paid_from="account", **changes) -> Expense:
    details = {"paid_on": timezone.localdate(), "what": "会場の手付け"} | changes
    return Expense(reunion=reunion, amount=yen, category=category, paid_from=paid_from, **details)


def income(reunion, yen: int, *, kind="donation", put_into="account", **changes) -> OtherIncome:
    details = {"received_on": timezone.localdate(), "what": "原田先生のご祝儀"} | changes
    return OtherIncome(reunion=reunion, amount=yen, kind=kind, put_into=put_into, **details)


def move(reunion, yen: int, *, to="account") -> CashMove:
    return CashMove(reunion=reunion, amount=yen, moved_to=to, moved_on=timezone.localdate())


def pdf() -> io.BytesIO:
    return io.BytesIO(b"%PDF-1.4\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n")
