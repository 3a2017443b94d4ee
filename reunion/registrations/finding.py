"""Which classmate a registration belongs to.

A registration is tied only when exactly one classmate can be meant: same class, same name in kanji (shapes of
one character count as the same), and a reading that does not speak against it. The name may be the one of
school days or the one of today. Without a class the whole year must know the name only once, in kanji and
kana. Everything else waits for a person, with a reason and with the classmates who come into question:
namesakes, a contradicting reading, a class in which nobody has that name, somebody who has already answered,
somebody the roster knows to have died. A wrong tie would send one person's money to another.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from django.utils.translation import gettext_noop

from reunion.events.models import Reunion

from .candidates import classroom_of, namesakes_of
from .likeness import Candidate, Likeness, Typed, is_complete, is_in_kana, likeness_of, same_name

MOST_CANDIDATES = 8


class Outcome(Enum):
    """What was found, with the sentence for the committee: Japanese as stored, translated when shown."""

    TIED = ""
    NOBODY = gettext_noop("名簿に同じ名前の人が見つかりません")
    SEVERAL = gettext_noop("同じ名前の人が名簿に2人以上います")
    READING_DIFFERS = gettext_noop("名簿と読みがなが違います")
    WRITING_DIFFERS = gettext_noop("読みは同じですが、名簿と漢字が違います")
    OTHER_CLASS = gettext_noop("書かれた組には、この名前の人がいません")
    CLASS_MISSING = gettext_noop("組が書かれていないため、どなたか決められません")
    ANSWERED = gettext_noop("同じ人の申込がもうあります")
    ASK_FIRST = gettext_noop("名簿の記録と照らして、確認が必要です")


@dataclass(frozen=True)
class Finding:
    """`classmate_id` is who it surely is, also when that one has answered already; candidates best first."""

    outcome: Outcome
    classmate_id: int | None = None
    candidates: tuple[int, ...] = ()

    @property
    def is_tied(self) -> bool:
        return self.outcome is Outcome.TIED

    @property
    def has_answered(self) -> bool:
        return self.outcome is Outcome.ANSWERED

    @property
    def reason(self) -> str:
        return self.outcome.value

    @property
    def person(self) -> dict[str, int | None]:
        return {"classmate_id": self.classmate_id}


def find(typed: Typed, candidates: Iterable[Candidate]) -> Finding:
    likeness = {candidate: likeness_of(typed, candidate) for candidate in candidates}
    if typed.class_given:
        return _find_in_class(typed, likeness)
    return _find_in_cohort(typed, likeness)


def find_classmate(reunion: Reunion, typed: Typed) -> Finding:
    """Reads the class first, and the namesakes of the whole year only when the class does not decide."""
    classroom = classroom_of(reunion, typed)
    finding = find(typed, classroom) if classroom else None
    if finding and finding.outcome in (Outcome.TIED, Outcome.SEVERAL, Outcome.ANSWERED, Outcome.ASK_FIRST):
        return finding
    return find(typed, {*classroom, *namesakes_of(reunion, typed)})


def _find_in_class(typed: Typed, likeness: dict[Candidate, Likeness]) -> Finding:
    near = {c: found for c, found in likeness.items() if c.homeroom_id == typed.homeroom_id is not None}
    same = _told_apart_by_current_name(typed, _with(near, Likeness.SAME))
    if len(same) == 1 and not _could_be_another(typed, near, same[0]):
        return _one(same[0])
    if same:
        return Finding(Outcome.SEVERAL, candidates=_best_first(typed, near))
    elsewhere = Outcome.OTHER_CLASS if _with(likeness, Likeness.SAME) else Outcome.NOBODY
    outcome = _doubt(near) or elsewhere
    return Finding(outcome, candidates=_best_first(typed, likeness))


def _find_in_cohort(typed: Typed, likeness: dict[Candidate, Likeness]) -> Finding:
    same = _with(likeness, Likeness.SAME)
    candidates = _best_first(typed, likeness)
    if len(same) > 1:
        return Finding(Outcome.SEVERAL, candidates=candidates)
    if same and is_complete(typed) and not _could_be_another(typed, likeness, same[0]):
        return _one(same[0])
    if same:
        return Finding(Outcome.CLASS_MISSING, candidates=candidates)
    return Finding(_doubt(likeness) or Outcome.NOBODY, candidates=candidates)


def _one(candidate: Candidate) -> Finding:
    if candidate.deceased:
        return Finding(Outcome.ASK_FIRST, candidates=(candidate.id,))
    if candidate.answered:
        return Finding(Outcome.ANSWERED, candidate.id, (candidate.id,))
    return Finding(Outcome.TIED, candidate.id, (candidate.id,))


def _told_apart_by_current_name(typed: Typed, same: list[Candidate]) -> list[Candidate]:
    """Two namesakes in one class: only a name of today known to the roster tells them apart."""
    if len(same) < 2 or not typed.current_family_name:
        return same
    known = [c for c in same if same_name(c.current_family_name, typed.current_family_name)]
    return known if len(known) == 1 else same


def _could_be_another(typed: Typed, likeness: dict[Candidate, Likeness], found: Candidate) -> bool:
    """A name in kana only may also be that of a classmate whose reading the roster does not know."""
    return is_in_kana(typed) and any(
        not (other.family_kana and other.given_kana)
        for other in likeness
        if other != found and same_name(other.family_name, found.family_name)
    )


def _doubt(likeness: dict[Candidate, Likeness]) -> Outcome | None:
    if _with(likeness, Likeness.READING_DIFFERS):
        return Outcome.READING_DIFFERS
    return Outcome.WRITING_DIFFERS if _with(likeness, Likeness.WRITING_DIFFERS) else None


def _with(likeness: dict[Candidate, Likeness], wanted: Likeness) -> list[Candidate]:
    return [candidate for candidate, found in likeness.items() if found is wanted]


def _best_first(typed: Typed, likeness: dict[Candidate, Likeness]) -> tuple[int, ...]:
    """The own class first, then by likeness; who only shares a common surname is left out elsewhere."""

    def order(candidate: Candidate) -> tuple:
        return likeness[candidate].value, candidate.homeroom_id != typed.homeroom_id, candidate.id

    named = [
        c
        for c, found in likeness.items()
        if found.value <= Likeness.SAME_GIVEN_NAME.value
        or (found is Likeness.SAME_FAMILY and c.homeroom_id == typed.homeroom_id)
    ]
    return tuple(c.id for c in sorted(named, key=order)[:MOST_CANDIDATES])
