"""Who gets a card: the living classmates who may be written to, live at an address that is good enough, and
have neither answered nor been reached.

A registration that waits counts as no answer until a person has decided whose it is; reached is whom somebody
has told, or at whose home a card has arrived. An address is good enough when there is one reading of it,
certain or likely; where there are several, or none, a person chooses first. An earlier card may forbid
another (earlier_cards.py). A teacher gets a letter where we know the address and have no answer. Whoever is
left out is counted once, under the first reason that holds.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from reunion.events.counting import counted
from reunion.events.models import Reunion
from reunion.outreach.family_answers import not_left_alone
from reunion.outreach.models import ContactLog
from reunion.registrations.models import Registration
from reunion.roster.models import Classmate, ClassmateQuerySet, Teacher, YearbookAddress

from .earlier_cards import (
    not_come_back,
    not_just_written_to,
    teachers_not_come_back,
    teachers_not_just_written_to,
)
from .models import Batch

Grade = YearbookAddress.Grade
GOOD_ENOUGH = (Grade.CERTAIN, Grade.LIKELY)
UNKNOWN_TODAY = "unknown_today"


@dataclass(frozen=True)
class Step:
    """A reason to leave somebody out, and who is left after it."""

    name: str
    reason: Promise
    rows: QuerySet


@dataclass(frozen=True)
class LeftOut:
    name: str
    reason: str | Promise
    count: int

    @property
    def waits_for_a_choice(self) -> bool:
        """A person may still say where these live today."""
        return self.name == UNKNOWN_TODAY


@dataclass(frozen=True)
class Choice:
    """Counts of people before a batch is made; `left_out` by reason, without those of nobody."""

    people: int
    certain: int
    left_out: tuple[LeftOut, ...]

    @property
    def is_of_nobody(self) -> bool:
        """There is no roster yet."""
        return not (self.people or self.left_out)


def unanswered(reunion: Reunion) -> ClassmateQuerySet:
    answers = Registration.objects.answered().filter(reunion=reunion, classmate=OuterRef("pk"))
    return Classmate.objects.filter(~Exists(answers), cohort=reunion.cohort)


def not_reached(reunion: Reunion, classmates: ClassmateQuerySet) -> ClassmateQuerySet:
    """Neither they nor the guest they became; a whole year is asked about, so each is read once."""
    signs = ContactLog.objects.filter(reunion=reunion).signs_of_life().order_by()
    themselves = signs.filter(classmate__isnull=False).values("classmate_id")
    guests = signs.filter(registration__classmate__isnull=False).values("registration__classmate_id")
    return classmates.exclude(pk__in=themselves).exclude(pk__in=guests)


def addressees(reunion: Reunion) -> ClassmateQuerySet:
    return _steps(reunion)[-1].rows


def left_out(reunion: Reunion, *, name: str) -> tuple[Step, QuerySet] | None:
    """The step of that name, with those who are left out by it; None when there is no such step."""
    for everybody, steps in (
        (Classmate.objects.filter(cohort=reunion.cohort), _steps(reunion)),
        (Teacher.objects.filter(cohort=reunion.cohort), _teacher_steps(reunion)),
    ):
        before = everybody
        for step in steps:
            if step.name == name:
                return step, before.exclude(pk__in=step.rows.order_by().values("pk"))
            before = step.rows
    return None


def unknown_today(reunion: Reunion) -> ClassmateQuerySet:
    """Who would get a card, were it known where the address lies today."""
    return left_out(reunion, name=UNKNOWN_TODAY)[1]


def teachers(reunion: Reunion) -> QuerySet[Teacher]:
    return _teacher_steps(reunion)[-1].rows


def choice(reunion: Reunion, *, audience: str = Batch.Audience.UNANSWERED) -> Choice:
    if audience == Batch.Audience.TEACHERS:
        steps = _teacher_steps(reunion)
        return _counted(reunion, Teacher.objects.filter(cohort=reunion.cohort), steps, certain=steps[-1].rows)
    steps = _steps(reunion)
    certain = steps[-1].rows.filter(yearbook_address__grade=Grade.CERTAIN)
    return _counted(reunion, Classmate.objects.filter(cohort=reunion.cohort), steps, certain=certain)


def _counted(reunion: Reunion, everybody: QuerySet, steps: Sequence[Step], *, certain: QuerySet) -> Choice:
    asked = {"everybody": everybody, "certain": certain} | {step.name: step.rows for step in steps}
    counts = counted(reunion, asked)
    lost, before = [], counts["everybody"]
    for step in steps:
        after = counts[step.name]
        if before > after:
            lost.append(LeftOut(step.name, step.reason, before - after))
        before = after
    return Choice(before, counts["certain"], tuple(lost))


def _steps(reunion: Reunion) -> list[Step]:
    silent = unanswered(reunion)
    living = silent.living()
    writable = living.may_be_written_to()
    undisturbed = not_left_alone(writable)
    unreached = not_reached(reunion, undisturbed)
    printed = unreached.filter(yearbook_address__isnull=False).exclude(yearbook_address__printed_address="")
    used = printed.exclude(yearbook_address__decision=YearbookAddress.Decision.UNUSED)
    known = used.filter(yearbook_address__grade__in=GOOD_ENOUGH)
    reachable = not_come_back(reunion, known)
    return [
        Step("answered", _("返事のあった人"), silent),
        Step("deceased", _("亡くなった人"), living),
        Step("do_not_contact", _("連絡を控える人"), writable),
        Step("family", _("ご家族のお知らせを確かめている人"), undisturbed),
        Step("reached", _("もう伝わっている人"), unreached),
        Step("no_address", _("アルバムに住所のない人"), printed),
        Step("unused_address", _("アルバムの住所を使わない人"), used),
        Step(UNKNOWN_TODAY, _("いまの住所がまだ分からない人"), known),
        Step("came_back", _("同じ住所から、はがきが戻った人"), reachable),
        Step("on_the_way", _("はがきを出して3週間たたない人"), not_just_written_to(reunion, reachable)),
    ]


def _teacher_steps(reunion: Reunion) -> list[Step]:
    answers = Registration.objects.answered().filter(reunion=reunion, teacher=OuterRef("pk"))
    silent = Teacher.objects.filter(~Exists(answers), cohort=reunion.cohort)
    living = silent.filter(deceased=False)
    writable = living.filter(do_not_contact=False)
    known = writable.exclude(address="")
    reachable = teachers_not_come_back(reunion, known)
    rested = teachers_not_just_written_to(reunion, reachable)
    return [
        Step("teachers_answered", _("返事のあった先生"), silent),
        Step("teachers_deceased", _("亡くなった先生"), living),
        Step("teachers_do_not_contact", _("連絡を控える先生"), writable),
        Step("teachers_no_address", _("住所の分からない先生"), known),
        Step("teachers_came_back", _("同じ住所から、手紙が戻った先生"), reachable),
        Step("teachers_on_the_way", _("手紙を出して3週間たたない先生"), rested),
    ]
