"""An old address as a volunteer typed it: the code, the prefecture, the lodger's 様方.

Codes come as 3 or 5 digits from before 1998 or as today's 7, with hyphen or 〒, in full width, or as a number
from a spreadsheet, which drops the zeros in front. An ending 00 says the same as the three digits alone.
"""

import re
import unicodedata

from reunion.lib.place_names import PREFECTURES

LEADING_CODE = re.compile(
    r"\s*(?:〒\s*\d{3}(?:\s*[-－‐−–—ー―]?\s*\d{2,4})?|\d{3}\s*[-－‐−–—ー―]\s*\d{2,4}(?!\d))\s*"
)
SURNAME = r"(?P<surname>[^\s\d()（）、,・－-]{1,12}?)"
AFTER_SPACE = re.compile(rf"[\s、,(（]+{SURNAME}\s*(?:様方|さま方|様|方)[)）]?\s*$")
KANJI = "\u4e00-\u9fff々\uf900-\ufaff"
AFTER_BUILDING = re.compile(
    rf"(?<=[\d\u30a0-\u30ff荘寮棟号室番館内])(?P<surname>[{KANJI}]{{1,5}})\s*(?:様方|さま方)\s*$"
)
AFTER_NUMBER = re.compile(rf"(?<=[\d号番])(?P<surname>[{KANJI}]{{1,5}})方\s*$")


def clean_code(code: object) -> str:
    """3, 5 or 7 digits, or nothing where that cannot be read off."""
    digits = re.sub(r"\D", "", re.sub(r"\.0$", "", unicodedata.normalize("NFKC", str(code or "")).strip()))
    if not digits or not digits.strip("0") or len(digits) > 7:
        return ""
    padded = digits.zfill(next(size for size in (3, 5, 7) if len(digits) <= size))
    return padded[:3] if len(padded) == 5 and padded.endswith("00") else padded


def split_leading_code(address: str) -> tuple[str, str]:
    """A code written in front of the address, and the rest."""
    found = LEADING_CODE.match(address)
    return (clean_code(found.group()), address[found.end() :]) if found else ("", address)


def split_care_of(address: str) -> tuple[str, str]:
    """The address without 「馬場様方」, and the surname on that door (or nothing)."""
    for pattern in (AFTER_SPACE, AFTER_BUILDING, AFTER_NUMBER):
        found = pattern.search(address)
        if found and re.search(r"\d", address[: found.start()]):
            return address[: found.start()].rstrip(), found["surname"].strip()
    return address, ""


def shown_code(code: str) -> str:
    """272-01 for 27201."""
    return f"{code[:3]}-{code[3:]}" if len(code) > 3 else code


def split_prefecture(address: str) -> tuple[str, str]:
    """The prefecture the address begins with (or nothing), and the rest."""
    address = address.strip()
    for prefecture in PREFECTURES:
        if address.startswith(prefecture):
            return prefecture, address[len(prefecture) :].lstrip()
    return "", address
