"""The numbers and the name in what a payer typed.

A guest is asked to write the reference before the name, and writes it before, after, glued to the name,
in full-width digits, twice for two people, or not at all; some add their class. `read` takes such a text
apart. Which number is whose reference is not known here: a run of digits is handed on whole, and
`known_references` looks it up, also when two references were typed without a gap between them.
"""

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass

from reunion.lib.kana import katakana

SHORTEST_REFERENCE = 4
MOST_REFERENCES = 3

_DIGITS = re.compile("[0-9]+")
_DASH_BEFORE_DIGIT = re.compile("[-ー](?=[0-9])")
# 3-A, 3A, 3年A組, 3ネンAクミ: which class the payer was in.
_CLASS_LABEL = re.compile(
    "(?<![0-9A-Z])(?:[1-9] ?(?:ネン|年) ?)?[0-9A-Z]{1,2} ?(?:クミ(?![ァ-ヶ])|組)"
    "|(?<![0-9A-Z])[1-9][-ー]?[A-Z](?![A-Z])"
)
_NUMBER_LABEL = re.compile("(?<![A-Z])(?:NO|ID|#|バンゴウ|番号)[.:]?(?= ?[0-9])")
# (カ, ユ), シヤ) and the like: how the inter-bank system abbreviates the legal form of a body.
_COMPANY = re.compile("^[ァ-ヶー]{1,4}\\)|\\([ァ-ヶー]{1,4}\\)|\\([ァ-ヶー]{1,4}$")
_IDEOGRAPH = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff々]")


@dataclass(frozen=True)
class Payer:
    numbers: tuple[str, ...]  # runs of digits, long enough to be a reference
    name: str  # the rest, in katakana where it is kana, one space between words
    is_company: bool
    has_kanji: bool


def read(text: str) -> Payer:
    tidy = _DASH_BEFORE_DIGIT.sub(" ", _CLASS_LABEL.sub(" ", katakana(text).upper()))
    numbers = tuple(run for run in _DIGITS.findall(tidy) if len(run) >= SHORTEST_REFERENCE)
    name = " ".join(_DIGITS.sub(" ", _NUMBER_LABEL.sub(" ", tidy)).split()).strip(" -./:#")
    return Payer(numbers, name, bool(_COMPANY.search(name)), bool(_IDEOGRAPH.search(name)))


def known_references(number: str, known: Container[str]) -> tuple[str, ...]:
    """The references a run of digits consists of; empty when it is not made of known ones."""
    plain = number.lstrip("0")
    if plain in known:
        return (plain,)
    return next(_cuts(plain, known, MOST_REFERENCES), ())


def _cuts(digits: str, known: Container[str], most: int) -> Iterator[tuple[str, ...]]:
    if digits in known:
        yield (digits,)
    if most > 1:
        for end in range(SHORTEST_REFERENCE, len(digits) - SHORTEST_REFERENCE + 1):
            if digits[:end] in known:
                yield from ((digits[:end], *rest) for rest in _cuts(digits[end:], known, most - 1))
