"""A mail that came to us is taken in once, and what follows from it is done in the same transaction.

A refusal is kept beside the letter it is about. Where it names our own letter and the person it went to, that
letter counts as refused, whatever the reason: it has not arrived; unless the server on the way still tries.
Only a proof that the address is gone
blocks it; a second doubtful refusal proposes it. A refusal that could be anybody's invention is kept and
shown, and changes nothing. An answer of a machine is kept. What a person writes back becomes a letter to the
organizers beside their registration; it proves receipt when it comes from the address the letter went to and
names that letter. A letter to ourselves is ticked off. Anything else is none of ours.
"""

import hashlib
import logging
from dataclasses import dataclass
from enum import StrEnum
from uuid import NAMESPACE_URL, uuid5

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reunion.events.models import Reunion
from reunion.journal.recording import record

from .bounces.opening import Unreadable, opened
from .bounces.reading import MESSAGE_ID, Returned, read
from .bounces.rules import Outcome
from .bounces.whose import Found, whose
from .coming_back import lock, take_back
from .health import doubts_about, is_doubtful, key_of, mark_dead, propose
from .models import Bounce, InboundLetter, Message, RoundTrip
from .replies import Reply, reply_in
from .round_trip import HEADER as ROUND_TRIP_HEADER
from .signals import reply_received

logger = logging.getLogger(__name__)
PERSON = "person"


class What(StrEnum):
    BOUNCE = "bounce"
    REPLY = "reply"
    ROUND_TRIP = "round trip"
    NOTHING = "nothing"


@dataclass(frozen=True)
class Taken:
    what: What
    is_new: bool = False
    found: Found | None = None
    bounce: Bounce | None = None
    letter: InboundLetter | None = None


@transaction.atomic
@translation.override(settings.LANGUAGE_CODE)
def take_in(data: bytes, *, source: str) -> Taken:
    """`source` is one of Bounce.Source. The same mail again, by whichever way, changes nothing."""
    message_id = _own_message_id(data)
    trips = RoundTrip.objects.filter(message_id__in=[message_id, _message_id_in(data, ROUND_TRIP_HEADER)])
    if trips.exists():
        arrived = trips.filter(returned_at=None)
        return Taken(What.ROUND_TRIP, bool(arrived.update(returned_at=timezone.now())))
    returned = read(data)
    if _is_refused_round_trip(returned):
        return Taken(What.ROUND_TRIP)
    found = whose(returned)
    if found.judged.why == PERSON:
        return _take_reply(found, reply_in(data), digest=_digest(data, message_id, found))
    if found.message is None:
        return Taken(What.NOTHING, found=found)
    return take_refusal(found, digest=_digest(data, message_id, found), source=source)


def _own_message_id(data: bytes) -> str:
    return _message_id_in(data, "Message-ID")


def _message_id_in(data: bytes, header: str) -> str:
    try:
        line = opened(data).header(header.lower())
    except Unreadable:
        return ""
    named = MESSAGE_ID.search(line)
    return named[0][:200] if named else ""


def _is_refused_round_trip(returned: Returned) -> bool:
    if returned.first.outcome == Outcome.NONE:
        return False
    ours = RoundTrip.objects.filter(message_id__in=[one[:200] for one in returned.message_ids])
    return bool(ours.update(outcome=_plain(returned.first.reason, 300)))


def _digest(data: bytes, message_id: str, found: Found) -> str:
    """On its way a mail gathers headers, so that its bytes differ: its name tells it, or its text."""
    text = data.replace(b"\r\n", b"\n").partition(b"\n\n")[2] or data
    name = message_id.encode("utf-8", "replace") or text
    whom = f"{found.recipient.lower()}\n{found.message.pk if found.message else ''}\n"
    return hashlib.sha256(whom.encode("utf-8", "replace") + name).hexdigest()


@transaction.atomic
@translation.override(settings.LANGUAGE_CODE)
def take_refusal(found: Found, *, digest: str, source: str) -> Taken:
    """Also for whoever learns of a refusal in another way than by mail; `found.message` must be known."""
    judged = found.judged
    locked = lock(found.message)
    bounce, is_new = Bounce.objects.get_or_create(
        digest=digest,
        defaults={
            "source": source,
            "message": found.message,
            "matched_by": found.matched_by,
            "recipient": _plain(key_of(found.recipient), 254),
            "outcome": judged.outcome,
            "stage": judged.stage,
            "reason": judged.reason[:300],
            "is_final": not judged.is_delayed,
            "words": _plain(judged.words, 4_000),
        },
    )
    if is_new and judged.outcome != Outcome.NONE:
        _follow(found, bounce, locked)
    return Taken(What.BOUNCE, is_new, found, bounce)


def _follow(found: Found, bounce: Bounce, locked: Message) -> None:
    logger.info("Letter %s came back: %s, found by %s", bounce.message_id, bounce.outcome, bounce.matched_by)
    if found.is_proved:
        take_back(locked, bounce, judged=found.judged)
    if found.may_block:
        mark_dead(bounce.recipient, reason=bounce.reason, bounce=bounce)
    elif _is_doubt(found) and doubts_about(bounce.recipient) > 1:
        propose(bounce.recipient, reason=bounce.reason, bounce=bounce)


def _is_doubt(found: Found) -> bool:
    is_dead_or_doubtful = found.judged.outcome == Outcome.DEAD or is_doubtful(found.judged)
    return found.is_its_recipient and is_dead_or_doubtful and not found.judged.is_delayed


def _take_reply(found: Found, reply: Reply, *, digest: str) -> Taken:
    message = found.message
    reunion = message.reunion if message else _whom_a_stranger_means()
    if reunion is None or not reply.sender:
        return Taken(What.NOTHING, found=found)
    known = message.recipient_name if message and found.is_its_recipient else ""
    letter, is_new = InboundLetter.objects.get_or_create(
        submission=uuid5(NAMESPACE_URL, digest),
        defaults={
            "reunion": reunion,
            "kind": InboundLetter.Kind.REPLY if found.is_proved else InboundLetter.Kind.MAIL,
            "about": _about(message),
            "name": _plain(known or reply.sender_name or reply.sender, 80),
            "contact": _plain(reply.sender, 254),
            "text": _text(reply),
        },
    )
    if is_new:
        sentence = gettext_lazy("メールの返信が届きました")
        record(letter, action="receive letter", sentence=sentence, reunion_slug=reunion.slug)
        if found.is_proved:
            reply_received.send(Message, message=message)
    return Taken(What.REPLY, is_new, found, letter=letter)


def _whom_a_stranger_means() -> Reunion | None:
    """A person whom we never wrote to: the latest reunion of this house hears them."""
    return Reunion.objects.published().filter(is_demo=False).order_by("-held_on", "-pk").first()


def _about(message: Message | None) -> str:
    """What the letter they answer was about; an answer of ours is about what its question was about."""
    if message is None:
        return ""
    label, _colon, number = message.about.partition(":")
    if label != InboundLetter._meta.label_lower:
        return message.about
    asked = InboundLetter.objects.filter(pk=number).first()
    return asked.about if asked else ""


def _text(reply: Reply) -> str:
    text = _plain(reply.text, 1_900) or _("（本文はありません。）")
    if not reply.attachments:
        return text
    left_out = _("（添付されていた%(count)s点は、ここには残していません。）")
    return f"{text}\n\n{left_out % {'count': reply.attachments}}"


def _plain(text: str, longest: int) -> str:
    """What every database can keep."""
    return text.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")[:longest]
