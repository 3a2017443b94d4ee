"""What goes back of what was paid when somebody cancels: the part that the reunion's steps give on that day.

It is a share of the fee they paid, in whole yen, rounded down; what they paid beyond the fee goes back whole.
Which share, registrations/deciding.py settles. Of who has cancelled it is what still has to go back.
"""

import datetime as dt

from reunion.registrations.deciding import refund_percent
from reunion.registrations.models import Registration


def refund_in_yen(registration: Registration, *, today: dt.date) -> int:
    """`registration` comes from balance.with_balance."""
    fee_paid = min(registration.due, registration.paid)
    return registration.overpaid + fee_paid * refund_percent(registration, today=today) // 100
