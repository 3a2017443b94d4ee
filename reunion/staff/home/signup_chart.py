"""How the curve of sign-ups is drawn, once wide and once for a phone; overview/way_to_the_day says what.

What moved the curve bears a number in the drawing and its words beneath it: on a phone the words would lie
over each other.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from reunion.lib.step_chart import Frame, Scale, marked_days, round_step, stairs
from reunion.overview import way_to_the_day as way
from reunion.overview.way_to_the_day import Moved, Way

WIDE = Frame(width=720, height=332, left=52, right=28, top=76, bottom=40)
NARROW = Frame(width=340, height=300, left=40, right=22, top=84, bottom=36)
MOST_LINES = 4
MOST_EVENTS = 9
# Numbers nearer than this would touch; the next one stands a row lower.
ROOM_FOR_A_NUMBER, ROWS_OF_NUMBERS, ROW_HEIGHT = 26, 3, 24
DAY_BEFORE = dt.timedelta(days=1)
LEAST_AHEAD = dt.timedelta(days=30)
WORDS = {
    way.PAGE_OPENED: _("案内ページを公開"),
    way.CARDS: _("はがきを出した"),
    way.CARDS_TO_TEACHERS: _("先生へのお手紙を出した"),
    way.ANNOUNCED: _("一斉連絡"),
}


@dataclass(frozen=True)
class Mark:
    at: float
    words: object
    number: int = 0
    number_at: float = 0.0


@dataclass(frozen=True)
class Event:
    number: int
    day: dt.date
    words: list[tuple[Promise, str]]


@dataclass(frozen=True)
class Drawing:
    name: str  # of its class, and of the ids in it
    frame: Frame
    coming: str
    declined: str
    lines: list[Mark]
    days: list[Mark]
    events: list[Mark]
    today_at: float
    deadline_at: float | None  # None while it is far away


@dataclass(frozen=True)
class Chart:
    drawings: list[Drawing]
    events: list[Event]
    rows: list[tuple[dt.date, int, int]]  # day, coming, declined

    @property
    def shows_deadline(self) -> bool:
        return any(drawing.deadline_at is not None for drawing in self.drawings)


def chart_of(found: Way) -> Chart | None:
    """None while nobody has answered."""
    if not found.days:
        return None
    events = _events(found.moved)
    start = min([found.days[0] - DAY_BEFORE, *(event.day for event in events)])
    last = _last_day(found, start)
    is_deadline_near = start <= found.deadline <= last
    step = round_step(max(found.coming_now, found.declined[-1], MOST_LINES), lines=MOST_LINES)
    most = step * -(-max(found.coming_now, found.declined[-1], 1) // step)
    days = (start, *found.days)
    drawings = []
    for name, frame, most_days in (("wide", WIDE, 6), ("narrow", NARROW, 3)):
        scale = Scale(frame, start, max(1, (last - start).days), most)
        deadline_at = scale.x(found.deadline) if is_deadline_near else None
        drawings.append(
            Drawing(
                name=name,
                frame=frame,
                coming=stairs(scale, days, (0, *found.coming), found.today),
                declined=stairs(scale, days, (0, *found.declined), found.today),
                lines=[Mark(scale.y(value), value) for value in range(0, most + 1, step)],
                days=[Mark(scale.x(day), day) for day in marked_days(scale, most=most_days)],
                events=_numbered(scale, events),
                today_at=scale.x(found.today),
                deadline_at=deadline_at,
            )
        )
    return Chart(drawings, events, list(zip(found.days, found.coming, found.declined, strict=True)))


def _last_day(found: Way, start: dt.date) -> dt.date:
    """To the deadline; but what lies ahead takes no more room than what has been, and a month."""
    known = max(found.days[-1], found.today)
    ahead = known + max(known - start, LEAST_AHEAD)
    return max(known, min(found.deadline, ahead))


def _events(moved: Sequence[Moved]) -> list[Event]:
    """The latest ones; what happened on one day is one."""
    days = [(day, list(group)) for day, group in groupby(moved, key=lambda one: one.day)][-MOST_EVENTS:]
    return [
        Event(number, day, [(WORDS[one.what], one.words) for one in group])
        for number, (day, group) in enumerate(days, 1)
    ]


def _numbered(scale: Scale, events: Sequence[Event]) -> list[Mark]:
    marks: list[Mark] = []
    row = 0
    for event in events:
        at = scale.x(event.day)
        is_near = bool(marks) and at - marks[-1].at < ROOM_FOR_A_NUMBER
        row = (row + 1) % ROWS_OF_NUMBERS if is_near else 0
        marks.append(Mark(at, event.day, event.number, scale.frame.top - 17 - row * ROW_HEIGHT))
    return marks
