"""What an answer of a mail server means for the letter: later, refused, or a fault of our own.

The stage decides before the code. Whatever goes wrong before RCPT TO (no connection, no sign-in, our
sender refused) says nothing about the recipient: it is ours, the letter keeps its place and no address is
blamed. After that the words are judged by the same table as those of a mail that came back
(bounces/rules.py): when they speak of us, our domain or our server, the next letter would fare no better
and all wait; when only this letter displeased, it is refused. A 4xx or a broken line means later, unless
we could not prove who we are. A receiver whose own block list is broken is asked again later.
"""

from enum import StrEnum

from .bounces.reading import Judged, judge_answer
from .bounces.rules import Outcome
from .bounces.stage import BEFORE_THE_RECIPIENT

# What a letter can meet beside the steps of SMTP: the last look before it leaves, and a demo's folder.
CHECK = "check"
FOLDER = "folder"


class Meaning(StrEnum):
    LATER = "later"
    REFUSED = "refused"
    OURS = "ours"


# RFC 4954: authentication required, too weak, failed, or encryption needed first.
AUTHENTICATION_CODES = {530, 534, 535, 538}
WE_CANNOT_PROVE_WHO_WE_ARE = {"authentication", "sign_in"}
# Keys of bounces/reasons.py. Content, size or syntax are the fault of one letter and stop no other.
MEETS_EVERY_LETTER = WE_CANNOT_PROVE_WHO_WE_ARE | {
    "reverse_dns",
    "encryption",
    "block_list",
    "our_domain",
    "relay",
    "rate",
}


def meaning_of(stage: str, code: int | None, words: str, *, recipient: str = "", remote: str = "") -> Meaning:
    """`code` is None when there was no answer: a broken line, or silence. `remote`: whose words they are."""
    if stage in BEFORE_THE_RECIPIENT or stage == FOLDER:
        return Meaning.OURS
    if code is None:
        return Meaning.LATER
    judged = judged_answer(stage, code, words, recipient=recipient, remote=remote)
    return _for_the_time_being(judged) if code < 500 else _for_good(judged, code)


def judged_answer(stage: str, code: int | None, words: str, *, recipient: str, remote: str = "") -> Judged:
    return judge_answer(f"{code or ''} {words}".strip(), stage=stage, recipient=recipient, remote=remote)


def _for_the_time_being(judged: Judged) -> Meaning:
    return Meaning.OURS if judged.why in WE_CANNOT_PROVE_WHO_WE_ARE else Meaning.LATER


def _for_good(judged: Judged, code: int) -> Meaning:
    if code in AUTHENTICATION_CODES:
        return Meaning.OURS
    if judged.outcome == Outcome.RECEIVER:
        return Meaning.LATER
    return Meaning.OURS if judged.why in MEETS_EVERY_LETTER else Meaning.REFUSED
