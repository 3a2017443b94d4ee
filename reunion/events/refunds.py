"""Until when cancelling is free, and what is refunded after.

The steps of the reunion say which part of what was paid goes back to whoever cancels on their day or before;
after the last one nothing does. A reunion without steps refunds all until the deadline for signing up. The
page, the personal page and the treasurer all read it here.
"""

import datetime as dt

from .models import RefundStep, Reunion


def steps_of(reunion: Reunion) -> list[RefundStep]:
    """In the order of their days; the default of a reunion that has none is not stored."""
    return list(reunion.refund_steps.all()) or [
        RefundStep(reunion=reunion, until=reunion.signup_deadline, percent=100)
    ]


def percent_on(reunion: Reunion, day: dt.date) -> int:
    """The part of what was paid that goes back to whoever cancels on this day, in percent."""
    return next((step.percent for step in steps_of(reunion) if day <= step.until), 0)
