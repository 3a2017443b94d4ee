"""The class a row names, made when the cohort does not have it yet.

Some files say 3-A and some only A. A class without a grade is the one class of that label the cohort has; a
class of the same label whose grade was never said is the same class too, and from then on has that grade;
but where a file knows the label in several grades, nobody can say which one was meant, and each is a class of
its own. What holds no letter or digit, such as a question mark, is no class.
"""

from collections import Counter
from collections.abc import Iterable

from .models import Cohort, Homeroom
from .yearbook import RosterRow

Place = tuple[str, str]


def homerooms_of(cohort: Cohort, rows: Iterable[RosterRow]) -> dict[Place, Homeroom]:
    """Homerooms by (grade, label) as the rows write them."""
    known = list(Homeroom.objects.filter(cohort=cohort))
    places = list(dict.fromkeys((row.grade, row.homeroom) for row in rows))
    grades_of = Counter(label for grade, label in places if grade)
    found: dict[Place, Homeroom] = {}
    for place in places:
        if any(character.isalnum() for character in place[1]):
            is_only_grade = grades_of[place[1]] == 1
            found[place] = _known(known, place, is_only_grade) or _made(cohort, known, place)
    return found


def _known(known: list[Homeroom], place: Place, is_only_grade: bool) -> Homeroom | None:
    grade, label = place
    same_label = [room for room in known if room.label == label]
    exact = [room for room in same_label if room.grade == grade]
    if exact:
        return exact[0]
    if not grade:
        return same_label[0] if len(same_label) == 1 else None
    ungraded = [room for room in same_label if not room.grade]
    return _graded(ungraded[0], grade) if ungraded and is_only_grade else None


def _graded(room: Homeroom, grade: str) -> Homeroom:
    room.grade = grade
    room.save(update_fields=["grade"])
    return room


def _made(cohort: Cohort, known: list[Homeroom], place: Place) -> Homeroom:
    room = Homeroom.objects.create(cohort=cohort, grade=place[0], label=place[1])
    known.append(room)
    return room
