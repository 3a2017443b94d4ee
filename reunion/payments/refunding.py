"""What goes back of what was paid when somebody cancels: the part that the reunion's steps give on that day.

It is a share of everything paid, in whole yen, rounded down. Whoever has cancelled keeps the part of the day
on which they did; for everybody else it is what cancelling today would give.
"""

import datetime as dt

from reunion.events.refunds import percent_on
from reunion.registrations.models import Registration


def refund_percent(registration: Registration, *, today: dt.date) -> int:
    if registration.refund_percent is not None:
        return registration.refund_percent
    return percent_on(registration.reunion, today)


def refund_in_yen(registration: Registration, *, today: dt.date) -> int:
    """`registration` comes from balance.with_balance."""
    return registration.paid * refund_percent(registration, today=today) // 100
