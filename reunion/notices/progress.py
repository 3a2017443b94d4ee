"""How far an announcement has got: every letter is counted once, by what has become of it.

Not written yet counts as waiting, so that the sum is the number of people from the first moment. Letters set
aside when the announcement was stopped are unsent for good.
"""

from dataclasses import dataclass

from django.db.models import Count

from reunion.mail.models import Message, MessageQuerySet

from .models import Announcement

State = Message.State


@dataclass(frozen=True)
class Progress:
    people: int
    sent: int
    waiting: int
    refused: int
    held: int
    unsent: int

    @property
    def settled(self) -> int:
        return self.people - self.waiting


def letters_of(announcement: Announcement) -> MessageQuerySet:
    return Message.objects.filter(batch=announcement.batch)


def progress(announcement: Announcement) -> Progress:
    by_state = dict(letters_of(announcement).order_by().values_list("state").annotate(Count("pk")))
    written = sum(by_state.values())
    unwritten = max(0, announcement.recipients - written) if announcement.written_at is None else 0
    aside = by_state.get(State.PAUSED, 0) + unwritten
    is_given_up = announcement.state == Announcement.State.STOPPED
    queued = by_state.get(State.QUEUED, 0) + by_state.get(State.SENDING, 0)
    return Progress(
        people=written + unwritten,
        sent=by_state.get(State.SENT, 0),
        waiting=queued if is_given_up else queued + aside,
        refused=by_state.get(State.REFUSED, 0),
        held=by_state.get(State.HELD, 0),
        unsent=aside if is_given_up else 0,
    )
