"""What a DMARC record says (RFC 9989): text in, policy out. Asks nobody.

A record begins with exactly `v=DMARC1`; anything else under the name is ignored. p says what receivers do
with mail that fails, sp for subdomains, np for subdomains that do not exist; t=y asks them to go one step
easier; psd marks where an organization begins (n) or a public suffix (y); adkim and aspf ask for the very
same name (s) instead of the same organization. pct, rf and ri are gone and ignored, as is every unknown tag.
A record without a valid p counts as p=none when it names a mailbox for reports, and else as none at all.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

RECORD = re.compile(r"v[ \t]*=[ \t]*DMARC1[ \t]*(;.*)?", re.DOTALL)
POLICIES = ("none", "quarantine", "reject")
GONE = ("pct", "rf", "ri")
KNOWN = ("p", "sp", "np", "t", "psd", "adkim", "aspf", "rua", "ruf", "fo")
MAILBOX = re.compile(r"mailto:[^\s@,!]+@[^\s@,!]+(![0-9]+[kmgt]?)?", re.IGNORECASE)
ONE_STEP_EASIER = {"reject": "quarantine", "quarantine": "none", "none": "none"}


@dataclass(frozen=True)
class DmarcRecord:
    """`tags` in the order of the record, names in lower case."""

    text: str
    tags: tuple[tuple[str, str], ...]

    def value(self, name: str) -> str:
        return next((value for tag, value in self.tags if tag == name), "")

    def policy(self, tag: str = "p") -> str:
        """The value of p, sp or np in lower case; empty when it is absent or wrong."""
        value = self.value(tag).lower()
        return value if value in POLICIES else ""

    @property
    def mistakes(self) -> tuple[str, ...]:
        """Tags whose policy nobody can read; a missing p is one too."""
        wrong = [tag for tag in ("p", "sp", "np") if self.value(tag) and not self.policy(tag)]
        return (*(() if self.value("p") else ("p",)), *wrong)

    @property
    def asks_for_reports(self) -> bool:
        return any(MAILBOX.fullmatch(uri.strip()) for uri in self.value("rua").split(","))

    @property
    def counts(self) -> bool:
        return not self.mistakes or self.asks_for_reports

    @property
    def psd(self) -> str:
        value = self.value("psd").lower()
        return value if value in ("y", "n") else "u"

    @property
    def is_trial(self) -> bool:
        return self.value("t").lower() == "y"

    @property
    def gone(self) -> tuple[str, ...]:
        return tuple(f"{tag}={value}" for tag, value in self.tags if tag in GONE)

    def is_strict(self, tag: str) -> bool:
        """For adkim or aspf."""
        return self.value(tag).lower() == "s"


def records_among(texts: Iterable[str]) -> list[str]:
    return [text for text in texts if RECORD.fullmatch(text)]


def parse(text: str) -> DmarcRecord:
    pairs = [part.partition("=") for part in text.split(";")[1:] if "=" in part]
    return DmarcRecord(text, tuple((name.strip().lower(), value.strip()) for name, _equals, value in pairs))


def rewritten(record: DmarcRecord, *, without: Iterable[str] = (), **changes: str) -> str:
    """The record with tags changed, without those named and those that are gone; p first."""
    tags = dict(record.tags) | changes
    kept = {tag: value for tag, value in tags.items() if tag in KNOWN and value and tag not in without}
    ordered = sorted(kept, key=lambda tag: tag != "p")
    return "; ".join(["v=DMARC1", *(f"{tag}={kept[tag]}" for tag in ordered)])
