"""What a mail provider reports about a letter after it took it, as a row beside those that came back by mail.

A report may come twice, late, or in any order: it is kept once, and none takes back what another said. The
words of the other server are judged like those in a returned mail; where the provider passes none on, its
own reason counts, and that never proves an address dead. Taken over, put off, and complained of are noted
and change nothing, except that whoever complains gets no further announcements. That a mail was opened is
not kept: programs open mails too, so it proves nothing. Reports about letters that are not ours are ignored.
"""

import hashlib

from anymail.signals import AnymailTrackingEvent, EventType, RejectReason
from django.db import transaction

from .bounces.reading import Judged, judge_answer
from .bounces.return_path import letter_number
from .bounces.rules import Outcome
from .bounces.stage import Stage, stage_of
from .bounces.whose import Found, MatchedBy
from .models import Bounce, Message
from .providers import MARK
from .returned import take_refusal
from .unsubscribing import unsubscribe

REFUSALS = {EventType.BOUNCED, EventType.REJECTED, EventType.FAILED}
WANTS_NO_MORE = {EventType.COMPLAINED, EventType.UNSUBSCRIBED}
# Keys of bounces/reasons.py.
NEWS = {
    EventType.DELIVERED: "receipt",
    EventType.DEFERRED: "later",
    EventType.AUTORESPONDED: "auto_reply",
    EventType.COMPLAINED: "complaint",
}
WITHOUT_WORDS = {
    RejectReason.INVALID: (Outcome.MAILBOX, "stage_unknown"),
    RejectReason.BOUNCED: (Outcome.MAILBOX, "stage_unknown"),
    RejectReason.TIMED_OUT: (Outcome.MAILBOX, "later"),
    RejectReason.BLOCKED: (Outcome.OURS, "policy"),
    RejectReason.SPAM: (Outcome.MAILBOX, "filtered"),
    RejectReason.UNSUBSCRIBED: (Outcome.MAILBOX, "filtered"),
}


@transaction.atomic
def take_event(event: AnymailTrackingEvent, *, provider: str) -> None:
    message = _letter_of(event)
    if message is None:
        return
    if event.event_type in WANTS_NO_MORE:
        unsubscribe(message)
    judged = judged_event(event, recipient=event.recipient or message.recipient)
    if judged is not None:
        found = Found(judged, message, MatchedBy.MESSAGE_ID)
        take_refusal(found, digest=_digest(event, provider), source=Bounce.Source.PROVIDER)


def judged_event(event: AnymailTrackingEvent, *, recipient: str) -> Judged | None:
    """None for what is not kept."""
    words = event.mta_response or event.description or ""
    if event.event_type in NEWS:
        return Judged(recipient, Outcome.NONE, NEWS[event.event_type], Stage.UNKNOWN, words)
    if event.event_type not in REFUSALS:
        return None
    judged = judge_answer(words, stage=stage_of(words), recipient=recipient)
    if judged.why != "unclear" or event.reject_reason not in WITHOUT_WORDS:
        return judged
    outcome, why = WITHOUT_WORDS[event.reject_reason]
    return Judged(recipient, outcome, why, Stage.UNKNOWN, words)


def _letter_of(event: AnymailTrackingEvent) -> Message | None:
    letters = Message.objects.select_related("reunion")
    number = letter_number(str((event.metadata or {}).get(MARK, "")))
    if number is not None:
        return letters.filter(pk=number).first()
    name = (event.message_id or "")[:200]
    if not name:
        return None
    return letters.filter(provider_id=name).first() or letters.filter(message_id=name).first()


def _digest(event: AnymailTrackingEvent, provider: str) -> str:
    """The same report sent again says the same; some providers give it a new number."""
    what = (event.event_type, event.message_id, event.recipient, event.timestamp)
    told = what if event.message_id and event.timestamp else (*what, event.event_id)
    return hashlib.sha256("\n".join(map(str, (provider, *told))).encode()).hexdigest()
