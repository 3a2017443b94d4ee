"""The tables of the event.

reunions.py    the reunion, and what one can sign up for
venues.py      where it may be, and the terms of each place
milestones.py  what is to be done by when
plan_changes.py  which date and place guests had been told before
money.py       where to pay, and what goes back
shown.py       LINE groups and photos
"""

from .milestones import Milestone, MilestoneQuerySet
from .money import AccountChange, AccountChangeQuerySet, BankAccount, RefundStep
from .plan_changes import PlanChange, PlanChangeQuerySet
from .reunions import ProgramItem, Reunion, ReunionQuerySet
from .shown import LineGroup, Photo
from .venues import CancellationStep, Venue, VenueBooking, VenueBookingQuerySet

__all__ = [
    "AccountChange",
    "AccountChangeQuerySet",
    "BankAccount",
    "CancellationStep",
    "LineGroup",
    "Milestone",
    "MilestoneQuerySet",
    "Photo",
    "PlanChange",
    "PlanChangeQuerySet",
    "ProgramItem",
    "RefundStep",
    "Reunion",
    "ReunionQuerySet",
    "Venue",
    "VenueBooking",
    "VenueBookingQuerySet",
]
