"""What a check of our domain says: a colour, what was found, what to change, the record to publish.

Green: nothing to do. Yellow: mail arrives, but something should change. Red: mail is lost, or soon will be.
Unknown: it could not be checked, which is never the same as red. Of several remarks the gravest gives the
colour: red, then unknown, then yellow. A record is written as `name TYPE value`, a text in quotation marks,
cut where DNS wants it cut.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _

LONGEST_STRING = 255


class Colour(StrEnum):
    """From harmless to grave."""

    GREEN = "green"
    YELLOW = "yellow"
    UNKNOWN = "unknown"
    RED = "red"


GRAVITY = list(Colour)


@dataclass(frozen=True)
class Remark:
    """One thing that was noticed; `advice` and `record` are empty when there is nothing to change."""

    colour: Colour
    found: str
    advice: str = ""
    record: str = ""


@dataclass(frozen=True)
class Check:
    """`name` is one of spf, dkim, dmarc, ptr, dnsbl, tls."""

    name: str
    colour: Colour
    found: str
    advice: str = ""
    record: str = ""


def check_of(name: str, remarks: Iterable[Remark]) -> Check:
    """The gravest remark first; it gives the colour, and the first record that is not empty is kept."""
    by_gravity = sorted(remarks, key=lambda remark: -GRAVITY.index(remark.colour))
    return Check(
        name,
        by_gravity[0].colour,
        found="".join(_without_doubles(remark.found for remark in by_gravity)),
        advice="".join(_without_doubles(remark.advice for remark in by_gravity)),
        record=next((remark.record for remark in by_gravity if remark.record), ""),
    )


def could_not_check(why: str, *, advice: str = "") -> Remark:
    return Remark(
        Colour.UNKNOWN,
        _("確認できませんでした。%(why)s") % {"why": why},
        advice or _("しばらくしてから、もう一度確かめます。続くときは、ネットワークの設定を見直します。"),
    )


def txt_record(name: str, text: str) -> str:
    pieces = [text[start : start + LONGEST_STRING] for start in range(0, len(text), LONGEST_STRING)]
    return f"{name} TXT " + " ".join(f'"{piece}"' for piece in pieces)


def _without_doubles(texts: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(text for text in texts if text))
