"""Which account a table is of.

Some banks write it in the lines above the heading (口座番号,1234567), some into every line, most nowhere.
What a file does not say stays empty; a number of zeros or stars says nothing. ゆうちょ numbers (記号-番号)
are also turned into the branch and the seven digits under which other banks know the account: the rule is
Japan Post Bank's, 1abc0-ddddddd1 is branch ab8, number ddddddd.
"""

import re

from reunion.payments.readers.entries import AccountInfo
from reunion.payments.readers.headings import plain

LABELS = {
    "number": re.compile(r"口座番号"),
    "branch_code": re.compile(r"店番|支店番号|支店コード"),
    "branch_name": re.compile(r"支店名?$|店名|取扱店|お取引店"),
    "bank_name": re.compile(r"金融機関名?|銀行名"),
    "kind": re.compile(r"科目|預金種[目別類]|口座種[目別類]"),
    "holder": re.compile(r"口座名義|名義人?|口座名$|お名前"),
}
KINDS = ("普通", "当座", "貯蓄")
MASKED = re.compile(r"[*＊●○xX×]")
YUCHO_NUMBER = re.compile(r"(\d{5})-(?:\d-)?(\d{1,8})")
YUCHO_CODE = "9900"
KANJI_DIGITS = str.maketrans("0123456789", "〇一二三四五六七八九")


def account_above(rows: list[list[str]], *, yucho: bool = False) -> AccountInfo | None:
    """The account from the lines above the heading; None when they speak of none."""
    stated: dict[str, str] = {}
    for index, row in enumerate(rows):
        cells = _cells(row)
        below = _cells(rows[index + 1]) if index + 1 < len(rows) else []
        for place, cell in enumerate(cells):
            label = _label(cell)
            value = _value(cells[place + 1 : place + 2]) or _value(below[place : place + 1])
            if label and value:
                stated.setdefault(label, value)
    if not stated:
        return None
    return _yucho(stated) if yucho else _account(stated)


def account_of_row(*, number: str, bank: str = "", branch: str = "", kind: str = "") -> AccountInfo:
    """The account from cells of one line; ANSER writes branch, kind and number into one cell."""
    digits = re.findall(r"\d[\d-]*", plain(number))
    before = plain(number).split(digits[-1])[0] if digits else ""
    found_kind = next((word for word in KINDS if word in kind or word in before), kind)
    rest = before.replace(found_kind, "").strip("-:") if found_kind else before
    return _account(
        {
            "number": digits[-1] if digits else "",
            "bank_name": bank,
            "branch_name": branch or rest,
            "kind": found_kind,
            "as_written": number,
        }
    )


def stated_number(written: str) -> str:
    """The digits of an account number, at least seven; "" for zeros or a masked number."""
    digits = re.sub(r"[^0-9]", "", plain(written))
    if MASKED.search(written) or not digits.strip("0"):
        return ""
    return digits.lstrip("0").zfill(7)


def _account(stated: dict[str, str]) -> AccountInfo:
    written = stated.get("number", "")
    return AccountInfo(**{"as_written": written} | stated | {"number": stated_number(written)})


def _yucho(stated: dict[str, str]) -> AccountInfo:
    written = stated.get("number", "")
    match = YUCHO_NUMBER.fullmatch(plain(written))
    names = {"bank_code": YUCHO_CODE, "bank_name": "ゆうちょ銀行", "as_written": written}
    if match is None or not stated_number(written):
        return AccountInfo(**names, holder=stated.get("holder", ""))
    sign, number = match.groups()
    current = sign.startswith("0")
    branch = sign[1:3] + ("9" if current else "8")
    return AccountInfo(
        **names,
        branch_code=branch,
        branch_name=branch.translate(KANJI_DIGITS),
        kind="当座" if current else "普通",
        number=(number if current else number[:-1]).zfill(7),
        holder=stated.get("holder", ""),
    )


def _cells(row: list[str]) -> list[str]:
    return [part.strip() for cell in row for part in re.split(r"[:：]", cell)]


def _value(cells: list[str]) -> str:
    return "" if not cells or _label(cells[0]) else cells[0]


def _label(cell: str) -> str:
    word = plain(cell)
    if len(word) > 12:
        return ""
    return next((label for label, pattern in LABELS.items() if pattern.search(word)), "")
