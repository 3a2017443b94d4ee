"""What a volunteer wrote into the cell of a name, taken apart: the name, its kana, surnames, a death.

Besides the name such a cell may hold kana in brackets, （旧姓 森）, （現 高橋）, 故 or （故人）, and 様.
Kanji are never changed. Of the spaces only the gap between the names is kept: when each character stands
apart (伊 藤　茂) the widest gap is the one meant, and without a widest one the name counts as unspaced.
"""

import re
from dataclasses import dataclass, field

from reunion.lib.kana import hiragana, is_kana
from reunion.roster.remarks import Surnames, says_deceased, surnames

NO_NAME = re.compile(r"[\s\-‐–—−―ー*＊×✕・.。()（）]*")
VACANT = re.compile(r"欠番|欠員|空番|空席|該当者?(なし|無し)")
TOTALS = re.compile(r"(合計|総計|小計|計|以上|人数)|(男子?|女子?|計|合計|総数)?\s*[0-9０-９]+\s*[名人]")
UNREADABLE = re.compile(r"[?？〓□■◯○●\ufffd0-9０-９]")
BRACKETS = re.compile(r"[(（\[［【〔]([^()（）\[\]［］【】〔〕]*)[)）\]］】〕]")
HONORIFIC = re.compile(r"(?<=\S)[\s　]+(様|さま|さん|君|くん|氏|殿)$")
LATE = re.compile(r"^(故[\s　・]+|故(?=\S{3,}))|[※*†✝]")


@dataclass(frozen=True)
class NameCell:
    """`name` has at most one space; `surname_in_brackets` is one nobody said anything about."""

    name: str
    kana: str = ""
    surnames: Surnames = field(default_factory=Surnames)
    deceased: bool = False
    surname_in_brackets: str = ""


def is_no_name(text: str) -> bool:
    return bool(NO_NAME.fullmatch(text))


def is_vacant(text: str) -> bool:
    return bool(VACANT.search(text))


def is_total(text: str) -> bool:
    return bool(TOTALS.fullmatch(text.strip()))


def is_unreadable(name: str) -> bool:
    return bool(UNREADABLE.search(name))


def read_name_cell(text: str) -> NameCell:
    """A name's cell taken apart; `name` is "" when there is none in it."""
    insides = [inside.strip() for inside in BRACKETS.findall(text)]
    bare = BRACKETS.sub(" " if _is_behind_the_name(text) else "", text).strip()
    deceased = bool(re.match(r"故[\s　・]", bare)) or any(says_deceased(f"({inside})") for inside in insides)
    name = with_one_gap(HONORIFIC.sub("", LATE.sub("", bare).strip()))
    return NameCell(
        name=name,
        kana=next((one_gap_kana(inside) for inside in insides if is_kana(inside) and len(inside) > 3), ""),
        surnames=surnames("、".join(insides), given_name=name.partition(" ")[2]),
        deceased=deceased,
        surname_in_brackets=_unexplained(insides),
    )


def with_one_gap(name: str) -> str:
    """The name with one half-width space at its gap, or with none."""
    words = re.split(r"([\s\u200b\ufeff・]+)" if is_kana(name) else r"([\s\u200b\ufeff]+)", name.strip())
    gaps = [_width(gap) for gap in words[1::2]]
    if len(gaps) == 1:
        return f"{words[0]} {words[2]}"
    if gaps and gaps.count(max(gaps)) == 1:
        widest = gaps.index(max(gaps)) * 2 + 1
        return f"{''.join(words[:widest:2])} {''.join(words[widest + 1 :: 2])}"
    return "".join(words[::2])


def one_gap_kana(kana: str) -> str:
    """Kana as hiragana with at most one space; "" when it is no kana."""
    return with_one_gap(hiragana(kana.replace("・", " "))) if is_kana(kana) else ""


def _width(gap: str) -> int:
    return sum(2 if space == "\u3000" else 1 for space in gap)


def _is_behind_the_name(text: str) -> bool:
    """Brackets between family and given name (高橋（森）真由美) stand for the gap."""
    return bool(re.search(r"[)）\]］】〕]\s*\S", text))


def _unexplained(insides: list[str]) -> str:
    plain = (
        inside for inside in insides if re.fullmatch(r"[\u3005\u3400-\u9fff\uf900-\ufaff𠮷]{1,4}", inside)
    )
    return next((inside for inside in plain if not says_deceased(f"({inside})") and inside != "故"), "")
