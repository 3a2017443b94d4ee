"""The figures of the first page: found, coming, declined, and the same class by class.

Every figure is counted by the same question as the list it leads to, so that the two never differ. Class
staff see their own classes. One query counts everybody, however many there are.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass

from django.db.models import CharField, Count, QuerySet, Value

from reunion.events.models import Reunion
from reunion.outreach.assignment import staff_by_homeroom
from reunion.roster.models import Classmate, Homeroom

from .standing import with_standing


@dataclass(frozen=True)
class Row:
    """A class on the board. Each number counts everybody further on, too: who comes is reached and found."""

    homeroom: Homeroom | None
    staff: tuple[str, ...]
    total: int
    coming: int
    declined: int
    reached: int
    found: int

    @property
    def known(self) -> int:
        """Those found or reached who have not answered."""
        return self.found - self.coming - self.declined

    @property
    def unknown(self) -> int:
        return self.total - self.found


@dataclass(frozen=True)
class Board:
    rows: tuple[Row, ...]

    @property
    def total(self) -> int:
        return sum(row.total for row in self.rows)

    @property
    def coming(self) -> int:
        return sum(row.coming for row in self.rows)

    @property
    def declined(self) -> int:
        return sum(row.declined for row in self.rows)

    @property
    def found(self) -> int:
        return sum(row.found for row in self.rows)

    @property
    def without_staff(self) -> int:
        """Classes that nobody looks after."""
        return sum(1 for row in self.rows if row.homeroom and not row.staff)

    @property
    def untouched(self) -> int:
        """Classes of which nobody is known."""
        return sum(1 for row in self.rows if row.homeroom and not row.found)


def board(reunion: Reunion, *, homeroom_ids: frozenset[int] | None) -> Board:
    """`homeroom_ids` None means every class, and those without one in a row of their own."""
    homerooms, counts = _homerooms_and_counts(reunion, homeroom_ids)
    if None in counts:
        homerooms.append(None)
    staff = staff_by_homeroom(reunion)
    return Board(tuple(row(homeroom, counts, staff) for homeroom in homerooms))


def row(homeroom: Homeroom | None, counts: dict[int | None, Counter], staff: dict[int, list[str]]) -> Row:
    number = homeroom.id if homeroom else None
    count = counts.get(number, Counter())
    reached = count["reached"] + count["coming"] + count["declined"]
    return Row(
        homeroom=homeroom,
        staff=tuple(staff.get(number, ())),
        total=sum(count.values()),
        coming=count["coming"],
        declined=count["declined"],
        reached=reached,
        found=reached + count["found"],
    )


def _homerooms_and_counts(
    reunion: Reunion, homeroom_ids: frozenset[int] | None
) -> tuple[list[Homeroom | None], dict[int | None, Counter]]:
    """All classes in their order, and what `standing_counts` tells; in one question."""
    rooms = Homeroom.objects.filter(cohort=reunion.cohort_id).order_by()
    rooms = rooms if homeroom_ids is None else rooms.filter(pk__in=homeroom_ids)
    nobody, word = Value(0), Value("", output_field=CharField())
    listed = rooms.values_list("pk", word, nobody, "grade", "label")
    standing = _standing(reunion, homeroom_ids)
    standing = standing.annotate(no_grade=word, no_label=word)
    standing = standing.values_list("homeroom_id", "standing", "people", "no_grade", "no_label")
    homerooms, counts = [], defaultdict(Counter)
    for number, where, people, grade, label in listed.union(standing, all=True).order_by("grade", "label"):
        if where:
            counts[number][where] += people
        else:
            homerooms.append(Homeroom(pk=number, cohort_id=reunion.cohort_id, grade=grade, label=label))
    return homerooms, dict(counts)


def standing_counts(reunion: Reunion, *, homeroom_ids: frozenset[int] | None) -> dict[int | None, Counter]:
    """How many classmates of each homeroom stand where; the key None is for those without a homeroom."""
    counts: dict[int | None, Counter] = defaultdict(Counter)
    groups = _standing(reunion, homeroom_ids).values_list("homeroom_id", "standing", "people")
    for number, standing, people in groups:
        counts[number][standing] += people
    return dict(counts)


def _standing(reunion: Reunion, homeroom_ids: frozenset[int] | None) -> QuerySet:
    classmates = Classmate.objects.filter(cohort=reunion.cohort).in_homerooms(homeroom_ids)
    groups = with_standing(classmates, reunion).order_by().values("homeroom_id", "standing")
    return groups.annotate(people=Count("id"))
