"""How far each class is: who looks after it, what share is reached, and when anybody was last called.

A class without staff comes first, then the one of which the smallest share is reached. Reached is whoever
gave a sign of life or answered. Whom nobody may call is not counted.
"""

import datetime as dt
from collections import Counter, defaultdict
from dataclasses import dataclass

from django.db.models import Count, Max

from reunion.events.models import Reunion
from reunion.outreach.assignment import staff_by_homeroom
from reunion.outreach.called import BY_CALL
from reunion.outreach.family_answers import not_left_alone
from reunion.outreach.models import ContactLog
from reunion.outreach.unwilling import without_unwilling
from reunion.roster.models import Classmate, Homeroom

from .standing import with_standing

REACHED = ("reached", "coming", "declined")


@dataclass(frozen=True)
class Row:
    """One class; `homeroom` None are those of whom nobody knows it."""

    homeroom: Homeroom | None
    staff: tuple[str, ...]
    people: int
    reached: int
    last_call_at: dt.datetime | None

    @property
    def percent(self) -> int:
        return self.reached * 100 // self.people if self.people else 0

    @property
    def need(self) -> tuple:
        """The smaller, the sooner it needs help."""
        return bool(self.staff) or self.homeroom is None, self.people == 0, self.percent


@dataclass(frozen=True)
class Coverage:
    rows: tuple[Row, ...]

    @property
    def classes(self) -> int:
        return sum(1 for row in self.rows if row.homeroom)

    @property
    def staffed(self) -> int:
        return sum(1 for row in self.rows if row.homeroom and row.staff)


def coverage(reunion: Reunion) -> Coverage:
    """Four questions, however many classes there are."""
    standings = _standings(reunion)
    calls = ContactLog.objects.filter(reunion=reunion, way__in=BY_CALL, classmate__isnull=False).order_by()
    last = dict(calls.values_list("classmate__homeroom_id").annotate(Max("at")))
    staff = staff_by_homeroom(reunion)
    rooms: list[Homeroom | None] = list(Homeroom.objects.filter(cohort=reunion.cohort_id))
    if None in standings:
        rooms.append(None)
    rows = [_row(room, standings, staff, last) for room in rooms]
    return Coverage(tuple(sorted(rows, key=lambda row: row.need)))


def _standings(reunion: Reunion) -> dict[int | None, Counter]:
    people = Classmate.objects.filter(cohort=reunion.cohort_id).may_be_written_to()
    people = without_unwilling(not_left_alone(people), reunion)
    groups = with_standing(people, reunion).order_by()
    standings: dict[int | None, Counter] = defaultdict(Counter)
    for room, standing, number in groups.values_list("homeroom_id", "standing").annotate(Count("id")):
        standings[room][standing] += number
    return standings


def _row(room: Homeroom | None, standings: dict, staff: dict, last: dict) -> Row:
    number = room.pk if room else None
    counter = standings.get(number, Counter())
    return Row(
        homeroom=room,
        staff=tuple(staff.get(number, ())),
        people=sum(counter.values()),
        reached=sum(counter[standing] for standing in REACHED),
        last_call_at=last.get(number),
    )
