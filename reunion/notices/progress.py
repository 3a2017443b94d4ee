"""How far an announcement has got: every letter is counted once, by what has become of it.

Not written yet counts as waiting, so that the sum is the number of people from the first moment. Letters set
aside when the announcement was stopped are unsent for good.
"""

from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Count

from reunion.mail.models import Message, MessageQuerySet

from .models import Announcement

State = Message.State


class Fate(StrEnum):
    SENT = "sent"
    WAITING = "waiting"
    REFUSED = "refused"
    HELD = "held"
    UNSENT = "unsent"


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


def letters_by_fate(announcement: Announcement, fate: Fate) -> MessageQuerySet:
    """Those that `progress` counts, as far as they are written."""
    return letters_of(announcement).filter(state__in=_states(announcement)[fate])


def progress(announcement: Announcement) -> Progress:
    by_state = dict(letters_of(announcement).order_by().values_list("state").annotate(Count("pk")))
    written = sum(by_state.values())
    unwritten = max(0, announcement.recipients - written) if announcement.written_at is None else 0
    found = {
        fate: sum(by_state.get(state, 0) for state in states)
        for fate, states in _states(announcement).items()
    }
    found[Fate.UNSENT if _is_given_up(announcement) else Fate.WAITING] += unwritten
    return Progress(people=written + unwritten, **found)


def _states(announcement: Announcement) -> dict[Fate, list[str]]:
    waiting = [State.QUEUED, State.SENDING]
    is_given_up = _is_given_up(announcement)
    return {
        Fate.SENT: [State.SENT],
        Fate.WAITING: waiting if is_given_up else [*waiting, State.PAUSED],
        Fate.REFUSED: [State.REFUSED],
        Fate.HELD: [State.HELD],
        Fate.UNSENT: [State.PAUSED] if is_given_up else [],
    }


def _is_given_up(announcement: Announcement) -> bool:
    return announcement.state == Announcement.State.STOPPED
