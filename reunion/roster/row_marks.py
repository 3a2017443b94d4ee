"""How a row of a file is known again: by the place and name it had, and by what it said.

Staff may correct a classmate's class, number or name after an import. The row that made the classmate still
finds them, because its own place and name are remembered with them, as a digest. A second digest tells
whether the row says anything new since. Both are short: they compare, they protect nothing.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable

from reunion.lib.names import name_key

from .models import Classmate
from .yearbook import RosterRow

NOT_SAID = {"row", "sheet", "doubts"}


def place_marks(rows: Iterable[RosterRow]) -> list[str]:
    """One mark for each row; rows equal in class, number and name are told apart by their order."""
    seen: Counter = Counter()
    marks = []
    for row in rows:
        place = (row.grade, row.homeroom, row.number, name_key(row.family_name + row.given_name))
        seen[place] += 1
        marks.append(_digest((*place, seen[place])))
    return marks


def marks_of(classmate: Classmate) -> set[str]:
    """Of the row that made this classmate, and of one that would name them as they stand now."""
    room = classmate.homeroom
    grade, label = (room.grade, room.label) if room else ("", "")
    name = name_key(classmate.family_name + classmate.given_name)
    return {classmate.imported_as, _digest((grade, label, classmate.number, name, 1))} - {""}


def text_mark(row: RosterRow) -> str:
    """Changes when anything the row says changes; where it stands and what was doubted do not count."""
    return _digest(tuple(value for name, value in vars(row).items() if name not in NOT_SAID))


def _digest(parts: tuple) -> str:
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:16]
