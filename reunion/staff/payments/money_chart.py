"""Where the lines of the picture of money over time run. Only geometry: what is drawn, over_time says."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from reunion.payments.over_time import OverTime

WIDTH, HEIGHT = 960, 430
# Room for words that a phone can show, too.
LEFT, RIGHT, TOP, BOTTOM = 130, 50, 64, 70
TEN_THOUSAND = 10_000
STEPS = (1, 2, 2.5, 5, 10)
MOST_GRID_LINES, MOST_DAY_MARKS = 5, 6


@dataclass(frozen=True)
class Mark:
    at: float
    words: object


@dataclass(frozen=True)
class Chart:
    planned: str
    ahead: str  # the plan from today to the deadline
    came_in: str
    yen_marks: list[Mark]
    in_ten_thousands: bool  # so the words beside them are short
    day_marks: list[Mark]
    deadline_at: float
    deadline_anchor: str
    rows: list[tuple[dt.date, int, int]]  # day, planned, came in
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    top: int = TOP
    bottom: int = HEIGHT - BOTTOM


@dataclass(frozen=True)
class Scale:
    first: dt.date
    days: int
    most: int

    def x(self, day: dt.date) -> float:
        return round(LEFT + (day - self.first).days / self.days * (WIDTH - LEFT - RIGHT), 1)

    def y(self, yen: int) -> float:
        return round(HEIGHT - BOTTOM - yen / self.most * (HEIGHT - TOP - BOTTOM), 1)


def chart_of(money: OverTime) -> Chart | None:
    """None while there is nothing to draw."""
    if not money.days:
        return None
    step = yen_step(max(money.plan, money.so_far))
    most = step * -(-max(money.plan, money.so_far) // step)
    last = max(money.days[-1], money.deadline, money.today)
    unit = 1 if step % TEN_THOUSAND else TEN_THOUSAND
    scale = Scale(money.days[0], max(1, (last - money.days[0]).days), most)
    deadline_at = scale.x(min(max(money.deadline, money.days[0]), last))
    return Chart(
        planned=stairs(scale, money.days, money.planned, money.today),
        ahead=stairs(scale, [money.today], [money.plan], max(money.today, money.deadline)),
        came_in=stairs(scale, money.days, money.came_in, money.today),
        yen_marks=[Mark(scale.y(yen), yen // unit) for yen in range(0, most + 1, step)],
        in_ten_thousands=unit == TEN_THOUSAND,
        day_marks=[Mark(scale.x(day), day) for day in marked_days(scale)],
        deadline_at=deadline_at,
        deadline_anchor="end" if deadline_at > WIDTH / 2 else "start",
        rows=list(zip(money.days, money.planned, money.came_in, strict=True)),
    )


def yen_step(most: int) -> int:
    """A round step that makes at most five lines."""
    size = 1000
    while True:
        for factor in STEPS:
            if size * factor * MOST_GRID_LINES >= most:
                return int(size * factor)
        size *= 10


def stairs(scale: Scale, days: Sequence[dt.date], yen: Sequence[int], until: dt.date) -> str:
    """Flat until the day on which something changes, then up or down."""
    corners = [(scale.x(days[0]), scale.y(yen[0]))]
    for (_before, old), (day, new) in pairwise(zip(days, yen, strict=True)):
        corners += [(scale.x(day), scale.y(old)), (scale.x(day), scale.y(new))]
    if until > days[-1]:
        corners.append((scale.x(until), scale.y(yen[-1])))
    return " ".join(f"{x},{y}" for x, y in corners)


def marked_days(scale: Scale) -> list[dt.date]:
    step = max(1, -(-scale.days // MOST_DAY_MARKS))
    return [scale.first + dt.timedelta(days=step * place) for place in range(scale.days // step + 1)]
