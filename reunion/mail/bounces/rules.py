"""Words, step and status of a refusal together say what it means: dead, mailbox, ours, receiver, none.

The table `data/bounce_rules.tsv` is read from the top; the first row that fits decides. It begins with what
is never the address's fault (block lists, authentication, reverse DNS), so that an unknown user in the same
breath changes nothing. The other server's own answer is asked before the sentences around it. A row that
says dead is believed at its step only and never for a refusal for the time being: said after the text it is
a filter, before the recipient it is about us, and with the step unknown it is a mailbox to look at. Host
names and addresses are blotted out first: `full@…` is not a full mailbox. Only dead may block an address.
"""

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from reunion.mail.carrier_domains import carrier_domain

from .report import ENHANCED, Refusal
from .stage import AFTER_THE_RECIPIENT, BEFORE_THE_RECIPIENT, Stage

TABLE = Path(__file__).parents[1] / "data" / "bounce_rules.tsv"


class Outcome(StrEnum):
    DEAD = "dead"
    MAILBOX = "mailbox"
    OURS = "ours"
    RECEIVER = "receiver"
    NONE = "none"


@dataclass(frozen=True)
class Meaning:
    """`why` is a key of reasons.py."""

    outcome: Outcome
    why: str


@dataclass(frozen=True)
class Rule:
    remote: str
    stages: frozenset[str]
    status: re.Pattern
    pattern: re.Pattern
    meaning: Meaning
    is_veto: bool

    @property
    def is_about_status(self) -> bool:
        return self.pattern.pattern == "^"

    def holds_at(self, stage: Stage) -> bool:
        return "any" in self.stages or stage in self.stages

    def speaks_of(self, words: str, *, status: str, families: frozenset[str]) -> bool:
        return (
            (self.remote == "any" or self.remote in families)
            and self.status.match(status) is not None
            and self.pattern.search(words) is not None
        )


FAMILIES = {
    "docomo": r"(?:^|\.)docomo\.ne\.jp$|(?:^|\.)spmode\.ne\.jp$",
    "au": r"(?:^|\.)(?:ezweb\.ne\.jp|au\.com|auone(?:-net)?\.jp|uqmobile\.jp|dion\.ne\.jp)$",
    "softbank": r"(?:^|\.)(?:softbank\.(?:ne\.)?jp|vodafone\.ne\.jp|disney\.ne\.jp|y-?mobile\.ne\.jp)$",
    "icloud": r"(?:^|\.)(?:icloud|me|mac|apple)\.com$",
    "google": r"(?:^|\.)(?:google|googlemail|gmail)\.com$",
    "outlook": r"(?:^|\.)(?:outlook|hotmail|live|msn)\.(?:com|jp|co\.jp)$",
    "yahoo": r"(?:^|\.)(?:yahoo|yahoodns|ymail|aol)\.(?:com|net|co\.jp)$",
    "gmx": r"(?:^|\.)(?:gmx\.(?:net|de|com)|web\.de|kundenserver\.de|1and1\.com|mail\.com)$",
}
ABOUT_A_MAILBOX_OR_A_POLICY = re.compile(r"[45]\.[27]\.")
ADDRESS = re.compile(r"[^\s<>()\[\]:;,\"'@]{1,100}@[A-Za-z0-9.-]{1,190}")
HOST_WORDS = re.compile(
    r"\b(?P<before>host|talking to|from|by|at|to|mx|rhost|remote-mta:? dns;|reporting-mta:? dns;) "
    r"(?P<host>(?:[A-Za-z0-9_-]{1,63}\.){1,8}[A-Za-z]{2,24})\b",
    re.I,
)


def meaning_of(refusal: Refusal) -> Meaning:
    families = families_of(refusal)
    answer, notice = _blotted(refusal.words), _blotted(refusal.notice)
    found = (
        _by_words(answer, refusal, families)
        or (_by_status(answer, refusal) if ENHANCED.search(answer) else None)
        or _by_words(notice, refusal, families)
        or _by_status(f"{answer} {notice}", refusal)
        or _by_stage_alone(refusal)
    )
    return _unless_vetoed(found, refusal, families)


def families_of(refusal: Refusal) -> frozenset[str]:
    """Whose server it was; when that is not told, whose customer the recipient is."""
    domain = refusal.recipient.rpartition("@")[2].lower()
    host = refusal.remote or domain
    found = {name for name, pattern in FAMILIES.items() if re.search(pattern, host)}
    rule = None if refusal.remote else carrier_domain(domain)
    return frozenset(found | ({rule.carrier} if rule else set()))


