"""What an answer of a mail server means for the letter: later, refused, or a fault of our own.

The stage decides before the code. Whatever goes wrong before RCPT TO (no connection, no sign-in, our
sender refused) says nothing about the recipient: it is ours, the letter keeps its place and no address is
blamed. At RCPT TO and DATA, a 4xx or a broken line means later and a 5xx means refused, unless the server's
words speak of us: our sender, our authentication, our limits. Many servers hold a refusal of the sender
back until RCPT TO. A block list that answers "open resolver" is broken on the receiver's side: later.
"""

import re
from enum import StrEnum


class Stage(StrEnum):
    """How far the conversation came, in the words of SMTP."""

    CHECK = "check"
    CONNECT = "connect"
    MAIL = "MAIL FROM"
    RCPT = "RCPT TO"
    DATA = "DATA"
    END_OF_DATA = "end of DATA"
    FOLDER = "folder"


class Meaning(StrEnum):
    LATER = "later"
    REFUSED = "refused"
    OURS = "ours"


BEFORE_THE_RECIPIENT = {Stage.CONNECT, Stage.MAIL, Stage.FOLDER}
# RFC 4954: authentication required, too weak, failed, or encryption needed first.
AUTHENTICATION_CODES = {530, 534, 535, 538}
SPEAKS_OF_US = re.compile(
    r"relay(ing)?( access)? (is )?(denied|not (allowed|permitted))|unable to relay"
    r"|sender (address )?(rejected|denied|refused)|authentication (is )?required|not authenticated"
    r"|client host rejected|sending (limit|quota)|dmarc|reverse dns|ptr record|blocked using|spamhaus"
    r"|\b5\.1\.[78]\b|\b5\.4\.5\b|\b5\.7\.(23|25|26|27|29|30|32|515)\b",
    re.IGNORECASE,
)
# Spamhaus answers 127.255.255.254 to a receiver that asks through a public resolver.
RECEIVERS_LIST_IS_BROKEN = re.compile(r"open resolver|/returnc/", re.IGNORECASE)


def meaning_of(stage: str, code: int | None, words: str) -> Meaning:
    """`code` is None when there was no answer: a broken line, or silence."""
    if stage in BEFORE_THE_RECIPIENT:
        return Meaning.OURS
    if code is None or code < 500 or RECEIVERS_LIST_IS_BROKEN.search(words):
        return Meaning.LATER
    if code in AUTHENTICATION_CODES or SPEAKS_OF_US.search(words):
        return Meaning.OURS
    return Meaning.REFUSED
