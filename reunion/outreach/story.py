"""Everything between us and one guest, in order: what was written, tried, sent, returned, answered, told.

Nothing is kept twice: the story is read from where each thing happened. A letter that a worker holds right
now is on its way; the words of the servers stand beside what they did. Payments appear with their day only,
for the story is also read by class staff.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain

from django.db import models
from django.utils import timezone

from reunion.mail.models import InboundLetter, Message
from reunion.registrations.models import Registration

from .dealings import Dealings, Payment


class What(StrEnum):
    """In the order in which things of the same moment are told."""

    SIGNED_UP = "signed_up"
    CANCELLED = "cancelled"
    WRITTEN = "written"
    TRIED = "tried"
    ON_ITS_WAY = "on_its_way"
    BOUNCED = "bounced"
    PROVEN = "proven"
    REPLIED = "replied"
    ANSWERED = "answered"
    CONTACTED = "contacted"
    PAID = "paid"


ORDER = {what: place for place, what in enumerate(What)}


@dataclass(frozen=True)
class Event:
    """`thing` is the row it is told of; `is_day`: only the day is known, not the hour."""

    at: dt.datetime
    what: What
    thing: models.Model | Payment
    is_day: bool = False


def story(dealings: Dealings) -> list[Event]:
    """Oldest first."""
    events = chain(
        _of_registration(dealings.registration),
        _of_letters(dealings),
        _of_replies(dealings.replies),
        (Event(log.at, What.CONTACTED, log) for log in dealings.tries),
        (Event(_morning_of(payment.day), What.PAID, payment, is_day=True) for payment in dealings.payments),
    )
    return sorted(events, key=lambda event: (event.at, ORDER[event.what], event.thing.pk))


def _of_registration(registration: Registration) -> Iterator[Event]:
    yield Event(registration.signed_up_at, What.SIGNED_UP, registration)
    if registration.cancelled_at:
        yield Event(registration.cancelled_at, What.CANCELLED, registration)
    if registration.proven_at:
        yield Event(registration.proven_at, What.PROVEN, registration)


def _of_letters(dealings: Dealings) -> Iterator[Event]:
    for letter in dealings.letters:
        yield Event(letter.created_at, What.WRITTEN, letter)
        if letter.state == Message.State.SENDING:
            yield Event(timezone.now(), What.ON_ITS_WAY, letter)
    for attempt in dealings.attempts:
        yield Event(attempt.at, What.TRIED, attempt)
    for bounce in dealings.bounces:
        yield Event(bounce.received_at, What.BOUNCED, bounce)


def _of_replies(letters: Iterable[InboundLetter]) -> Iterator[Event]:
    for letter in letters:
        yield Event(letter.received_at, What.REPLIED, letter)
        if letter.answered_at:
            yield Event(letter.answered_at, What.ANSWERED, letter)


def _morning_of(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time.min))
