"""What ends soon: a hold, the day until which the venue takes another number, a step that is overdue.

A hold is spoken of from two weeks before its end, and until somebody extends it, books or gives it up: a hold
that has lapsed is worse than one that ends tomorrow. The number of guests is spoken of from ten days before
its last day, of the booked venue only, until the step 「会場に人数を知らせる」 is done. Once the day of the
reunion has gone by, no venue waits for anything; a step that was forgotten still does.
"""

import datetime as dt

from django.db.models import QuerySet
from django.utils import timezone

from reunion.events.models import Milestone, Reunion, VenueBooking

DAYS_BEFORE_A_HOLD_ENDS = 14
DAYS_BEFORE_THE_NUMBER = 10


def holds_ending(reunion: Reunion) -> QuerySet[VenueBooking]:
    offers = VenueBooking.objects.filter(reunion=reunion, reunion__held_on__gte=timezone.localdate())
    return offers.hold_ends_within(DAYS_BEFORE_A_HOLD_ENDS)


def numbers_due(reunion: Reunion) -> QuerySet[VenueBooking]:
    today = timezone.localdate()
    told = Milestone.objects.filter(reunion=reunion, step=Milestone.Step.GUARANTEE, done_on__isnull=False)
    booked = VenueBooking.objects.filter(reunion=reunion, state=VenueBooking.State.BOOKED)
    last_days = (today, today + dt.timedelta(days=DAYS_BEFORE_THE_NUMBER))
    return booked.filter(guarantee_until__range=last_days).exclude(reunion__in=told.values("reunion"))


def overdue(reunion: Reunion) -> QuerySet[Milestone]:
    return Milestone.objects.overdue(reunion)


def settlement_overdue(reunion: Reunion) -> QuerySet[Milestone]:
    """The treasurer's own."""
    return overdue(reunion).filter(step=Milestone.Step.SETTLEMENT)
