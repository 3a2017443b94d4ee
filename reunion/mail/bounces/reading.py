"""Bytes in, one frozen answer out: is this mail a refusal that came back, of what, and why.

Pure: nothing is looked up. Of several recipients the first that failed speaks for the mail until somebody
knows which of them is ours (`whose.py`). What cannot be read, a machine's answer and a person's letter are
answers too: outcome none, with the reason.
"""

import re
from dataclasses import dataclass

from .auto_replies import is_report, kind_of_answer
from .opening import Opened, Unreadable, opened
from .reasons import REASONS
from .recipients import ANY_ADDRESS
from .report import ENHANCED, REPLY_CODE, Refusal, refusals_in
from .rules import Outcome, meaning_of
from .stage import Stage

MESSAGE_ID = re.compile(r"<[^<>\s]{1,300}>")
# Where the notice itself went: with a return path of its own, that alone names the letter.
WHERE_IT_WENT = (
    "to",
    "delivered-to",
    "x-original-to",
    "envelope-to",
    "x-envelope-to",
    "x-delivered-to",
    "cc",
)
WHERE_THE_LETTER_IS_NAMED = ("in-reply-to", "references", "x-original-message-id", "original-message-id")


@dataclass(frozen=True)
class Judged:
    recipient: str
    outcome: Outcome
    why: str
    stage: Stage
    words: str = ""
    status: str = ""
    was_passed_on: bool = False
    is_delayed: bool = False

    @property
    def may_block(self) -> bool:
        """Dead, and said at a known step: with the step unknown a second one is needed, and a person."""
        return self.outcome == Outcome.DEAD and self.stage != Stage.UNKNOWN

    @property
    def reason(self) -> str:
        return str(REASONS[self.why])


@dataclass(frozen=True)
class Returned:
    """What a mail says. `went_to` and `message_ids` are claims of the mail, to be compared with our rows."""

    judged: tuple[Judged, ...]
    went_to: tuple[str, ...] = ()
    message_ids: tuple[str, ...] = ()

    @property
    def first(self) -> Judged:
        return self.judged[0]


def read(data: bytes) -> Returned:
    try:
        mail = opened(data)
        judged = _judged(mail, data)
    except Unreadable as unreadable:
        return Returned((_none("empty" if str(unreadable) == "empty" else "unreadable"),))
    return Returned(judged, went_to=_went_to(mail), message_ids=_message_ids(mail))


def judge_answer(words: str, *, stage: str, recipient: str, remote: str = "") -> Judged:
    """What a server said to ourselves while we were sending: the step is known for certain."""
    known = Stage(stage) if stage in set(Stage) else Stage.UNKNOWN
    status = ENHANCED.search(words)
    return _of(
        Refusal(
            recipient,
            words=words[:4_000],
            status=status[0] if status else "",
            remote=remote.lower(),
            stage=known,
        )
    )


def _judged(mail: Opened, data: bytes) -> tuple[Judged, ...]:
    if mail.kind in {"disposition-notification", "feedback-report"} or not is_report(mail):
        return (_none(kind_of_answer(mail), mail),)
    refusals = refusals_in(mail, data)
    failed = tuple(_of(refusal) for refusal in refusals if refusal.is_failure)
    if not failed:
        return (_none("receipt" if refusals and mail.headers else "no_refusal", mail),)
    if not mail.headers and not mail.report and not _is_an_answer(mail.notice, failed[0]):
        return (_none("no_refusal", mail),)
    return failed


def _is_an_answer(text: str, judged: Judged) -> bool:
    """A text without a mail around it counts when a server could have said it."""
    known = judged.why not in {"unclear", "content"} or judged.stage != Stage.UNKNOWN
    return bool(REPLY_CODE.search(text) or ENHANCED.search(text) or known)


def _of(refusal: Refusal) -> Judged:
    meaning = meaning_of(refusal)
    words = " ".join((refusal.words or refusal.notice).split())[:500]
    return Judged(
        refusal.recipient,
        meaning.outcome,
        meaning.why,
        refusal.stage,
        words,
        refusal.status,
        refusal.was_passed_on,
        refusal.is_delayed,
    )


def _none(why: str, mail: Opened | None = None) -> Judged:
    sender = ANY_ADDRESS.search(mail.header("from")) if mail else None
    return Judged(sender[0] if sender else "", Outcome.NONE, why, Stage.UNKNOWN)


def _went_to(mail: Opened) -> tuple[str, ...]:
    lines = [line for name in WHERE_IT_WENT for line in mail.headers.get(name, ())]
    lines += [line.partition(" for ")[2] for line in mail.headers.get("received", ())[:3]]
    lines += list(mail.original.get("return-path", ()))
    found = (address.lower() for line in lines for address in ANY_ADDRESS.findall(line))
    return tuple(dict.fromkeys(found))[:20]


def _message_ids(mail: Opened) -> tuple[str, ...]:
    lines = list(mail.original.get("message-id", ()))
    lines += [line for name in WHERE_THE_LETTER_IS_NAMED for line in mail.headers.get(name, ())]
    found = (message_id for line in lines for message_id in MESSAGE_ID.findall(line))
    return tuple(dict.fromkeys(found))[:50]
