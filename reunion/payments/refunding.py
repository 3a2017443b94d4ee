"""What goes back of what was paid when somebody cancels: the part that the reunion's steps give on that day.

It is a share of everything paid, in whole yen, rounded down. Which share, registrations/deciding.py settles.
"""

import datetime as dt

from reunion.registrations.deciding import refund_percent
from reunion.registrations.models import Registration


def refund_in_yen(registration: Registration, *, today: dt.date) -> int:
    """`registration` comes from balance.with_balance."""
    return registration.paid * refund_percent(registration, today=today) // 100
