"""What one typed cell means: a number, an old post code, a telephone number, a mark.

Spreadsheets make numbers of 272 and 27201 and drop the leading zero of 060 and 0473…; those come back. Old
post codes (until 1998) have three or five digits, 272 or 272-01; the codes since then seven. A cell of
the wrong kind is never turned into a nought: it is no number.
"""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date

from reunion.roster.sheets import Cell

NO_MARKS = {
    "",
    "×",
    "✕",
    "✖",
    "x",
    "-",
    "−",
    "ー",
    "―",
    "0",
    "無",
    "なし",
    "無し",
    "生",
    "存命",
    "健在",
    "生存",
    "否",
    "いいえ",
    "no",
    "false",
}


def text_of(cell: Cell) -> str:
    return cell.isoformat() if isinstance(cell, date) else cell


def joined(cells: Iterable[Cell], between: str = "") -> str:
    return between.join(text for text in map(text_of, cells) if text)


def narrow(text: str) -> str:
    """For reading digits and marks only: names and addresses are never normalised."""
    return unicodedata.normalize("NFKC", text).strip()


def number_of(cell: Cell) -> int | None:
    """An attendance number: 12, １２, 12番, No.12, 12.0."""
    found = re.fullmatch(r"(?:no\.?|№|#)?\s*(\d{1,4})(?:\.0+)?\s*番?", narrow(text_of(cell)).lower())
    return int(found[1]) if found else None


def postal_code_of(cell: Cell) -> str:
    """Digits and a hyphen: 272, 272-01 or 272-0021; "" for an empty cell, as typed when it is no code."""
    typed = narrow(text_of(cell))
    digits = re.sub(r"[〒〶\s\-‐‑–—−―ー]", "", typed)
    if not digits.isdecimal():
        return typed[:10]
    digits = digits.zfill(3) if len(digits) <= 3 else digits.zfill(5) if len(digits) <= 5 else digits.zfill(7)
    return digits if len(digits) == 3 else f"{digits[:3]}-{digits[3:]}"


def phone_of(cell: Cell) -> str:
    typed = narrow(text_of(cell))
    typed = re.sub(r"[‐‑–—−―ー]", "-", typed)
    return f"0{typed}" if re.fullmatch(r"[1-9]\d{8,9}", typed) else typed


def is_marked(cell: Cell) -> bool:
    """Whether a cell of a yes-or-no column says yes: ○, 1, a date, a word. Empty, × and なし say no."""
    return narrow(text_of(cell)).lower() not in NO_MARKS
