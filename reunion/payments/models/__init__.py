"""The tables of money.

bookings.py    what was booked, moved and returned
statements.py  the bank's files, their lines, and columns the treasurer has confirmed
proposals.py   whom a line may pay for
notices.py     what guests have been told, and who was asked
The tables of the books stand with their rules, in payments/closing.
"""

# Django looks for all tables of the app here.
from reunion.payments.closing import models as closing_tables

from .bookings import Allocation, Booking, HandBookedPayment, Refund, SurplusMove
from .notices import PaymentNotice, PaymentNoticeQuerySet, ReminderRound
from .proposals import MatchRun, Proposal
from .statements import RememberedColumns, Statement, StatementLine, StatementLineQuerySet

__all__ = [
    "Allocation",
    "Booking",
    "HandBookedPayment",
    "MatchRun",
    "PaymentNotice",
    "PaymentNoticeQuerySet",
    "Proposal",
    "Refund",
    "RememberedColumns",
    "ReminderRound",
    "Statement",
    "StatementLine",
    "StatementLineQuerySet",
    "SurplusMove",
    "closing_tables",
]
