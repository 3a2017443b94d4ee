"""Who may stand in the roster twice.

Two living classmates of the year whose names sound the same or are written the same. They need not be one
person: a year of 360 has its namesakes. So nothing is ever merged without somebody who looks, and two of whom
somebody said that they are two people (set_apart.py) are not offered again.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q

from .models import Classmate, ClassmateQuerySet, SetApart


@dataclass(frozen=True)
class Twice:
    """One person, and the later records that may be the same one."""

    person: Classmate
    others: tuple[Classmate, ...]


def maybe_twice(classmates: ClassmateQuerySet) -> ClassmateQuerySet:
    """Those of `classmates` with a later namesake in the year: each pair stands once, at its first record."""
    return classmates.filter(Exists(_sounding_the_same()) | Exists(_written_the_same())).order_by(
        "family_kana", "given_kana", "family_name", "given_name", "id"
    )


def with_namesakes(people: Sequence[Classmate]) -> list[Twice]:
    """Those of one page, each with the later ones; two questions, however many there are."""
    others = _namesakes_of(people)
    apart = set(SetApart.objects.filter(first__in=people).values_list("first_id", "second_id"))
    return [
        Twice(
            person,
            tuple(
                other
                for other in others
                if other.pk > person.pk and _alike(person, other) and (person.pk, other.pk) not in apart
            ),
        )
        for person in people
    ]


def namesakes(classmate: Classmate) -> ClassmateQuerySet:
    """With whom this one may be the same person."""
    before = SetApart.objects.filter(first=OuterRef("pk"), second=classmate.pk)
    after = SetApart.objects.filter(first=classmate.pk, second=OuterRef("pk"))
    others = Classmate.objects.filter(_same_name(classmate), cohort=classmate.cohort_id)
    return others.exclude(pk=classmate.pk).filter(~Exists(before), ~Exists(after)).in_roster_order()


def _namesakes_of(people: Sequence[Classmate]) -> list[Classmate]:
    if not people:
        return []
    same = Q()
    for person in people:
        same |= _same_name(person)
    rows = Classmate.objects.filter(same, cohort=people[0].cohort_id).select_related("homeroom")
    return list(rows.order_by("id"))


def _same_name(person: Classmate) -> Q:
    same = Q(family_name=person.family_name, given_name=person.given_name) & ~Q(given_name="")
    if person.family_kana and person.given_kana:
        same |= Q(family_kana=person.family_kana, given_kana=person.given_kana)
    return same


def _alike(person: Classmate, other: Classmate) -> bool:
    is_written = (person.family_name, person.given_name) == (other.family_name, other.given_name)
    sounds = (person.family_kana, person.given_kana) == (other.family_kana, other.given_kana)
    has_kana = bool(person.family_kana and person.given_kana)
    return (is_written and bool(person.given_name)) or (sounds and has_kana)


def _sounding_the_same() -> ClassmateQuerySet:
    return (
        _later()
        .filter(family_kana=OuterRef("family_kana"), given_kana=OuterRef("given_kana"))
        .exclude(family_kana="")
        .exclude(given_kana="")
    )


def _written_the_same() -> ClassmateQuerySet:
    same = {"family_name": OuterRef("family_name"), "given_name": OuterRef("given_name")}
    return _later().filter(**same).exclude(given_name="")


def _later() -> ClassmateQuerySet:
    apart = SetApart.objects.filter(first=OuterRef(OuterRef("pk")), second=OuterRef("pk"))
    rows = Classmate.objects.filter(cohort=OuterRef("cohort"), pk__gt=OuterRef("pk"))
    return rows.filter(~Exists(apart))
