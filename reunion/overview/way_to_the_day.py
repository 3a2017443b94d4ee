"""How sign-ups grew day by day, what moved them, and what comes next: all of it in one question.

The curve counts living classmates by the day on which they first answered, as they stand now: who comes (the
waiting list too) and who declined; so its end is the number on the board. What moved it: the page opened,
cards were posted (printed, where nobody has said when they were posted), an announcement went out. Whoever
cancels leaves the curve. Class staff see the curve of their own classes.
"""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from django.db.models import CharField, Count, DateField, F, QuerySet, Value
from django.db.models.functions import Cast, Coalesce, TruncDate
from django.utils import timezone

from reunion.events.days import AS_FAR_AS_THE_HOUR, day_of, hour_of
from reunion.events.models import Milestone, Reunion
from reunion.notices.models import Announcement
from reunion.postcards.models import Batch
from reunion.registrations.models import Registration, State

COMES, DECLINES, NEXT = "comes", "declines", "next"
PAGE_OPENED, CARDS, CARDS_TO_TEACHERS, ANNOUNCED = "page_opened", "cards", "cards_to_teachers", "announced"
MOST_NEXT = 3


@dataclass(frozen=True)
class Moved:
    """Something that moves sign-ups; `words` are the subject of an announcement or the name of a batch."""

    day: dt.date
    what: str
    words: str


@dataclass(frozen=True)
class Step:
    """What is due next; `step` is a Milestone.Step or empty, then `words` is its name."""

    day: dt.date
    step: str
    words: str

    @property
    def title(self) -> str:
        return self.words or str(Milestone.Step(self.step).label)

    @property
    def days_left(self) -> int:
        return (self.day - timezone.localdate()).days


@dataclass(frozen=True)
class Way:
    """Added up at the end of each day on which something changed, oldest first."""

    days: tuple[dt.date, ...]
    coming: tuple[int, ...]
    declined: tuple[int, ...]
    moved: tuple[Moved, ...]
    next_steps: tuple[Step, ...]
    deadline: dt.date
    today: dt.date

    @property
    def coming_now(self) -> int:
        return self.coming[-1] if self.coming else 0

    @property
    def coming_lately(self) -> int:
        """How many of them signed up within the last seven days."""
        week_ago = self.today - dt.timedelta(days=7)
        before = [count for day, count in zip(self.days, self.coming, strict=True) if day <= week_ago]
        return self.coming_now - (before[-1] if before else 0)


def way_to_the_day(reunion: Reunion, *, homeroom_ids: frozenset[int] | None) -> Way:
    rows = list(_told(reunion, homeroom_ids))
    coming, declined = _by_day(rows, COMES), _by_day(rows, DECLINES)
    days = sorted({*coming, *declined})
    next_steps = [Step(day_of(day), step, words) for what, day, _number, step, words in rows if what == NEXT]
    moved = {
        Moved(day_of(day), what, words)
        for what, day, _number, _step, words in rows
        if what not in (COMES, DECLINES, NEXT)
    }
    return Way(
        days=tuple(days),
        coming=_added_up(coming, days),
        declined=_added_up(declined, days),
        moved=tuple(sorted(moved, key=lambda event: (event.day, event.what, event.words))),
        next_steps=tuple(sorted(next_steps, key=lambda step: (step.day, step.title)))[:MOST_NEXT],
        deadline=reunion.signup_deadline,
        today=timezone.localdate(),
    )


def _told(reunion: Reunion, homeroom_ids: frozenset[int] | None) -> QuerySet:
    """(what, day or hour as text, how many, step, words)"""
    answers = Registration.objects.filter(reunion=reunion, classmate__deceased=False)
    answers = answers.in_homerooms(homeroom_ids).order_by().annotate(hour=hour_of("signed_up_at"))
    counted = [
        _row(answers.filter(state__in=states).values("hour"), what, F("hour"), number=Count("pk"))
        for what, states in ((COMES, [State.COMING, State.WAITLISTED]), (DECLINES, [State.DECLINED]))
    ]
    first, *others = [*counted, *_cards(reunion), *_announced(reunion), *_steps(reunion)]
    return first.union(*others, all=True)


def _cards(reunion: Reunion) -> list[QuerySet]:
    left = Coalesce("posted_on", TruncDate("printed_at"), output_field=DateField())
    batches = Batch.objects.filter(reunion=reunion).order_by().annotate(left_on=left).exclude(left_on=None)
    to_teachers = batches.filter(audience=Batch.Audience.TEACHERS)
    to_classmates = batches.exclude(audience=Batch.Audience.TEACHERS)
    return [
        _row(to_classmates, CARDS, F("left_on"), words=F("name")),
        _row(to_teachers, CARDS_TO_TEACHERS, F("left_on"), words=F("name")),
    ]


def _announced(reunion: Reunion) -> list[QuerySet]:
    sent = Announcement.objects.filter(reunion=reunion, sent_at__isnull=False).order_by()
    return [_row(sent, ANNOUNCED, TruncDate("sent_at"), words=F("subject"))]


def _steps(reunion: Reunion) -> list[QuerySet]:
    steps = Milestone.objects.of(reunion).order_by()
    opened = steps.filter(step=Milestone.Step.PAGE_OPENS, done_on__isnull=False)
    coming_up = Milestone.objects.next_for(reunion).order_by()
    return [
        _row(opened, PAGE_OPENED, F("done_on")),
        _row(coming_up, NEXT, F("due_on"), step=F("step"), words=F("name")),
    ]


def _row(rows: QuerySet, what: str, day, *, number=1, step="", words="") -> QuerySet:
    """Every part tells the same five columns, or no database could put them together."""
    return rows.values_list(
        Value(what, output_field=CharField()),
        Cast(day, CharField(max_length=AS_FAR_AS_THE_HOUR)),
        number if isinstance(number, Count) else Value(number),
        *(
            Cast(text, CharField(max_length=255)) if text else Value("", output_field=CharField())
            for text in (step, words)
        ),
    )


def _by_day(rows: list[tuple], wanted: str) -> Counter[dt.date]:
    counts: Counter[dt.date] = Counter()
    for what, day, number, _step, _words in rows:
        if what == wanted:
            counts[day_of(day)] += number
    return counts


def _added_up(counts: Counter[dt.date], days: Sequence[dt.date]) -> tuple[int, ...]:
    return tuple(accumulate(counts[day] for day in days))
