"""What follows the name of the town: the numbers, and how Japan Post narrows a town down by them.

Some towns have several post codes, told apart by a note: 1〜19丁目, 173〜257番地, 丁目 (against 番地), the
name of a part, その他. A note is held against the number part. The answer is yes, no, or unknown: unknown
where the address does not say whether its first number is a 丁目 or a 番地, or gives none at all.
"""

import re
from dataclasses import dataclass

from reunion.lib.place_names import HYPHENS, KANJI_NUMERALS, fold, number_from_kanji

HYPHEN_CLASS = "[" + re.escape("".join(sorted(HYPHENS))) + "]"
NUMBERED = re.compile(rf"([{KANJI_NUMERALS}]+)(?=丁目|番地|番町?(?![^\d\s-])|号(?!室)|地割)")
EXPLICIT_CHOME = re.compile(r"(\d+)丁目?")
HYPHENATED = re.compile(r"(\d+)(?:(?:[-のノ]|番地?の?)(\d+))?(?:(?:[-のノ]|番地?の?)(\d+))?(番地?|号)?")
REMARK = re.compile(r"「[^」]*」|〔[^〕]*〕")
RANGE = re.compile(
    r"(\d+)(?:[−-]\d+|の\d+)*(?:(?:丁目|番地?)?〜(\d+)(?:[−-]\d+)*)?(丁目|番地?|番)?(以上|以降|以下|以内)?"
)
WITHIN_CHOME = re.compile(r"(\d+)丁目\d")
ANYWHERE_ELSE = ("", "その他", "次のビルを除く", "以下に掲載がない場合")
LAST_CHOME = 60


def tidy(text: str) -> str:
    """Half-width digits, plain hyphens between numbers, 6丁目 for 六丁目, single spaces."""
    text = "".join(str(int(character)) if character.isdecimal() else character for character in text)
    text = re.sub(rf"(?<=\d)\s*{HYPHEN_CLASS}\s*(?=\d)", "-", text)
    text = NUMBERED.sub(lambda numeral: str(number_from_kanji(numeral[1])), text)
    return " ".join(text.split()).strip(" 、,，・-")


@dataclass(frozen=True)
class HouseNumber:
    """The first numbers of an address; `either` is one that may be a 丁目 or a 番地."""

    chome: int | None = None
    lot: int | None = None
    either: int | None = None
    text: str = ""


def read_house_number(rest: str) -> HouseNumber:
    """Reads the tidied part of an address that follows the town."""
    folded = fold(rest)
    explicit = EXPLICIT_CHOME.search(rest)
    if explicit:
        return HouseNumber(chome=int(explicit[1]), text=folded)
    found = HYPHENATED.search(rest)
    if not found:
        return HouseNumber(text=folded)
    first, second, third, unit = found.groups()
    if third:
        return HouseNumber(chome=int(first), either=int(first), text=folded)
    if unit in ("番地", "番") or "番" in found.group() or not second:
        return HouseNumber(lot=int(first), text=folded)
    return HouseNumber(either=int(first), text=folded)


def is_anywhere_else(note: str) -> bool:
    return note in ANYWHERE_ELSE


def note_fits(note: str, number: HouseNumber) -> bool | None:
    """Whether an address with this number lies in the part of the town that the note describes."""
    if note == "丁目":
        return _known(number.chome is not None, number)
    if note in ("番地", "大字"):
        return _known(number.lot is not None, number)
    answers = [_item_fits(item, unit, number) for item, unit in _items(note)]
    if True in answers:
        return True
    return None if None in answers else False


def _known(answer: bool, number: HouseNumber) -> bool | None:
    return None if number.chome is None and number.lot is None else answer


def _items(note: str) -> list[tuple[str, str]]:
    """The parts of a note with their unit, which is written once for all: 1、2丁目 are 1丁目 and 2丁目."""
    items, unit = [], ""
    for item in reversed(REMARK.sub("", note).split("、")):
        found = re.search(r"丁目|番地?", item)
        unit = found[0] if found else unit
        items.append((item, unit))
    return items[::-1]


def _item_fits(item: str, unit: str, number: HouseNumber) -> bool | None:
    found = RANGE.fullmatch(item)
    if not found:
        within = WITHIN_CHOME.match(item)
        # 4丁目1〜14番 is only a part of that 丁目: the 番 is left to the code.
        return (
            None if within and int(within[1]) in (number.chome, number.either) else _name_fits(item, number)
        )
    first, last, _, open_end = found.groups()
    if not unit:
        return None
    low, high = int(first), int(last or first)
    if open_end in ("以上", "以降"):
        high = 10**6
    elif open_end:
        low = 0
    return _number_in(low, high, unit == "丁目", number)


def _number_in(low: int, high: int, counts_chome: bool, number: HouseNumber) -> bool | None:
    wanted = number.chome if counts_chome else number.lot
    if wanted is not None:
        return low <= wanted <= high
    unsure = number.either
    if unsure is None or (counts_chome and unsure > LAST_CHOME):
        # Without any number, or with a 番地 where the note counts 丁目, nothing can be said.
        return None if number.chome is None else False
    return True if counts_chome and low <= unsure <= high else (False if counts_chome else None)


def named_part(note: str, number: HouseNumber) -> str:
    """The longest name in the note that the number part begins with: 七瀬南部 of 七瀬 and 七瀬南部."""
    names = (fold(item) for item in note.split("、") if not RANGE.fullmatch(item))
    return max((name for name in names if name and number.text.startswith(name)), key=len, default="")


def _name_fits(item: str, number: HouseNumber) -> bool:
    name = fold(re.split(r"\d", item)[0] or item)
    return bool(name) and number.text.startswith(name)


def street_fits(note: str, street: str) -> bool | None:
    """Kyoto's notes list the ways that lead to a town: 寺町通御池上る、御池通寺町西入."""
    if not street:
        return None
    way = _bare_way(street)
    return any(way == listed or way.endswith(listed) for listed in map(_bare_way, note.split("、")))


def is_street_note(note: str) -> bool:
    return bool(re.search(r"[上下]る|[東西]入", note))


def _bare_way(street: str) -> str:
    return re.sub(r"[通るルり入]", "", fold(street))
