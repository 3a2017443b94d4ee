"""What a word that somebody types into the search may be: a class, a number, a telephone, a mail address.

Full-width letters and digits count as half-width ones. Digits alone are an attendance number, and the class
of that number where classes are numbered; four are also the end of a telephone number, five and more a part
of one. A telephone number typed with gaps is one word. 3組, 3年B組, 3-B, 3B and B are classes; 3組12番 and
3B12 are a class and a number. Other words are looked for in names and clubs. A kanji is also looked for in
its other shapes: 高 as 髙, 斎 as 齋 and 斉.
"""

import re
import unicodedata
from dataclasses import dataclass
from itertools import islice, product

from reunion.lib.half_width import half_width
from reunion.lib.kana import hiragana, is_kana, katakana
from reunion.lib.names import MIXED_UP, SAME_CHARACTER

from .homeroom_labels import homeroom

MOST_WORDS = 5
MOST_SHAPES = 64
LONGEST_NUMBER = 4
NUMBER = re.compile(r"(\d{1,4})番?", re.ASCII)
TELEPHONE_WITH_GAPS = re.compile(r"(?<![\d-])0\d{1,4}[- ]\d{1,4}[- ]\d{2,4}(?![\d-])", re.ASCII)
DASH_IN_NUMBER = re.compile(r"(?<=\d)ー(?=\d)", re.ASCII)
CLASS_AND_NUMBER = re.compile(r"(?<!\S)(\S+組|(?:\d(?:年|-)?)?[A-Za-z])-?(\d{1,2})番?(?!\S)", re.ASCII)
TELEPHONE = re.compile(r"\+?[\d()-]+", re.ASCII)
MAIL = re.compile(r"[!-~]{3,}")
# Kanji that Japanese computers know in a second shape, which Unicode calls compatible (神 as U+FA19).
COMPATIBLE = range(0xFA0E, 0xFA2E)


@dataclass(frozen=True)
class Room:
    """A class as typed; `grade` is empty when only the class was named."""

    grade: str
    labels: tuple[str, ...]


def words_of(typed: str) -> list[str]:
    """Half-width where that is not another name; a telephone number is one word."""
    plain = DASH_IN_NUMBER.sub("-", "".join(_half_width_sign(sign) for sign in typed))
    together = TELEPHONE_WITH_GAPS.sub(lambda found: re.sub("[- ]", "", found[0]), " ".join(plain.split()))
    apart = CLASS_AND_NUMBER.sub(r"\1 \2番", together)
    return apart.split()[:MOST_WORDS]


def attendance_number(word: str) -> int | None:
    number = NUMBER.fullmatch(word)
    return int(number[1]) if number else None


def telephone_part(word: str) -> str:
    """Its digits, when it is long enough to be looked for; a number from abroad as it is dialled here."""
    if not TELEPHONE.fullmatch(word):
        return ""
    digits = re.sub(r"\D", "", re.sub(r"^\+81-?", "0", word))
    return digits if len(digits) >= LONGEST_NUMBER else ""


def mail_part(word: str) -> str:
    """Letters, not digits alone."""
    return word if MAIL.fullmatch(word) and re.search("[A-Za-z@]", word) else ""


def room(word: str) -> Room | None:
    """As the rows of a roster name it."""
    if word.endswith("番"):
        return None
    found = homeroom(word)
    if found is None:
        return None
    grade, label = found
    return Room(grade, (hiragana(label), katakana(label)) if is_kana(label) else (label,))


def _half_width_sign(sign: str) -> str:
    """Signs, digits and letters; ー stays, for it belongs to names."""
    return sign if sign == "ー" else half_width(sign) or " "


def shapes(word: str) -> list[str]:
    """斎藤 as it may stand in a roster: 斎藤, 齋藤, 斉藤, 齊藤."""
    choices = [_SHAPES.get(sign, sign) for sign in unicodedata.normalize("NFC", word)]
    return ["".join(shape) for shape in islice(product(*choices), MOST_SHAPES)]


def _shape_groups() -> dict[str, str]:
    groups = {sign: group for group in SAME_CHARACTER.split() for sign in group}
    mixed_up = "".join(dict.fromkeys("".join(groups.get(sign, sign) for sign in MIXED_UP)))
    groups |= dict.fromkeys(mixed_up, mixed_up)
    for sign in map(chr, COMPATIBLE):
        plain = unicodedata.normalize("NFKC", sign)
        if plain != sign:
            group = groups.get(plain, plain) + sign
            groups |= dict.fromkeys(group, group)
    return groups


# As typed first, so that a long name keeps its own shape among the first ones.
_SHAPES = {sign: sign + group.replace(sign, "") for sign, group in _shape_groups().items()}
