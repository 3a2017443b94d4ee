"""When two lines are the same movement of money.

Where the bank gives a number of its own, that number decides. Elsewhere date, direction, amount, balance
and description decide together, and equal lines of one file are counted: the second of two equal lines is a
second payment, while the same line in a later, overlapping file is the first one again. Memo columns and
line numbers play no part, they change between downloads. Widths and dashes are folded, as saving a file
anew may change them; kana are never folded away. One bank number on two lines which differ is a
contradiction, and the file is refused.
"""

import hashlib
import unicodedata
from collections import Counter
from dataclasses import replace
from datetime import date

from django.utils.translation import gettext as _

from reunion.payments.readers.entries import Entry

DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−ｰ", "-") | {"〜": "~", "～": "~"})
SEPARATOR = "\x1f"


def identity(entry: Entry) -> str:
    """64 hexadecimal digits, unique within one account."""
    return hashlib.sha256(f"{_likeness(entry)}{SEPARATOR}{entry.occurrence}".encode()).hexdigest()


def agrees(entry: Entry, *, booked_on: date, direction: str, amount: int, text: str) -> bool:
    """Whether a line already known under the same `bank_id_key` says the same as this entry."""
    known = (booked_on, direction, amount, _folded(text))
    return known == (entry.booked_on, entry.direction, entry.amount, _folded(entry.text))


def counted(entries: list[Entry]) -> list[Entry]:
    """The entries, each knowing the how-manieth of its likes it is."""
    seen = Counter()
    result = []
    for entry in entries:
        likeness = _likeness(entry)
        seen[likeness] += 1
        result.append(replace(entry, occurrence=seen[likeness]))
    return result


def contradictions(entries: list[Entry]) -> list[tuple[int, str]]:
    """(line, sentence) for each entry whose bank number an earlier, different entry bears."""
    first: dict[str, Entry] = {}
    found = []
    for entry in entries:
        other = first.setdefault(entry.bank_id_key, entry) if entry.bank_id_key else entry
        if not agrees(
            entry, booked_on=other.booked_on, direction=other.direction, amount=other.amount, text=other.text
        ):
            found.append((entry.number, _contradiction(other, entry)))
    return found


def _contradiction(other: Entry, entry: Entry) -> str:
    return _("番号「%(id)s」が%(line)s行目と同じですが、内容が違います。（%(other)s ／ %(this)s）") % {
        "id": entry.bank_id,
        "line": other.number,
        "other": _shown(other),
        "this": _shown(entry),
    }


def _shown(entry: Entry) -> str:
    return _("%(day)s %(amount)s円 %(text)s") % {
        "day": f"{entry.booked_on:%Y/%m/%d}",
        "amount": f"{entry.signed_amount:,}",
        "text": entry.text,
    }


def _likeness(entry: Entry) -> str:
    if entry.bank_id_key:
        return entry.bank_id_key
    balance = "" if entry.balance_after is None else str(entry.balance_after)
    parts = entry.booked_on.isoformat(), entry.direction, str(entry.amount), balance, _folded(entry.text)
    return SEPARATOR.join(parts)


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text.translate(DASHES)).translate(DASHES).split())
