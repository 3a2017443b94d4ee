"""One letter leaves: claim the row, ask once more, hand it over, note the outcome at once.

The outbox table is the truth; whoever wakes us may be wrong, late or double. A row is claimed by one
conditional UPDATE: it must be due, or its last claim must have run out because that worker died. The claim
is a lease: it is renewed on the way and asked for again just before the text goes over, so that a slow
worker and its successor never both send. Only a crash between the server's 250 and our note sends a letter
twice, then with the same Message-ID; an announcement is not worth that and is parked for a person instead.
Two things keep a due letter back: its receiver has had enough this minute, or our own server is in trouble.
"""

import datetime as dt
import logging
import time
import uuid
from collections import Counter

from django.conf import settings
from django.db import transaction
from django.db.models import BooleanField, ExpressionWrapper, F, Q
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from . import health, our_server, pace
from .coming_back import came_back_meanwhile
from .handover import Answer, CannotBeMade, NotOursAnyMore, handed_over
from .holding import Because, Hold
from .models import Attempt, Message
from .patience import LEASE, next_try, next_try_of_ours
from .refusals import CHECK, Meaning, judged_answer, meaning_of
from .signals import before_sending

logger = logging.getLogger(__name__)

IS_ANNOUNCEMENT = ExpressionWrapper(Q(batch__gt=""), output_field=BooleanField())
Outcome = Attempt.Outcome


def sweep(*, seconds: float | None = None) -> Counter:
    """Delivers what is due, longest waiting first and announcements last; counts the outcomes.

    With `seconds` it stops in time. What must wait for the pace of its receiver is left to a later sweep.
    """
    stop_at = time.monotonic() + seconds if seconds is not None else None
    park_abandoned_announcements()
    outcomes, full = Counter(), set()
    due = Message.objects.due().deliverable().order_by(IS_ANNOUNCEMENT, "due_at", "pk")
    for message_id, *address in list(due.values_list("pk", "recipient", "carrier", "batch")):
        lane = pace.lane_of(*address)
        if lane in full:
            continue
        outcomes[deliver(message_id)] += 1
        if not pace.has_room(lane):
            full.add(lane)
        if stop_at is not None and time.monotonic() > stop_at:
            break
    del outcomes[None]
    return outcomes


def park_abandoned_announcements() -> None:
    """The worker died on the way, and perhaps after the server had taken the letter: a person decides."""
    for message in Message.objects.abandoned_announcements():
        _park(message)


@transaction.atomic
@translation.override(settings.LANGUAGE_CODE)
def _park(message: Message) -> None:
    """The claim stays, so that a worker that was only slow can still note how it ended."""
    sentence = _(
        "送っている途中で止まりました。届いているかもしれないので、送り直すかどうかをお決めください。"
    )
    parked = _own(message).filter(leased_until__lt=timezone.now())
    hold = Hold(sentence, Because.UNSURE)
    if parked.update(**hold.as_fields, leased_until=None) and not came_back_meanwhile(message):
        Attempt.objects.create(message=message, outcome=Outcome.HELD, stage=CHECK)


def deliver(message_id: int) -> str | None:
    """One try for one letter; None when it is not its turn or somebody else has it."""
    message = _claim(message_id)
    if message is None:
        return None
    with translation.override(settings.LANGUAGE_CODE):
        try:
            return _send(message)
        except NotOursAnyMore:
            return None
        except CannotBeMade as error:
            # Without the error's own words: they may hold the address.
            logger.error("Letter %s could not be made (%s)", message.pk, type(error.__cause__).__name__)
            reason = _("このメールは組み立てられませんでした。システムの担当者にお知らせください。")
            return _hold(message, Hold(reason, Because.BROKEN))


def _claim(message_id: int) -> Message | None:
    due = Message.objects.due().filter(pk=message_id)
    # The question that needs a join is asked apart: an UPDATE with a join would look for its rows first
    # and change them later, and two workers could claim one row on PostgreSQL.
    message = due.deliverable().select_related("reunion").first()
    if message is None or not pace.has_room(pace.lane_of(message.recipient, message.carrier, message.batch)):
        return None
    claim = uuid.uuid4()
    with transaction.atomic():
        if not our_server.may_try(message):
            return None
        claimed = due.update(
            state=Message.State.SENDING,
            claim=claim,
            leased_until=timezone.now() + LEASE,
            attempt_count=F("attempt_count") + 1,
        )
    if not claimed:
        return None
    return Message.objects.select_related("reunion").filter(pk=message_id, claim=claim).first()


def _own(message: Message, *, states: tuple[str, ...] = (Message.State.SENDING,)):
    return Message.objects.filter(pk=message.pk, claim=message.claim, state__in=states)


def _renew(message: Message) -> bool:
    return bool(_own(message).update(leased_until=timezone.now() + LEASE))


