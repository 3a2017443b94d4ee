"""How the picture of money over time is drawn; payments/over_time says what, lib/step_chart the geometry."""

import datetime as dt
from dataclasses import dataclass

from reunion.lib.step_chart import Frame, Scale, marked_days, round_step, stairs
from reunion.payments.over_time import OverTime

# Room for words that a phone can show, too.
FRAME = Frame(width=960, height=430, left=130, right=50, top=64, bottom=70)
TEN_THOUSAND = 10_000
SMALLEST_STEP = 1000
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
    frame: Frame = FRAME


def chart_of(money: OverTime) -> Chart | None:
    """None while there is nothing to draw."""
    if not money.days:
        return None
    most = max(money.plan, money.so_far)
    step = max(SMALLEST_STEP, round_step(most, lines=MOST_GRID_LINES))
    highest = step * max(1, -(-most // step))
    last = max(money.days[-1], money.deadline, money.today)
    unit = 1 if step % TEN_THOUSAND else TEN_THOUSAND
    scale = Scale(FRAME, money.days[0], max(1, (last - money.days[0]).days), highest)
    deadline_at = scale.x(min(max(money.deadline, money.days[0]), last))
    return Chart(
        planned=stairs(scale, money.days, money.planned, money.today),
        ahead=stairs(scale, [money.today], [money.plan], max(money.today, money.deadline)),
        came_in=stairs(scale, money.days, money.came_in, money.today),
        yen_marks=[Mark(scale.y(yen), yen // unit) for yen in range(0, highest + 1, step)],
        in_ten_thousands=unit == TEN_THOUSAND,
        day_marks=[Mark(scale.x(day), day) for day in marked_days(scale, most=MOST_DAY_MARKS)],
        deadline_at=deadline_at,
        deadline_anchor="end" if deadline_at > FRAME.width / 2 else "start",
        rows=list(zip(money.days, money.planned, money.came_in, strict=True)),
    )
