"""Which classmates are looked at when a name was typed: those of the class, or the namesakes of the year.

A year may hold tens of thousands; never are all of them read. The database finds a family name in each shape
it may have in a roster, or by its reading.
"""

from collections.abc import Iterable
from itertools import product

from django.db.models import Exists, OuterRef, Q

from reunion.events.models import Reunion
from reunion.lib.kana import hiragana
from reunion.lib.names import MIXED_UP, SAME_CHARACTER
from reunion.roster.models import Classmate

from .likeness import Candidate, Typed
from .models import Registration

MOST_SHAPES = 64


def classroom_of(reunion: Reunion, typed: Typed) -> list[Candidate]:
    return _candidates(reunion, Q(homeroom_id=typed.homeroom_id)) if typed.homeroom_id else []


def namesakes_of(reunion: Reunion, typed: Typed) -> list[Candidate]:
    return _candidates(reunion, _namesakes(typed))


def numbered(reunion: Reunion, ids: Iterable[int]) -> list[Candidate]:
    return _candidates(reunion, Q(pk__in=list(ids)))


def _candidates(reunion: Reunion, condition: Q) -> list[Candidate]:
    answers = Registration.objects.answered().filter(reunion=reunion, classmate=OuterRef("pk"))
    rows = Classmate.objects.filter(condition, cohort_id=reunion.cohort_id).annotate(answered=Exists(answers))
    fields = list(Candidate.__dataclass_fields__)
    return [Candidate(*row) for row in rows.order_by("id").values_list(*fields)]


def _namesakes(typed: Typed) -> Q:
    """Everyone in the year who may bear one of the typed family names, at school or today."""
    condition = Q(pk__in=[])
    for name in {typed.family_name, typed.current_family_name} - {""}:
        shapes = _shapes(name)
        condition |= Q(family_name__in=shapes) | Q(current_family_name__in=shapes)
    for kana in {hiragana(typed.family_kana or typed.family_name), hiragana(typed.current_family_kana)} - {
        ""
    }:
        condition |= Q(family_kana=kana)
    return condition


def _shapes(name: str) -> list[str]:
    """斎藤 as it may stand in a roster: 斎藤, 齋藤, 斉藤, 齊藤."""
    choices = [_SHAPES.get(character, character) for character in name]
    return ["".join(shape) for shape, _n in zip(product(*choices), range(MOST_SHAPES), strict=False)]


def _shape_groups() -> dict[str, str]:
    groups = {character: group for group in SAME_CHARACTER.split() for character in group}
    mixed_up = "".join(groups.get(character, character) for character in MIXED_UP)
    return groups | dict.fromkeys(mixed_up, mixed_up)


_SHAPES = {
    character: character + group.replace(character, "") for character, group in _shape_groups().items()
}