def _send(message: Message) -> str:
    held = _reason_to_hold(message)
    if held is not None:
        return held
    with handed_over(message, still_ours=lambda: _renew(message)) as answer:
        return _judge(message, answer)


def _reason_to_hold(message: Message) -> str | None:
    """Asks the upper floors; the outcome when the letter stays here, None when it may go."""
    for _receiver, reason in before_sending.send_robust(Message, message=message):
        if isinstance(reason, Exception):
            logger.error("The last check of letter %s failed", message.pk, exc_info=reason)
            sentence = _("送ってよいか確かめられませんでした。15分後にもう一度確かめます。")
            wait = next_try_of_ours(message.attempt_count, plain_no=True)
            return _note(message, Outcome.LATER, sentence, Answer(CHECK), wait=wait)
        if reason:
            held = _hold(message, reason if isinstance(reason, Hold) else Hold(reason))
            if held is not None:
                return held
    return None


@transaction.atomic
def _hold(message: Message, hold: Hold) -> str | None:
    """None when a person has just said that the address can be used: that released what was held by then."""
    if hold.because == Because.DEAD and not health.is_dead(message.recipient, until_committed=True):
        return None
    return _note(message, Outcome.HELD, hold.sentence, Answer(CHECK), because=hold.because)


def _judge(message: Message, answer: Answer) -> str:
    if answer.accepted:
        return _note(message, Outcome.SENT, _("相手の側のメールサーバーに渡しました。"), answer)
    meaning = meaning_of(answer.stage, answer.code, answer.words, **_who_speaks(message))
    logger.warning("Letter %s: %s at %s (%s)", message.pk, meaning, answer.stage, answer.code)
    if meaning == Meaning.OURS:
        return _wait_for_our_server(message, answer)
    if meaning == Meaning.LATER:
        return _wait_for_the_recipient(message, answer)
    return _refused(message, answer)


def _who_speaks(message: Message) -> dict[str, str]:
    """Our own server, not the carrier whose words mean something else than they say."""
    return {"recipient": message.recipient, "remote": settings.EMAIL_HOST}


def _refused(message: Message, answer: Answer) -> str:
    judged = judged_answer(answer.stage, answer.code, answer.words, **_who_speaks(message))
    outcome = _note(message, Outcome.REFUSED, judged.reason, answer)
    health.note_answer(message, judged)
    return outcome


def _wait_for_the_recipient(message: Message, answer: Answer) -> str:
    since = message.deferred_since or timezone.now()
    wait = next_try(timezone.now() - since)
    if wait is None:
        sentence = _("4日間くり返し送りましたが、受け取ってもらえませんでした。")
        return _note(message, Outcome.REFUSED, sentence, answer)
    sentence = _("いまは受け取ってもらえませんでした。時間をおいて、自動でもう一度送ります。")
    return _note(message, Outcome.LATER, sentence, answer, wait=wait, deferred_since=since)


def _wait_for_our_server(message: Message, answer: Answer) -> str:
    plain_no = answer.code is not None and answer.code >= 500
    wait = next_try_of_ours(message.attempt_count, plain_no=plain_no)
    sentence = our_server.sentence_about(answer.stage, answer.code, answer.words, recipient=message.recipient)
    behind = wait + our_server.BEHIND_THE_OTHERS
    outcome = _note(message, Outcome.LATER, sentence, answer, wait=behind, is_ours=True)
    if not message.reunion.is_demo:
        our_server.let_all_wait(timezone.now() + wait)
    return outcome


STATE_AFTER = {
    Outcome.SENT: Message.State.SENT,
    Outcome.LATER: Message.State.QUEUED,
    Outcome.REFUSED: Message.State.REFUSED,
    Outcome.HELD: Message.State.HELD,
}


@transaction.atomic
def _note(
    message: Message,
    outcome: Outcome,
    sentence: str,
    answer: Answer,
    *,
    wait: dt.timedelta = dt.timedelta(0),
    is_ours: bool = False,
    deferred_since: dt.datetime | None = None,
    because: str = "",
) -> str:
    """Writes down how it ended; the attempt even when somebody else has taken the letter over since."""
    now = timezone.now()
    noted = _own(message, states=(Message.State.SENDING, Message.State.HELD)).update(
        state=STATE_AFTER[outcome],
        outcome=sentence[:300],
        held_because=because,
        due_at=now + wait,
        leased_until=None,
        claim=None,
        sent_at=now if outcome == Outcome.SENT else None,
        deferred_since=deferred_since or message.deferred_since,
        provider_id=answer.provider_id,
    )
    Attempt.objects.create(
        message=message,
        outcome=outcome,
        stage=answer.stage,
        code=answer.code,
        words=answer.words,
        is_ours=is_ours,
    )
    if noted and outcome == Outcome.SENT:
        came_back_meanwhile(message)
    return outcome
