"""Who gets a card: the living classmates who may be written to, live at an address that is good enough, and
have neither answered nor been reached.

A registration that waits counts as no answer until a person has decided whose it is; reached is whom somebody
has told, or at whose home a card has arrived. An address is good enough when there is one reading of it,
certain or likely; where there are several, or none, a person chooses first. A teacher gets a letter where we
know the address and have no answer. Whoever is left out is counted once, under the first reason that holds.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from reunion.events.models import Reunion
from reunion.outreach.family_answers import not_left_alone
from reunion.outreach.models import ContactLog
from reunion.registrations.models import Registration
from reunion.roster.models import Classmate, ClassmateQuerySet, Teacher, YearbookAddress

from .models import Batch

Grade = YearbookAddress.Grade
GOOD_ENOUGH = (Grade.CERTAIN, Grade.LIKELY)
UNKNOWN_TODAY = _("いまの住所がまだ分からない人")


@dataclass(frozen=True)
class LeftOut:
    reason: str | Promise
    count: int

    @property
    def waits_for_a_choice(self) -> bool:
        """A person may still say where these live today."""
        return self.reason == UNKNOWN_TODAY


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
    signs = ContactLog.objects.filter(reunion=reunion).signs_of_life().of_classmate(OuterRef("pk"))
    return classmates.filter(~Exists(signs))


def addressees(reunion: Reunion) -> ClassmateQuerySet:
    return _steps(reunion)[-1][1]


def unknown_today(reunion: Reunion) -> ClassmateQuerySet:
    """Who would get a card, were it known where the address lies today."""
    return _steps(reunion)[-2][1].exclude(yearbook_address__grade__in=GOOD_ENOUGH)


def teachers(reunion: Reunion) -> QuerySet[Teacher]:
    return _teacher_steps(reunion)[-1][1]


def choice(reunion: Reunion, *, audience: str = Batch.Audience.UNANSWERED) -> Choice:
    if audience == Batch.Audience.TEACHERS:
        everyone, steps = Teacher.objects.filter(cohort=reunion.cohort), _teacher_steps(reunion)
        return _counted(everyone.count(), steps, certain=lambda rows: rows.count())
    everyone, steps = Classmate.objects.filter(cohort=reunion.cohort), _steps(reunion)
    return _counted(
        everyone.count(),
        steps,
        certain=lambda rows: rows.filter(yearbook_address__grade=Grade.CERTAIN).count(),
    )


def _counted(before: int, steps: list, *, certain: Callable) -> Choice:
    left_out = []
    for reason, rows in steps:
        after = rows.count()
        if before > after:
            left_out.append(LeftOut(reason, before - after))
        before = after
    return Choice(before, certain(steps[-1][1]), tuple(left_out))


def _steps(reunion: Reunion) -> list[tuple[Promise, ClassmateQuerySet]]:
    """Each reason to leave somebody out, with those who are left after it."""
    silent = unanswered(reunion)
    living = silent.living()
    writable = living.may_be_written_to()
    undisturbed = not_left_alone(writable)
    unreached = not_reached(reunion, undisturbed)
    printed = unreached.filter(yearbook_address__isnull=False).exclude(yearbook_address__printed_address="")
    used = printed.exclude(yearbook_address__decision=YearbookAddress.Decision.UNUSED)
    return [
        (_("返事のあった人"), silent),
        (_("亡くなった人"), living),
        (_("連絡を控える人"), writable),
        (_("ご家族のお知らせを確かめている人"), undisturbed),
        (_("もう伝わっている人"), unreached),
        (_("アルバムに住所のない人"), printed),
        (_("アルバムの住所を使わない人"), used),
        (UNKNOWN_TODAY, used.filter(yearbook_address__grade__in=GOOD_ENOUGH)),
    ]


def _teacher_steps(reunion: Reunion) -> list[tuple[Promise, QuerySet[Teacher]]]:
    answers = Registration.objects.answered().filter(reunion=reunion, teacher=OuterRef("pk"))
    silent = Teacher.objects.filter(~Exists(answers), cohort=reunion.cohort)
    living = silent.filter(deceased=False)
    writable = living.filter(do_not_contact=False)
    return [
        (_("返事のあった先生"), silent),
        (_("亡くなった先生"), living),
        (_("連絡を控える先生"), writable),
        (_("住所の分からない先生"), writable.exclude(address="")),
    ]
