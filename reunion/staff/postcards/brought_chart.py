"""How what the cards brought is drawn: a bar for each class, and three for each week since posting.

Drawn for the width of a phone, so that the words are as large there as beside it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from reunion.postcards.brought import Tally, Week

WIDTH = 340
BAR_LEFT, BAR_RIGHT = 72, 278
ROW, BAR = 34, 20
WEEK_BAR, WEEK_ROW = 16, 64


@dataclass(frozen=True)
class Piece:
    """`kind` is one of reached, silent, returned, arrived, answered; all lengths in units of the drawing."""

    kind: str
    x: float
    y: float
    width: float
    count: int


@dataclass(frozen=True)
class Row:
    words: object
    middle: float
    pieces: list[Piece]
    tally: Tally | None = None


@dataclass(frozen=True)
class Bars:
    height: int
    rows: list[Row]
    width: int = WIDTH
    left: int = BAR_LEFT


def class_bars(by_class: Sequence[tuple[object, Tally]]) -> Bars:
    """Reached, still silent, come back; the longest bar is the class with most cards."""
    most = max((tally.posted for _room, tally in by_class), default=1)
    rows = []
    for number, (room, tally) in enumerate(by_class):
        x, pieces = float(BAR_LEFT), []
        for kind in ("reached", "silent", "returned"):
            count = getattr(tally, kind)
            width = _length(count, most)
            if count:
                pieces.append(Piece(kind, round(x, 1), number * ROW + (ROW - BAR) / 2, width, count))
            x += width
        rows.append(Row(room, number * ROW + ROW / 2, pieces, tally))
    return Bars(len(rows) * ROW, rows)


def week_bars(weeks: Sequence[Week]) -> Bars:
    most = max((max(week.returned, week.arrived, week.answered) for week in weeks), default=1)
    rows = []
    for number, week in enumerate(weeks):
        top = number * WEEK_ROW + (WEEK_ROW - 3 * WEEK_BAR) / 2
        pieces = [
            Piece(kind, BAR_LEFT, top + place * WEEK_BAR, _length(count, most), count)
            for place, (kind, count) in enumerate(
                (("returned", week.returned), ("arrived", week.arrived), ("answered", week.answered))
            )
        ]
        rows.append(Row(week, number * WEEK_ROW + WEEK_ROW / 2, pieces))
    return Bars(len(rows) * WEEK_ROW, rows)


def _length(count: int, most: int) -> float:
    return round((BAR_RIGHT - BAR_LEFT) * count / max(most, 1), 1)
