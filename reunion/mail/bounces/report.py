"""The refusals that a notice tells of: each recipient with the other server's words, status and step.

A report with fields (RFC 3464) names its recipients itself, also when it is not in a part of its own; other
formats are prose. The notice around the fields is kept too: the step is often only there, and so are the
reasons of carriers whose fields are empty. When several recipients are named, each gets the lines below its
own address, so that one person's full mailbox is not another's.
"""

import re
from dataclasses import dataclass

from .opening import Opened
from .recipients import ANY_ADDRESS, recipients_in
from .stage import Stage, command_stage, stage_of

MOST_RECIPIENTS = 100
LONGEST_WORDS = 4_000
FIELD = re.compile(r"^(?P<name>[A-Za-z][A-Za-z0-9-]{1,40}):[ \t]*(?P<value>.*(?:\n[ \t]+\S.*)*)", re.M)
ENHANCED = re.compile(r"(?<![\d.])[245]\.\d{1,3}\.\d{1,3}(?![\d.]*\d)")
REPLY_CODE = re.compile(r"(?:^|[\s<;:'\"(-])(?P<code>[45]\d\d)(?=[\s;:'\"#<-]|$)", re.M)
HOST = re.compile(
    r"(?:(?<!at )\bhost\s+|talking to |\bdomain \S+ by "
    r"|remote server (?:at )?)(?P<host>[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)",
    re.I,
)
STILL_TRIED = re.compile(
    r"delivery attempts will continue|warning message only|(?:you do not|don't) need to resend"
    r"|will (?:be retried|retry for|keep trying|continue to (?:try|be tried)|try again for)"
    r"|still (?:being retried|trying)"
    r"|message is (?:still )?in the queue|送信を続け|再送を(?:続け|試み)|引き続き.{0,10}(?:配信|送信|配送)",
    re.I,
)
NOT_FAILED = {"delivered", "relayed", "expanded", "deliverable"}


@dataclass(frozen=True)
class Refusal:
    recipient: str
    words: str = ""
    notice: str = ""
    status: str = ""
    action: str = ""
    remote: str = ""
    stage: Stage = Stage.UNKNOWN
    was_passed_on: bool = False

    @property
    def is_delayed(self) -> bool:
        """Still being tried: the letter may yet arrive."""
        if self.action:
            return self.action.startswith("delayed")
        return STILL_TRIED.search(" ".join(self.notice.split())) is not None

    @property
    def is_temporary(self) -> bool:
        """Still being tried, or given up after being put off for days: no verdict on the address."""
        if self.is_delayed:
            return True
        code = REPLY_CODE.search(self.words) or REPLY_CODE.search(self.notice)
        return code["code"].startswith("4") if code else self.status.startswith("4")

    @property
    def is_failure(self) -> bool:
        return self.action not in NOT_FAILED and not self.status.startswith("2")


def refusals_in(mail: Opened, data: bytes) -> tuple[Refusal, ...]:
    blocks = _blocks(mail.report or mail.notice)
    told = [block for block in blocks if _recipient_of(block)][:MOST_RECIPIENTS]
    notice = mail.notice if mail.report else _without_fields(mail.notice, blocks)
    if told:
        people = tuple(_recipient_of(block) for block in told)
        return tuple(
            _from_fields(block, _share(notice, person, people))
            for block, person in zip(told, people, strict=True)
        )
    people = recipients_in(mail, data)[:MOST_RECIPIENTS]
    if not people and not mail.notice.strip() and not mail.report.strip():
        return ()
    return tuple(_from_prose(person, _share(notice, person, people)) for person in people or ("",))


def _blocks(text: str) -> list[dict[str, str]]:
    """The fields of each paragraph, under their names in lower case."""
    paragraphs = re.split(r"\n[ \t]*\n", text)
    return [
        {found["name"].lower(): " ".join(found["value"].split()) for found in FIELD.finditer(paragraph)}
        for paragraph in paragraphs
    ]


