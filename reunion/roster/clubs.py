"""The clubs a file names beside a classmate. Somebody may have been in several; a file only ever adds."""

import re
from collections import defaultdict
from collections.abc import Iterable

from django.utils.translation import gettext as _

from .models import Classmate, Club, Cohort
from .row_changes import Change
from .yearbook import RosterRow

BETWEEN = re.compile(r"[・、,，/／;；\n]+")
Membership = tuple[int, int]  # ids of a classmate and a club
NO_CLUB = {"", "なし", "無し", "無", "-", "−", "ー", "―", "帰宅部"}
ROWS_AT_ONCE = 1000


def club_names(text: str) -> list[str]:
    """「野球部・書道部」 as two names."""
    names = (name.strip() for name in BETWEEN.split(text))
    return [
        name[: Club._meta.get_field("name").max_length]
        for name in dict.fromkeys(names)
        if name not in NO_CLUB
    ]


def write_clubs(
    cohort: Cohort, people: Iterable[tuple[Classmate, RosterRow]]
) -> dict[int, tuple[Change, ...]]:
    """By the ids of the classmates with a new club; `people` are saved, each with the row about them."""
    named = [(person.pk, name) for person, row in people for name in club_names(row.club)]
    clubs = _clubs(cohort, {name for _person, name in named})
    member = Classmate.clubs.through
    known = set(
        member.objects.filter(classmate__cohort=cohort).values_list("classmate_id", "club_id")
        if named
        else ()
    )
    wanted = {(person, clubs[name].pk): None for person, name in named}
    new = [pair for pair in wanted if pair not in known]
    member.objects.bulk_create(
        [member(classmate_id=person, club_id=club) for person, club in new], batch_size=ROWS_AT_ONCE
    )
    return _told({club.pk: club.name for club in clubs.values()}, known, new)


def _told(
    names: dict[int, str], known: set[Membership], new: list[Membership]
) -> dict[int, tuple[Change, ...]]:
    before, after = defaultdict(list), defaultdict(list)
    for person, club in known:
        before[person].append(names.get(club, ""))
    for person, club in new:
        after[person].append(names[club])
    label, between = str(_("部活")), "・"
    return {
        person: (Change(label, between.join(before[person]), between.join([*before[person], *added])),)
        for person, added in after.items()
    }


def _clubs(cohort: Cohort, names: set[str]) -> dict[str, Club]:
    clubs = {club.name: club for club in Club.objects.filter(cohort=cohort)} if names else {}
    new = [Club(cohort=cohort, name=name) for name in sorted(names - set(clubs))]
    return clubs | {club.name: club for club in Club.objects.bulk_create(new)}
