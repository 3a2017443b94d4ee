"""Clubs as networks: how many of each are reached and come, and whom nobody has reached yet.

Whoever may not be called is not counted. For class staff those to be reached are of their own classes, and
only clubs of such people are shown; who is reached counts in the whole club: a friend may be of any class.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Count

from reunion.events.models import Reunion
from reunion.outreach.family_answers import not_left_alone
from reunion.outreach.unwilling import without_unwilling
from reunion.roster.models import Classmate, ClassmateQuerySet, Club

from .coverage import REACHED
from .standing import with_standing

UNREACHED = ("unknown", "found")


class Mate(NamedTuple):
    pk: int
    homeroom_id: int | None
    standing: str


@dataclass(frozen=True)
class Network:
    club: Club
    people: int
    unreached: int
    reached: int
    coming: int

    @property
    def percent(self) -> int:
        return self.reached * 100 // self.people if self.people else 0


def members(reunion: Reunion, club: Club | None = None) -> ClassmateQuerySet:
    """With their `standing`; of one club, or everybody who may be called."""
    people = Classmate.objects.filter(cohort=reunion.cohort_id)
    people = people.filter(clubs=club) if club else people
    people = without_unwilling(not_left_alone(people.may_be_written_to()), reunion)
    return with_standing(people, reunion)


def roll(reunion: Reunion, club: Club) -> list[Mate]:
    """Everybody of one club in roster order, read once; whoever shows them reads a page of them."""
    people = members(reunion, club).in_roster_order()
    return [Mate(*row) for row in people.values_list("pk", "homeroom_id", "standing")]


def unreached(mates: list[Mate], *, homeroom_ids: frozenset[int] | None) -> list[int]:
    return [mate.pk for mate in mates if mate.standing in UNREACHED and _is_own(mate, homeroom_ids)]


def reached(mates: list[Mate]) -> list[int]:
    return [mate.pk for mate in mates if mate.standing in REACHED]


def coming(mates: list[Mate]) -> list[int]:
    return [mate.pk for mate in mates if mate.standing == "coming"]


def networks(reunion: Reunion, *, homeroom_ids: frozenset[int] | None) -> list[Network]:
    """Most people still to be reached first. Two questions, however many clubs there are."""
    counted = _counted(members(reunion))
    own = counted if homeroom_ids is None else _counted(members(reunion).in_homerooms(homeroom_ids))
    clubs = Club.objects.filter(cohort=reunion.cohort_id, pk__in=[pk for pk in own if pk])
    rows = [network(club, counted[club.pk], own[club.pk]) for club in clubs]
    return sorted(rows, key=lambda row: (-row.unreached, row.club.name))


def network_of(club: Club, mates: list[Mate], *, homeroom_ids: frozenset[int] | None) -> Network:
    counted = Counter(mate.standing for mate in mates)
    own = Counter(mate.standing for mate in mates if _is_own(mate, homeroom_ids))
    return network(club, counted, own)


def network(club: Club, counted: Counter, own: Counter) -> Network:
    return Network(
        club=club,
        people=sum(counted.values()),
        unreached=sum(own[standing] for standing in UNREACHED),
        reached=sum(counted[standing] for standing in REACHED),
        coming=counted["coming"],
    )


def _is_own(mate: Mate, homeroom_ids: frozenset[int] | None) -> bool:
    return homeroom_ids is None or mate.homeroom_id in homeroom_ids


def _counted(people: ClassmateQuerySet) -> dict[int, Counter]:
    found: dict[int, Counter] = defaultdict(Counter)
    groups = people.filter(clubs__isnull=False).order_by().values_list("clubs", "standing")
    for club, standing, number in groups.annotate(Count("pk")):
        found[club][standing] += number
    return found