def _recipient_of(block: dict[str, str]) -> str:
    """As we wrote it, when the report says so; an address it was forwarded to is not ours to judge."""
    for name in ("original-recipient", "final-recipient", "x-actual-recipient"):
        found = ANY_ADDRESS.search(_plain(block.get(name, "")))
        if found:
            return found[0]
    return ""


def _plain(value: str) -> str:
    """Without the kind of address in front; xtext of RFC 3461 (`+2B`) is undone."""
    value = value.split(";", 1)[-1].strip().strip('<>"')
    return re.sub(r"\+([0-9A-F]{2})", lambda found: chr(int(found[1], 16)), value)


def _without_fields(notice: str, blocks: list[dict[str, str]]) -> str:
    """Fields found in the notice itself are told apart from its sentences."""
    if not any(_recipient_of(block) for block in blocks):
        return notice
    return "\n\n".join(
        paragraph
        for paragraph, block in zip(re.split(r"\n[ \t]*\n", notice), blocks, strict=True)
        if not _recipient_of(block)
    )


def _from_fields(block: dict[str, str], notice: str) -> Refusal:
    words = block.get("diagnostic-code", "")
    words = re.sub(r"^(?:smtp|x-[\w-]+|dns|unix)\s*;\s*", "", words, flags=re.I)[:LONGEST_WORDS]
    status = _first_match(ENHANCED, block.get("status", ""))
    remote = block.get("remote-mta", "").split(";", 1)[-1].strip().split(" ")[0].lower().rstrip(".")
    return Refusal(
        recipient=_recipient_of(block),
        words=words,
        notice=notice[: LONGEST_WORDS * 4],
        status=status,
        action=block.get("action", "").lower(),
        remote=remote or _host_in(f"{words}\n{notice}"),
        stage=stage_of(f"{words}\n{notice}", status=status),
        was_passed_on=_was_passed_on(block),
    )


def _was_passed_on(block: dict[str, str]) -> bool:
    """By the recipient's own server, to an address of which we know nothing."""
    final = ANY_ADDRESS.search(_plain(block.get("final-recipient", "")))
    return final is not None and final[0].lower() != _recipient_of(block).lower()


def _from_prose(person: str, notice: str) -> Refusal:
    row = _row_of_a_table(notice)
    if row:
        return row
    status = _first_match(ENHANCED, notice)
    return Refusal(
        recipient=person,
        notice=notice[: LONGEST_WORDS * 4],
        status=status,
        remote=_host_in(notice),
        stage=stage_of(notice, status=status),
    )


def _row_of_a_table(notice: str) -> Refusal | None:
    """Remote, stage and diagnostic with tabs between: a line of somebody's collection of refusals."""
    cells = notice.strip().split("\t")
    if len(cells) < 3 or "\n" in notice.strip():
        return None
    remote, stage, words = cells[0].strip(), cells[1].strip(), cells[2].strip()
    return Refusal(
        recipient=_first_match(ANY_ADDRESS, words),
        words=words,
        status=_first_match(ENHANCED, words),
        remote=remote.lower(),
        stage=command_stage(stage) or stage_of(f"{stage} {words}"),
    )


def _first_match(pattern: re.Pattern, text: str) -> str:
    found = pattern.search(text)
    return found[0] if found else ""


def _host_in(text: str) -> str:
    found = HOST.search(text)
    return found["host"].lower().rstrip(".") if found else ""


def _share(notice: str, person: str, people: tuple[str, ...]) -> str:
    """The lines below this person's address, up to another person's."""
    names = {other.lower() for other in people}
    if len(names) < 2:
        return notice
    lines, current = [], ""
    for line in notice.split("\n"):
        named = {address.lower().rstrip(".") for address in ANY_ADDRESS.findall(line)} & names
        current = min(named) if len(named) == 1 else current
        if current == person.lower():
            lines.append(line)
    return "\n".join(lines)
