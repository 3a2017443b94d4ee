"""The classmates from whom a person chooses whose registration it is.

Those whom finding considers come first, with what agrees and what does not; a search over the roster offers
others. Who has answered already, or is marked as deceased, is shown but cannot be chosen.
"""

from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from reunion.lib.kana import hiragana
from reunion.roster.models import Classmate

from .candidates import numbered
from .finding import find_classmate
from .likeness import Likeness, Typed, likeness_of
from .models import Registration

MOST_FOUND = 20
IN_WORDS = {
    Likeness.SAME: _("名前が同じです"),
    Likeness.READING_DIFFERS: _("漢字は同じで、読みがなが違います"),
    Likeness.WRITING_DIFFERS: _("読みがなは同じで、漢字が違います"),
    Likeness.SAME_GIVEN_NAME: _("同じ組で、下の名前が同じです"),
    Likeness.SAME_FAMILY: _("名字が同じです"),
    Likeness.NONE: _("名前は似ていません"),
}


@dataclass(frozen=True)
class Choice:
    classmate: Classmate
    likeness: Likeness
    answer: Registration | None  # what this classmate has answered already

    @property
    def is_possible(self) -> bool:
        return self.answer is None and not self.classmate.deceased

    @property
    def is_namesake(self) -> bool:
        return self.likeness is Likeness.SAME

    @property
    def in_words(self) -> str:
        return IN_WORDS[self.likeness]


def choices(registration: Registration, *, search: str = "") -> list[Choice]:
    """Best first. With `search`, the classmates of the year whose names hold every word of it."""
    reunion, typed = registration.reunion, Typed.of(registration)
    ids = _searched(registration, search) if search.strip() else find_classmate(reunion, typed).candidates
    classmates = Classmate.objects.select_related("homeroom").in_bulk(ids)
    answers = Registration.objects.answered().filter(reunion=reunion, classmate_id__in=ids)
    answer_of = {answer.classmate_id: answer for answer in answers}
    found = [
        Choice(classmates[candidate.id], likeness_of(typed, candidate), answer_of.get(candidate.id))
        for candidate in numbered(reunion, ids)
    ]
    place = {number: order for order, number in enumerate(ids)}
    return sorted(found, key=lambda choice: place[choice.classmate.pk])


def _searched(registration: Registration, search: str) -> list[int]:
    rows = Classmate.objects.filter(cohort_id=registration.reunion.cohort_id)
    for word in search.split():
        kana = hiragana(word)
        rows = rows.filter(
            Q(family_name__contains=word)
            | Q(given_name__contains=word)
            | Q(current_family_name__contains=word)
            | Q(family_kana__contains=kana)
            | Q(given_kana__contains=kana)
        )
    return list(rows.in_roster_order().values_list("pk", flat=True)[:MOST_FOUND])
