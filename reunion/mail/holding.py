"""Why a letter is held, and which of the held ones go again by themselves.

A person must decide where our words have a fault, or where the worker died and the letter may have arrived.
An address that is mistyped, has ended or is known dead must be mended. All others rightly stay: their reader
wants no announcements, or what they say is no longer true. When the one reason of a letter falls away, it
waits for its turn again and is asked the last question like any other; news for many that is older than two
weeks stays where it is, for it would only confuse. The sweep finds what was released.
"""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from .models import Message, MessageQuerySet

Because = Message.Because
NEWS_KEEPS = dt.timedelta(days=14)


@dataclass(frozen=True)
class Hold:
    """What a receiver of `before_sending` answers when the sentence alone does not tell which kind it is."""

    sentence: str
    because: str = Because.OVERTAKEN

    @property
    def as_fields(self) -> dict[str, str]:
        return {"state": Message.State.HELD, "outcome": self.sentence[:300], "held_because": self.because}


def release(letters: MessageQuerySet, *, because: str) -> int:
    """How many of the letters were held for this reason alone and go again now."""
    is_news_of_today = Q(batch="") | Q(created_at__gte=timezone.now() - NEWS_KEEPS)
    held = letters.filter(is_news_of_today, state=Message.State.HELD, held_because=because)
    return put_back(held)


def put_back(letters: MessageQuerySet) -> int:
    """They wait for their turn as if newly written; how many."""
    return letters.update(
        state=Message.State.QUEUED,
        held_because="",
        outcome="",
        due_at=timezone.now(),
        deferred_since=None,
        attempt_count=0,
    )
