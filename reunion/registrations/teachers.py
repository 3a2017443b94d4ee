"""Which teacher a reply through the teachers' door belongs to.

It is tied only when the roster of the year has exactly one living teacher of that family and given name who
may be written to, in whatever shape of the characters, and no reading speaks against it. Everything else
waits for a person, who chooses among the year's teachers. Such a reply is never tied to a classmate by
itself: nobody is asked for money because of a namesake.
"""

from dataclasses import dataclass
from enum import Enum

from django.db.models import Q
from django.utils.translation import gettext_noop

from reunion.events.models import Reunion
from reunion.lib.kana import hiragana
from reunion.roster.models import Teacher

from .comparing import IN_WORDS
from .likeness import Candidate, Likeness, Typed, is_in_kana, likeness_of
from .models import Registration

MOST_SHOWN = 20


class TeacherOutcome(Enum):
    """What was found, with the sentence for the committee: Japanese as stored, translated when shown."""

    TIED = ""
    NOBODY = gettext_noop("名簿に同じ名前の先生が見つかりません")
    SEVERAL = gettext_noop("同じ名前の先生が名簿に2人以上います")
    READING_DIFFERS = gettext_noop("名簿の先生と読みがなが違います")
    ANSWERED = gettext_noop("この先生のお返事がもうあります")
    ASK_FIRST = gettext_noop("名簿の記録と照らして、確認が必要です")


@dataclass(frozen=True)
class TeacherFinding:
    """`teacher_id` is who it surely is, also when that one has answered already."""

    outcome: TeacherOutcome
    teacher_id: int | None = None

    @property
    def is_tied(self) -> bool:
        return self.outcome is TeacherOutcome.TIED

    @property
    def has_answered(self) -> bool:
        return self.outcome is TeacherOutcome.ANSWERED

    @property
    def reason(self) -> str:
        return self.outcome.value

    @property
    def person(self) -> dict[str, int | None]:
        return {"teacher_id": self.teacher_id}


@dataclass(frozen=True)
class TeacherChoice:
    """A teacher beside the reply, for a person to choose. `answer` is what this one has answered already."""

    teacher: Teacher
    likeness: Likeness
    answer: Registration | None

    @property
    def is_possible(self) -> bool:
        return self.answer is None and not self.teacher.deceased

    @property
    def is_namesake(self) -> bool:
        return self.likeness is Likeness.SAME

    @property
    def in_words(self) -> str:
        return IN_WORDS[self.likeness]


def find_teacher(reunion: Reunion, typed: Typed) -> TeacherFinding:
    likeness = {
        teacher: _likeness(typed, teacher) for teacher in Teacher.objects.filter(cohort=reunion.cohort)
    }
    same = [teacher for teacher, found in likeness.items() if found is Likeness.SAME]
    reachable = [teacher for teacher in same if not teacher.deceased and not teacher.do_not_contact]
    if len(reachable) > 1:
        return TeacherFinding(TeacherOutcome.SEVERAL)
    if reachable:
        return _one(reunion, reachable[0])
    if same:
        return TeacherFinding(TeacherOutcome.ASK_FIRST)
    differs = Likeness.READING_DIFFERS in likeness.values()
    return TeacherFinding(TeacherOutcome.READING_DIFFERS if differs else TeacherOutcome.NOBODY)


def teacher_choices(registration: Registration, *, search: str = "") -> list[TeacherChoice]:
    """The teachers of the year, the likest first; with `search`, those whose names hold every word of it."""
    typed = Typed.of(registration)
    teachers = _searched(registration.reunion, search)
    given = Registration.objects.answered().filter(reunion=registration.reunion, teacher__isnull=False)
    answers = {answer.teacher_id: answer for answer in given}
    found = [TeacherChoice(t, _likeness(typed, t), answers.get(t.pk)) for t in teachers]
    return sorted(found, key=lambda choice: choice.likeness.value)[:MOST_SHOWN]


def _one(reunion: Reunion, teacher: Teacher) -> TeacherFinding:
    answers = Registration.objects.answered().filter(reunion=reunion, teacher=teacher)
    outcome = TeacherOutcome.ANSWERED if answers.exists() else TeacherOutcome.TIED
    return TeacherFinding(outcome, teacher.pk)


def _likeness(typed: Typed, teacher: Teacher) -> Likeness:
    """As between classmates; a name without its given half, or in kana only, is never the same."""
    names = (teacher.family_name, teacher.given_name, teacher.family_kana, teacher.given_kana)
    found = likeness_of(typed, Candidate(teacher.pk, teacher.homeroom_id or 0, *names, "", "", False, False))
    is_sure = typed.given_name and teacher.given_name and not is_in_kana(typed)
    return found if is_sure or found is not Likeness.SAME else Likeness.SAME_FAMILY


def _searched(reunion: Reunion, search: str) -> list[Teacher]:
    rows = Teacher.objects.filter(cohort_id=reunion.cohort_id).select_related("homeroom")
    for word in search.split():
        kana = hiragana(word)
        rows = rows.filter(
            Q(family_name__contains=word)
            | Q(given_name__contains=word)
            | Q(family_kana__contains=kana)
            | Q(given_kana__contains=kana)
        )
    return list(rows)
