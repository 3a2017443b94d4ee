"""Who may stand in the roster twice.

Two living classmates of the year whose names sound the same or are written the same. They need not be one
person: a year of 360 has its namesakes. So nothing is ever merged without somebody who looks.
"""

from django.db.models import Exists, OuterRef, Q

from .models import Classmate, ClassmateQuerySet


def maybe_twice(classmates: ClassmateQuerySet) -> ClassmateQuerySet:
    """Those of `classmates` with a namesake in the year; namesakes stand beside each other."""
    return classmates.filter(Exists(_sounding_the_same()) | Exists(_written_the_same())).order_by(
        "family_kana", "given_kana", "family_name", "given_name", "id"
    )


def namesakes(classmate: Classmate) -> ClassmateQuerySet:
    """With whom this one may be the same person."""
    same = Q(family_name=classmate.family_name, given_name=classmate.given_name) & ~Q(given_name="")
    if classmate.family_kana and classmate.given_kana:
        same |= Q(family_kana=classmate.family_kana, given_kana=classmate.given_kana)
    others = Classmate.objects.filter(same, cohort=classmate.cohort_id).exclude(pk=classmate.pk)
    return others.in_roster_order()


def _sounding_the_same() -> ClassmateQuerySet:
    return (
        Classmate.objects.filter(
            cohort=OuterRef("cohort"),
            family_kana=OuterRef("family_kana"),
            given_kana=OuterRef("given_kana"),
        )
        .exclude(family_kana="")
        .exclude(given_kana="")
        .exclude(pk=OuterRef("pk"))
    )


def _written_the_same() -> ClassmateQuerySet:
    return Classmate.objects.filter(
        cohort=OuterRef("cohort"),
        family_name=OuterRef("family_name"),
        given_name=OuterRef("given_name"),
    ).exclude(Q(given_name="") | Q(pk=OuterRef("pk")))
