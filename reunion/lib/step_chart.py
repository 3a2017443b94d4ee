"""Where the lines of a chart of sums that grow day by day run: only geometry, nothing of what is drawn."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

STEPS = (1, 2, 5, 10)


@dataclass(frozen=True)
class Frame:
    """A drawing and the room around its lines, in its own units; y grows downwards."""

    width: int
    height: int
    left: int
    right: int
    top: int
    bottom: int

    @property
    def right_edge(self) -> int:
        return self.width - self.right

    @property
    def floor(self) -> int:
        return self.height - self.bottom


@dataclass(frozen=True)
class Scale:
    """`days` from the first day to the right edge, at least 1; `most` is the value at the upper edge."""

    frame: Frame
    first: dt.date
    days: int
    most: int

    def x(self, day: dt.date) -> float:
        wide = self.frame.right_edge - self.frame.left
        return round(self.frame.left + (day - self.first).days / self.days * wide, 1)

    def y(self, value: int) -> float:
        return round(self.frame.floor - value / self.most * (self.frame.floor - self.frame.top), 1)


def round_step(most: int, *, lines: int) -> int:
    """A round step (1, 2, 5, 10, 20 …) that needs at most so many lines to reach `most`."""
    size = 1
    while True:
        for factor in STEPS:
            if size * factor * lines >= most:
                return size * factor
        size *= 10


def stairs(scale: Scale, days: Sequence[dt.date], values: Sequence[int], until: dt.date) -> str:
    """Points of a polyline: flat until the day on which something changes, then up or down."""
    corners = [(scale.x(days[0]), scale.y(values[0]))]
    for (_before, old), (day, new) in pairwise(zip(days, values, strict=True)):
        corners += [(scale.x(day), scale.y(old)), (scale.x(day), scale.y(new))]
    if until > days[-1]:
        corners.append((scale.x(until), scale.y(values[-1])))
    return " ".join(f"{x},{y}" for x, y in corners)


def marked_days(scale: Scale, *, most: int) -> list[dt.date]:
    """Evenly spaced days from the first, at most one more than `most`."""
    step = max(1, -(-scale.days // most))
    return [scale.first + dt.timedelta(days=step * place) for place in range(scale.days // step + 1)]
