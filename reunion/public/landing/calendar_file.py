"""The day as a file for a calendar: one entry, from 本会 until some hours after the last program item.

It begins where the page says that the day begins, for its place is that of 本会; what comes before stands in
the text, with its time. Without a time of 本会 it begins with whatever is first.
Times are in UTC, which every calendar shows in its own zone; Japan has had no summer time since 1951. Without
any time it is an entry for the whole day. The entry keeps its identity when date or place change, so that a
calendar that takes it in again corrects it instead of showing it twice.
"""

import datetime as dt
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone
from django.utils.formats import time_format
from icalendar import Calendar, Event, vText

HOURS_OF_THE_LAST_ITEM = 3


def calendar_file(facts: dict) -> bytes:
    """`facts` as page.py puts them together."""
    reunion = facts["reunion"]
    event = Event()
    event.add("uid", f"reunion-{reunion.pk}@{urlsplit(settings.SITE_URL).hostname}")
    event.add("dtstamp", timezone.now().astimezone(dt.UTC))
    for when, moment in zip(("dtstart", "dtend"), _from_until(facts), strict=True):
        event.add(when, moment)
    event.add("summary", reunion.name)
    event.add("description", _description(facts))
    event.add("url", facts["page_url"])
    if facts["booking"]:
        event.add("location", vText(" ".join([facts["place"], facts["booking"].venue.address]).strip()))
    calendar = Calendar()
    calendar.add("prodid", "-//reunion house//JA")
    calendar.add("version", "2.0")
    calendar.add_component(event)
    return calendar.to_ical()


def _from_until(facts: dict) -> tuple[dt.date, dt.date]:
    """Moments in UTC, or days of which the second is the one after, as RFC 5545 counts."""
    reunion, main = facts["reunion"], facts["main"]
    times = [item.time for item in facts["program"] if item.time]
    if not times:
        return reunion.held_on, reunion.held_on + dt.timedelta(days=1)
    first, last = (
        timezone.make_aware(dt.datetime.combine(reunion.held_on, time)).astimezone(dt.UTC)
        for time in ((main and main.time) or min(times), max(times))
    )
    return first, last + dt.timedelta(hours=HOURS_OF_THE_LAST_ITEM)


def _description(facts: dict) -> str:
    lines = [
        f"{time_format(item.time, 'G:i') if item.time else ''} {item.name} {item.where}".strip()
        for item in facts["program"]
    ]
    return "\n".join([*lines, facts["page_url"]])
