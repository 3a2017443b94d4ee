"""What class a cell, a sheet's name or a title line speaks of: grade and label, `("3", "A")`.

Volunteers type 3-A, ３年A組, 3A, A組, Ａ, 3年1組, 1, 三年一組 or 301 for the same kind of thing, and Excel
makes a date of 3-1. Labels are in capitals, digits lose their leading zeros. A sheet's name and a title line
must look more like a class than a cell in a column of classes has to.
"""

import re
import unicodedata
from datetime import date

from reunion.roster.sheets import Cell

LONGEST_LABEL = 10
JOINTS = r"(?:年次?|[-‐‑–—−―ー_/・.の])"
ENDINGS = r"(?:組|クラス|くらす|学級|ホーム|hr|HR)"
GRADE_AND_LABEL = re.compile(rf"([1-6一二三四五六]){JOINTS}(.+?){ENDINGS}?")
GRADE_AND_LETTER = re.compile(rf"([1-6])([A-Za-z]){ENDINGS}?")
THREE_DIGITS = re.compile(r"([1-6])([01]\d)")
LABEL_WITH_ENDING = re.compile(rf"(.{{1,4}}?){ENDINGS}")
BARE_LABEL = re.compile(r"[A-Za-z]|\d{1,2}|[ぁ-んァ-ヶ一-龥]{1,2}")
DATE_AS_TEXT = re.compile(r"([1-6])月(\d{1,2})日")
IN_A_TITLE = re.compile(r"(?:([1-6])(?:年|-)\s*)?([A-Za-z]|\d{1,2}|[一二三四五六七八九十]{1,2})組")
WITH_NUMBER = re.compile(r"(.*?(?:組|-|[A-Za-z]))-?(\d{1,2})番?")
KANJI_DIGITS = {digit: str(value) for value, digit in enumerate("一二三四五六七八九", start=1)}

Homeroom = tuple[str, str]


def homeroom(cell: Cell) -> Homeroom | None:
    """Grade ("" when not said) and label of a cell in a column of classes, or None."""
    if isinstance(cell, date):
        return str(cell.month), str(cell.day)
    text = _bare(cell)
    for pattern in (DATE_AS_TEXT, GRADE_AND_LABEL, GRADE_AND_LETTER, THREE_DIGITS):
        found = pattern.fullmatch(text)
        if found and len(found[2]) <= LONGEST_LABEL:
            return _digits(found[1]), _label(found[2])
    found = LABEL_WITH_ENDING.fullmatch(text) or BARE_LABEL.fullmatch(text)
    return ("", _label(found[1] if found.re is LABEL_WITH_ENDING else found[0])) if found else None


def homeroom_of_sheet(name: str) -> Homeroom | None:
    """The class a sheet is named after; `Sheet1` and `名簿` are none."""
    text = _bare(name)
    if re.fullmatch(r"[A-Za-z]|\d{1,2}", text) or GRADE_AND_LETTER.fullmatch(text):
        return homeroom(text)
    found = GRADE_AND_LABEL.fullmatch(text) or LABEL_WITH_ENDING.fullmatch(text)
    if found and len(_label(found[found.re.groups])) <= 2:
        return homeroom(text)
    return homeroom_of_title(name)


def homeroom_of_title(text: str) -> Homeroom | None:
    """The class a title line names: 昭和57年度 3年A組 名簿."""
    found = IN_A_TITLE.search(unicodedata.normalize("NFKC", text))
    return (_digits(found[1] or ""), _label(found[2])) if found else None


def homeroom_and_number(cell: Cell) -> tuple[Cell, str]:
    """`3年A組12番` or `A-12` taken apart; the number is "" when there is none."""
    found = WITH_NUMBER.fullmatch(_bare(cell)) if isinstance(cell, str) else None
    return (found[1].rstrip("-"), found[2]) if found else (cell, "")


def _bare(text: str) -> str:
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
    plain = re.sub(r"\(.*?\)", "", plain)
    return re.sub(r"^(III|II|I)(?=[-年A-HJ-Z])", lambda roman: str(len(roman[1])), plain)


def _label(text: str) -> str:
    label = _digits(text.upper())
    return str(int(label)) if label.isdecimal() else label


def _digits(text: str) -> str:
    """三 as 3 and 十一 as 11; other labels (松, い) stay."""
    if not re.fullmatch("[一二三四五六七八九十]{1,2}", text):
        return text
    if "十" not in text:
        return "".join(KANJI_DIGITS[digit] for digit in text)
    tens, _ten, ones = text.partition("十")
    return str(int(KANJI_DIGITS.get(tens, "1")) * 10 + int(KANJI_DIGITS.get(ones, "0")))
