"""How far a typed name and a classmate agree.

Names in kanji are compared by their characters, whatever shape those have (斎 and 齋, 高 and 髙); readings as
a bank would write them. A reading counts only where both sides know it. A classmate may be named as at school
or as today; but a family name of school days that was typed beside another name of today is not itself the
name of today. Somebody may write the whole name in kana.
"""

from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from reunion.lib.kana import bank_key, is_kana, katakana
from reunion.lib.names import loose_name_key


@dataclass(frozen=True)
class Typed:
    """The name as somebody typed it. `class_given` stays true for a class that no roster knows."""

    family_name: str
    given_name: str
    family_kana: str = ""
    given_kana: str = ""
    current_family_name: str = ""
    current_family_kana: str = ""
    homeroom_id: int | None = None
    class_given: bool = False

    @classmethod
    def of(cls, thing) -> "Typed":
        """`thing` is a reply or a registration: both carry a homeroom and these names."""
        homeroom_id = thing.homeroom.pk if thing.homeroom else None
        return cls(
            thing.family_name,
            thing.given_name,
            thing.family_kana,
            thing.given_kana,
            thing.current_family_name,
            thing.current_family_kana,
            homeroom_id,
            homeroom_id is not None or bool(thing.unknown_class),
        )


@dataclass(frozen=True)
class Candidate:
    """A classmate as finding needs it. `answered`: comes or has declined already."""

    id: int
    homeroom_id: int | None
    family_name: str
    given_name: str
    family_kana: str
    given_kana: str
    current_family_name: str
    current_family_kana: str
    deceased: bool
    answered: bool


class Likeness(Enum):
    """How far a typed name and a classmate agree, closest first."""

    SAME = 1
    READING_DIFFERS = 2
    WRITING_DIFFERS = 3
    SAME_GIVEN_NAME = 4
    SAME_FAMILY = 5
    NONE = 6


def likeness_of(typed: Typed, candidate: Candidate) -> Likeness:
    """The closest of the two ways a classmate may be named: as at school, as today."""
    ways = [(candidate.family_name, candidate.family_kana)]
    if candidate.current_family_name and _may_be_current_name(typed, candidate):
        ways.append((candidate.current_family_name, candidate.current_family_kana))
    return min((_likeness(typed, candidate, *way) for way in ways), key=lambda found: found.value)


def _likeness(typed: Typed, candidate: Candidate, family: str, family_kana: str) -> Likeness:
    same_family = same_name(typed.family_name, family)
    same_given = same_name(typed.given_name, candidate.given_name)
    same_writing = same_name(typed.family_name + typed.given_name, family + candidate.given_name)
    reading = _same_reading(typed, family_kana, candidate.given_kana)
    if same_writing:
        return Likeness.READING_DIFFERS if reading is False else Likeness.SAME
    if reading and _whole_reading_known(typed, family_kana, candidate):
        return Likeness.SAME if is_in_kana(typed) else Likeness.WRITING_DIFFERS
    if same_given and candidate.homeroom_id == typed.homeroom_id:
        return Likeness.SAME_GIVEN_NAME
    return Likeness.SAME_FAMILY if same_family else Likeness.NONE


def _same_reading(typed: Typed, family_kana: str, given_kana: str) -> bool | None:
    """None when neither part is known on both sides."""
    mine, theirs = _kana(typed), (family_kana, given_kana)
    if all(mine) and all(theirs):
        return _reading("".join(mine)) == _reading("".join(theirs))
    known = [(a, b) for a, b in zip(mine, theirs, strict=True) if a and b]
    return all(_reading(a) == _reading(b) for a, b in known) if known else None


def _whole_reading_known(typed: Typed, family_kana: str, candidate: Candidate) -> bool:
    return all(_kana(typed)) and bool(family_kana and candidate.given_kana)


def _kana(typed: Typed) -> tuple[str, str]:
    """Of somebody who writes the whole name in kana, the name itself."""
    if is_in_kana(typed):
        return typed.family_kana or typed.family_name, typed.given_kana or typed.given_name
    return typed.family_kana, typed.given_kana


def is_in_kana(typed: Typed) -> bool:
    return is_kana(typed.family_name + typed.given_name) or not typed.family_name + typed.given_name


def is_complete(typed: Typed) -> bool:
    """Kanji and kana, enough to stand without a class."""
    return not is_in_kana(typed) and bool(typed.family_kana and typed.given_kana)


def _may_be_current_name(typed: Typed, candidate: Candidate) -> bool:
    current = typed.current_family_name
    return not current or same_name(current, candidate.current_family_name)


def same_name(one: str, other: str) -> bool:
    return bool(one and other) and _key(one) == _key(other)


@lru_cache(maxsize=100_000)
def _key(name: str) -> str:
    return loose_name_key(katakana(name))


@lru_cache(maxsize=100_000)
def _reading(kana: str) -> str:
    return bank_key(kana)
