"""How a classmate is found by what somebody types.

Each word must begin one of the person's names: family name at school or today, given name, both together, in
kanji or kana. Kana may be typed in any script and width, and a kanji finds its other shapes (高 also 髙). A
word of digits is the attendance number. Only the cohort's own rows are looked through.
"""

import re
import unicodedata
from itertools import islice, product

from django.db.models import Q
from django.db.models.functions import Concat

from reunion.lib.kana import hiragana, is_kana, katakana
from reunion.lib.names import MIXED_UP, SAME_CHARACTER

from .models import ClassmateQuerySet

MOST_WORDS = 4
MOST_SHAPES = 24
NUMBER = re.compile(r"(\d{1,4})番?")


def search(classmates: ClassmateQuerySet, typed: str) -> ClassmateQuerySet:
    """`classmates` unchanged when nothing is typed."""
    words = typed.split()[:MOST_WORDS]
    if not words:
        return classmates
    found = classmates.annotate(
        whole_name=Concat("family_name", "given_name"),
        whole_name_today=Concat("current_family_name", "given_name"),
        whole_kana=Concat("family_kana", "given_kana"),
        whole_kana_today=Concat("current_family_kana", "given_kana"),
    )
    for word in words:
        found = found.filter(_begins_a_name(word))
    return found


def _begins_a_name(word: str) -> Q:
    number = NUMBER.fullmatch(unicodedata.normalize("NFKC", word))
    if number:
        return Q(number=int(number[1]))
    if is_kana(word):
        return _any_begins(("whole_kana", "whole_kana_today", "given_kana"), [hiragana(word)]) | _any_begins(
            ("whole_name", "given_name"), [hiragana(word), katakana(word)]
        )
    return _any_begins(("whole_name", "whole_name_today", "given_name"), shapes(word))


def _any_begins(fields: tuple[str, ...], beginnings: list[str]) -> Q:
    condition = Q()
    for field in fields:
        for beginning in beginnings:
            condition |= Q(**{f"{field}__startswith": beginning})
    return condition


def shapes(word: str) -> list[str]:
    """斎藤 as it may stand in a roster: 斎藤, 齋藤, 斉藤, 齊藤."""
    choices = [_SHAPES.get(character, character) for character in word]
    return ["".join(shape) for shape in islice(product(*choices), MOST_SHAPES)]


def _shape_groups() -> dict[str, str]:
    groups = {character: group for group in SAME_CHARACTER.split() for character in group}
    mixed_up = "".join(dict.fromkeys("".join(groups.get(character, character) for character in MIXED_UP)))
    return groups | dict.fromkeys(mixed_up, mixed_up)


# As typed first, so that a long name keeps its own shape among the first ones.
_SHAPES = {
    character: character + group.replace(character, "") for character, group in _shape_groups().items()
}
