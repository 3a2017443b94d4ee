"""Which classmate a row of a file means; nobody is merged with somebody else, and nobody is doubled.

First the classmate this very row once made; where that record was merged into another one, the row means the
other and says nothing. Then the one in the same class with the same number and name.
Then, where one side has no number, the only one in the class with that name. A row whose number belongs to
somebody whom the file does not know is left out, because it may be the same person under another name. The
same name with another number is another person, with a mark.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from reunion.lib.names import name_key

from .models import Classmate


@dataclass(frozen=True)
class Row:
    """What tells a person in a file: the row's own mark, the class, the number and the name."""

    mark: str
    homeroom_id: int | None
    number: int | None
    name: str

    @property
    def key(self) -> tuple[int | None, str]:
        return self.homeroom_id, name_key(self.name)


@dataclass(frozen=True)
class Match:
    """The classmate a row means (None: somebody new), or why it is left out; `doubt` marks somebody new.

    `was_merged`: the row made a record that is part of this classmate's today.
    """

    classmate: Classmate | None = None
    left_out: str = ""
    doubt: str = ""
    was_merged: bool = False


class Roster:
    """The classmates of one cohort, each given to at most one row."""

    def __init__(self, classmates: Iterable[Classmate]) -> None:
        self.by_mark: dict[str, Classmate] = {}
        self.by_number: dict[tuple, list[Classmate]] = defaultdict(list)
        self.by_name: dict[tuple, list[Classmate]] = defaultdict(list)
        self.by_id: dict[int, Classmate] = {}
        self.given: set[int] = set()
        for classmate in classmates:
            self.by_id[classmate.pk] = classmate
            if classmate.imported_as:
                self.by_mark.setdefault(classmate.imported_as, classmate)
            if classmate.homeroom_id and classmate.number is not None:
                self.by_number[classmate.homeroom_id, classmate.number].append(classmate)
            self.by_name[classmate.homeroom_id, _name(classmate)].append(classmate)

    def free(self, classmates: Iterable[Classmate]) -> list[Classmate]:
        return [classmate for classmate in classmates if classmate.pk not in self.given]


def matches(
    rows: Sequence[Row], classmates: Iterable[Classmate], merged: Mapping[str, int] | None = None
) -> list[Match]:
    """One match for each row, in their order. `merged`: ids of classmates by the marks of merged rows."""
    roster, found = Roster(classmates), {}
    merged = {} if merged is None else {mark: roster.by_id.get(pk) for mark, pk in merged.items()}
    for place, row in enumerate(rows):
        _give(roster, found, place, _by_mark(roster, row))
    places = [
        (place, row) for place, row in enumerate(rows) if place not in found and not merged.get(row.mark)
    ]
    for place, row in places:
        _give(roster, found, place, _by_number_and_name(roster, row))
    open_names = Counter(row.key for place, row in places if place not in found)
    for place, row in places:
        if place not in found and open_names[row.key] == 1:
            _give(roster, found, place, _by_name_alone(roster, row))
    return [_match(roster, found.get(place), merged.get(row.mark), row) for place, row in enumerate(rows)]


def _match(roster: Roster, found: Classmate | None, merged_into: Classmate | None, row: Row) -> Match:
    if found is not None:
        return Match(found)
    return Match(merged_into, was_merged=True) if merged_into else _somebody_new(roster, row)


def _give(roster: Roster, found: dict[int, Classmate], place: int, classmate: Classmate | None) -> None:
    if classmate is not None:
        found[place] = classmate
        roster.given.add(classmate.pk)


def _by_mark(roster: Roster, row: Row) -> Classmate | None:
    return roster.by_mark.get(row.mark)


def _by_number_and_name(roster: Roster, row: Row) -> Classmate | None:
    there = roster.free(roster.by_number.get((row.homeroom_id, row.number), ()))
    return next((classmate for classmate in there if _name(classmate) == row.key[1]), None)


def _by_name_alone(roster: Roster, row: Row) -> Classmate | None:
    """Only where a number is missing: two numbers are two people."""
    there = roster.free(roster.by_name.get(row.key, ()))
    if len(there) == 1 and (row.number is None or there[0].number is None):
        return there[0]
    return None


def _somebody_new(roster: Roster, row: Row) -> Match:
    there = roster.by_number.get((row.homeroom_id, row.number), [])
    strangers = roster.free(there)
    if strangers:
        words = {"number": row.number, "name": strangers[0].school_name}
        return Match(left_out=_("名簿では、同じ組の%(number)s番は%(name)sさんです。") % words)
    if any(_name(classmate) == row.key[1] for classmate in there):
        return Match(left_out=_("同じ組の同じ番号に、同じ名前の人がもういます。"))
    namesakes = roster.free(roster.by_name.get(row.key, ()))
    if namesakes and row.homeroom_id:
        return Match(doubt=_("名簿の同じ組に、同じ名前の人がもういます。"))
    return Match()


def _name(classmate: Classmate) -> str:
    return name_key(classmate.family_name + classmate.given_name)
