"""The dates of the committee as a feed for a member's own calendar: RFC 5545, whole days without an hour.

Steps of the way to the day, ends of holds, the last day for the number of guests, and the program of the day.
Class staff read what concerns them: the meeting of the staff, the deadline, the day. No classmate is named.
An entry keeps its UID when its day moves; SEQUENCE and DTSTAMP follow the journal of the plan, so that the
same plan is the same file, and a calendar that reads it again corrects its entries instead of doubling them.
"""

import datetime as dt
from dataclasses import dataclass
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from reunion.events.models import Milestone, Reunion, VenueBooking
from reunion.journal.models import Entry
from reunion.team.access import NOT_CLASS_STAFF
from reunion.team.models import Member

TOKYO = ZoneInfo("Asia/Tokyo")
FOR_CLASS_STAFF = (Milestone.Step.KICK_OFF, Milestone.Step.DEADLINE, Milestone.Step.DAY)
OF_THE_PLAN = ("milestones", "venue", "changed", "hall_price")
HOURS_OF_AN_ITEM = 2
LOOK_AGAIN_AFTER = dt.timedelta(hours=6)


@dataclass(frozen=True)
class Dated:
    """One entry; `at` is a day, or a moment in Japan; `page` is where the desk shows it."""

    uid: str
    at: dt.date
    words: str
    page: str
    place: str = ""


@translation.override(settings.LANGUAGE_CODE)
def committee_calendar(reader: Member) -> bytes:
    reunion = reader.reunion
    calendar = Calendar()
    calendar.add("prodid", "-//reunion house//JA")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", reunion.name)
    calendar.add("refresh-interval", LOOK_AGAIN_AFTER)
    calendar.add("x-published-ttl", LOOK_AGAIN_AFTER)
    changed_at, number = _state_of_the_plan(reunion)
    for dated in _dates(reunion, sees_all=reader.role in NOT_CLASS_STAFF):
        calendar.add_component(_event(dated, reunion, changed_at, number))
    calendar.add_missing_timezones()
    return calendar.to_ical()


def _dates(reunion: Reunion, *, sees_all: bool) -> list[Dated]:
    steps = Milestone.objects.of(reunion)
    steps = steps if sees_all else steps.filter(step__in=FOR_CLASS_STAFF)
    found = [_step(step, sees_all) for step in steps]
    return [*found, *(_venues(reunion) if sees_all else []), *_program(reunion, sees_all)]


def _step(step: Milestone, sees_all: bool) -> Dated:
    words = _("%(what)s（済み）") % {"what": step.title} if step.is_done else step.title
    return Dated(f"milestone-{step.pk}", step.due_on, words, "events:milestones" if sees_all else "home:home")


def _venues(reunion: Reunion) -> list[Dated]:
    found = []
    for booking in VenueBooking.objects.filter(reunion=reunion).standing_offers():
        if booking.state == VenueBooking.State.HELD:
            words = _("仮予約の期限：%(venue)s") % {"venue": booking}
            found.append(Dated(f"hold-{booking.pk}", booking.held_until, words, "events:venues"))
        if booking.state == VenueBooking.State.BOOKED and booking.guarantee_until:
            words = _("会場の人数を変えられる最後の日：%(venue)s") % {"venue": booking}
            found.append(Dated(f"number-{booking.pk}", booking.guarantee_until, words, "events:venues"))
    return found


def _program(reunion: Reunion, sees_all: bool) -> list[Dated]:
    page = "events:overview" if sees_all else "home:home"
    return [
        Dated(f"item-{item.pk}", _moment(reunion.held_on, item.starts_at), item.name, page, item.place)
        for item in reunion.program_items.all()
    ]


def _moment(day: dt.date, hour: dt.time | None) -> dt.date:
    return day if hour is None else dt.datetime.combine(day, hour, TOKYO)


def _event(dated: Dated, reunion: Reunion, changed_at: dt.datetime, number: int) -> Event:
    event = Event()
    event.add("uid", f"{dated.uid}@{urlsplit(settings.SITE_URL).hostname}")
    event.add("dtstamp", changed_at)
    event.add("sequence", number)
    event.add("dtstart", dated.at)
    is_moment = isinstance(dated.at, dt.datetime)
    event.add(
        "dtend", dated.at + (dt.timedelta(hours=HOURS_OF_AN_ITEM) if is_moment else dt.timedelta(days=1))
    )
    event.add("summary", dated.words)
    event.add("url", settings.SITE_URL + reverse(f"staff:{dated.page}", args=[reunion.slug]))
    event.add("transp", "OPAQUE" if is_moment else "TRANSPARENT")
    if dated.place:
        event.add("location", dated.place)
    return event


def _state_of_the_plan(reunion: Reunion) -> tuple[dt.datetime, int]:
    """When it was last changed, and a number that only grows."""
    entries = Entry.objects.filter(reunion_slug=reunion.slug, action__in=OF_THE_PLAN).order_by("-pk")
    last = entries.values_list("recorded_at", "pk").first()
    start = timezone.make_aware(dt.datetime.combine(timezone.localdate(), dt.time()))
    moment, number = last or (start, 0)
    return moment.astimezone(dt.UTC), number
