"""At which step of SMTP a refusal was said. The step decides what the words mean.

Postfix, Exim, qmail and Yahoo name the step in words of their own. Sendmail shows the conversation; when it
pipelines it has already said DATA while the answers to RCPT TO come in, so DATA there is not believed: its
own line "5.1.1 <address>... User unknown" (or a server that has no valid recipients left) means RCPT TO, and
"554 5.0.0 Service unavailable" the end of DATA. Some servers' words can only be an answer to one step. A
notice that names no step leaves it unknown.
"""

import re
from enum import StrEnum


class Stage(StrEnum):
    CONNECT = "connect"
    HELO = "HELO"
    MAIL = "MAIL FROM"
    RCPT = "RCPT TO"
    DATA = "DATA"
    END_OF_DATA = "end of DATA"
    UNKNOWN = "unknown"


BEFORE_THE_RECIPIENT = {Stage.CONNECT, Stage.HELO, Stage.MAIL}
AFTER_THE_RECIPIENT = {Stage.DATA, Stage.END_OF_DATA}

COMMANDS = (
    (
        r"end of (?:the )?(?:mail |message )?data|sending data block|end of message|message body|content",
        Stage.END_OF_DATA,
    ),
    (r"mail[ -]?from", Stage.MAIL),
    (r"rcpt(?:[ -]?to)?", Stage.RCPT),
    (r"data", Stage.DATA),
    (r"[eh][he]lo|lhlo|starttls|auth", Stage.HELO),
    (r"(?:initial )?connect(?:ion)?|greeting|banner", Stage.CONNECT),
)
COMMAND = re.compile(
    "|".join(rf"(?P<c{number}>(?:{words})\b)" for number, (words, _) in enumerate(COMMANDS)), re.I
)
# What stands before the name of the command in servers' own sentences.
NAMED_STEP = re.compile(
    r"(?:\(in reply to (?:the )?|in (?:reply|response) to (?:the )?"
    r"|(?:mailer|server) after (?:pipelined )?|error following |SMTP command[- ]{1,12}|(?:error|rejected"
    r"|refused|response|failed) (?:at|after|in|on|during)"
    r" (?:the )?(?:pipelined |sending )?|while sending (?:the )?|SMTP:)(?P<step>[A-Z][A-Z _-]{2,30})"
    r"|\[(?P<yahoo>(?-i:[A-Z]{2,4}(?:_[A-Z]{2,5}){0,2}))\]",
    re.I,
)
SAID_BY_QMAIL = (
    (r"does not like recipient", Stage.RCPT),
    (r"but sender was rejected|does not like sender", Stage.MAIL),
    (r"failed after I sent the message|failed after sending the message", Stage.END_OF_DATA),
    (r"failed on DATA command", Stage.DATA),
    (r"my name was rejected", Stage.HELO),
    (r"greeting failed|wasn't able to establish an SMTP connection|unable to connect", Stage.CONNECT),
)
SAID_BY_GMAIL = ((r"\(state 1[34]\)", Stage.RCPT), (r"\(state 1[78]\)", Stage.END_OF_DATA))
# Postfix as the receiving server names the list of restrictions, and the table it looked into.
SAID_BY_RECEIVER = (
    (r"recipient address rejected|user unknown in [a-z ]*(?:table|maps?)\b", Stage.RCPT),
    (r"sender address rejected", Stage.MAIL),
    (r"helo command rejected", Stage.HELO),
    (r"client host rejected", Stage.CONNECT),
    (r"end-of-data rejected", Stage.END_OF_DATA),
)
NEVER_CONNECTED = re.compile(
    r"connection (?:timed out|refused|reset)|connect to \S+: |no route to host|network is unreachable"
    r"|host (?:unknown|not found)|name service error|no mx"
    r"|lost connection with \S+ while receiving the initial"
    r"|couldn't find any host|<<< 421\b|^421\b",
    re.I | re.M,
)
SAID_TO_SERVER = re.compile(r"^[ \t]*>>>[ \t]*(?P<command>.{0,200})$", re.M)
NO_RECIPIENT_LEFT = re.compile(
    r"^[ \t]*(?:<<<[ \t]*)?5\d\d.{0,40}(?:no valid recipients|need rcpt)", re.I | re.M
)
SENDMAILS_OWN_LINE = re.compile(r"^[ \t]*5\d\d 5\.1\.\d <?[^\s<>]+@[^\s<>]+>?\.\.\. ", re.M)
SERVICE_UNAVAILABLE = re.compile(r"^[ \t]*55[0-9] 5\.\d\.\d Service unavailable", re.I | re.M)


def stage_of(text: str, *, status: str = "") -> Stage:
    """`text` is the notice and the words of the refusal together; `status` the one in the report."""
    return (
        _named(text)
        or _first(text, SAID_BY_QMAIL)
        or _shown(text, status)
        or _first(text, SAID_BY_GMAIL)
        or _first(text, SAID_BY_RECEIVER)
        or _spoken(text)
        or (Stage.CONNECT if NEVER_CONNECTED.search(text) else Stage.UNKNOWN)
    )


def command_stage(command: str) -> Stage | None:
    """`RCPT To:<…>` and `in reply to end of DATA`, as the step they name."""
    found = COMMAND.match(command.replace("_", " ").strip())
    if found is None:
        return None
    return next(stage for number, (_words, stage) in enumerate(COMMANDS) if found[f"c{number}"])


def _named(text: str) -> Stage | None:
    flat = " ".join(text.split())
    steps = (found["step"] or found["yahoo"] for found in NAMED_STEP.finditer(flat))
    return next((stage for step in steps if (stage := command_stage(step))), None)


def _first(text: str, sayings: tuple[tuple[str, Stage], ...]) -> Stage | None:
    flat = " ".join(text.split())
    return next((stage for words, stage in sayings if re.search(words, flat, re.I)), None)


def _shown(text: str, status: str) -> Stage | None:
    """The last command of a shown conversation, corrected for pipelining."""
    commands = [found["command"].strip() for found in SAID_TO_SERVER.finditer(text)]
    if not commands:
        return None
    if commands[-1] == ".":
        return Stage.END_OF_DATA
    stage = next((stage for command in reversed(commands) if (stage := command_stage(command))), None)
    return _unpipelined(text, status) if stage == Stage.DATA else stage


def _unpipelined(text: str, status: str) -> Stage:
    if SENDMAILS_OWN_LINE.search(text) or NO_RECIPIENT_LEFT.search(text):
        return Stage.RCPT
    if SERVICE_UNAVAILABLE.search(text) or "<<< 354" in text:
        return Stage.END_OF_DATA
    return Stage.RCPT if status.startswith("5.1.") else Stage.END_OF_DATA


def _spoken(text: str) -> Stage | None:
    """A command written out in a sentence, in capitals as no sentence would."""
    found = re.search(r"\b(?:end of DATA|MAIL FROM|RCPT TO)\b", text)
    return command_stage(found[0]) if found else None