def _blotted(words: str) -> str:
    words = ADDRESS.sub("WHOM", words)
    return " ".join(HOST_WORDS.sub(r"\g<before> WHERE", words).split())


def _by_words(words: str, refusal: Refusal, families: frozenset[str]) -> Meaning | None:
    status = _status_in(words) or refusal.status
    rules = (rule for rule in _rules() if not rule.is_about_status)
    fitting = (rule for rule in rules if words and rule.speaks_of(words, status=status, families=families))
    return _first_believed(fitting, refusal)


def _by_status(words: str, refusal: Refusal) -> Meaning | None:
    status = _status_in(words) or refusal.status
    return _first_believed(
        (rule for rule in _rules() if rule.is_about_status and rule.status.match(status)), refusal
    )


def _status_in(words: str) -> str:
    """The status that the other server said itself, unless it says nothing."""
    found = (status[0] for status in ENHANCED.finditer(words))
    return next((status for status in found if not status.endswith(".0.0")), "")


def _first_believed(fitting: Iterable[Rule], refusal: Refusal) -> Meaning | None:
    for rule in fitting:
        if rule.holds_at(refusal.stage):
            return _believed(rule.meaning, refusal)
        if rule.meaning.outcome == Outcome.DEAD and rule.remote == "any":
            return _elsewhere(refusal)
    return None


def _believed(meaning: Meaning, refusal: Refusal) -> Meaning:
    """Dead is no word for what is put off, nor for what the status calls a mailbox or a policy (x.2, x.7)."""
    if meaning.outcome != Outcome.DEAD:
        return meaning
    if refusal.is_temporary:
        return Meaning(Outcome.MAILBOX, "later")
    if ABOUT_A_MAILBOX_OR_A_POLICY.match(_status_in(refusal.words or refusal.notice)):
        return Meaning(Outcome.MAILBOX, "filtered")
    return meaning


def _elsewhere(refusal: Refusal) -> Meaning:
    """Words for an unknown user at another step than RCPT TO."""
    if refusal.is_temporary:
        return Meaning(Outcome.MAILBOX, "later")
    if refusal.stage in BEFORE_THE_RECIPIENT:
        return Meaning(Outcome.OURS, "policy")
    if refusal.stage in AFTER_THE_RECIPIENT:
        return Meaning(Outcome.MAILBOX, "filtered")
    return Meaning(Outcome.MAILBOX, "stage_unknown")


def _unless_vetoed(found: Meaning, refusal: Refusal, families: frozenset[str]) -> Meaning:
    """Dead is taken back when a block list, authentication or reverse DNS is named anywhere in the notice."""
    if found.outcome != Outcome.DEAD:
        return found
    words = _blotted(f"{refusal.words}\n{refusal.notice}")
    vetoes = (rule for rule in _rules() if rule.is_veto)
    return next(
        (rule.meaning for rule in vetoes if rule.speaks_of(words, status=refusal.status, families=families)),
        found,
    )


def _by_stage_alone(refusal: Refusal) -> Meaning:
    """Nothing of what was said is known to us."""
    if refusal.is_temporary:
        return Meaning(Outcome.MAILBOX, "later")
    if refusal.stage in BEFORE_THE_RECIPIENT - {Stage.CONNECT}:
        return Meaning(Outcome.OURS, "policy")
    if refusal.stage in AFTER_THE_RECIPIENT:
        return Meaning(Outcome.OURS, "content")
    return Meaning(Outcome.MAILBOX, "unclear")


@cache
def _rules() -> tuple[Rule, ...]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(
            (line for line in file if not line.startswith("#")), delimiter="\t", quoting=csv.QUOTE_NONE
        )
        return tuple(_rule(row) for row in rows)


def _rule(row: dict[str, str]) -> Rule:
    status = row["status"].replace(".", r"\.").replace("x", "[45]").replace("*", r"\d+")
    return Rule(
        remote=row["remote"],
        stages=frozenset(row["stage"].split("|")),
        status=re.compile("" if row["status"] == "any" else rf"(?:{status})$"),
        pattern=re.compile(row["pattern"], re.I),
        meaning=Meaning(Outcome(row["outcome"]), row["why"]),
        is_veto=row["veto"] == "veto",
    )
