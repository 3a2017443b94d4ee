"""Addresses on sheets of labels: A4, so many across and down, as the makers of labels cut them.

Measures are millimetres. A label is written across: post code, address, building, name. A long line becomes
smaller, so that nothing is cut off.
"""

from dataclasses import dataclass

from reunion.lib.pdf import SANS, SERIF, Page, fit

from .files import hyphenated, place_of
from .models import Card

PADDING = 5.0
SMALLEST = 4.0


@dataclass(frozen=True)
class LabelSheet:
    columns: int
    rows: int
    left: float
    top: float
    width: float
    height: float

    @property
    def count(self) -> int:
        return self.columns * self.rows


SHEETS = {
    "labels-12": LabelSheet(columns=2, rows=6, left=18.6, top=21.6, width=86.4, height=42.3),
    "labels-24": LabelSheet(columns=3, rows=8, left=6.0, top=12.9, width=66.0, height=33.9),
}


def draw_label(page: Page, card: Card, *, sheet: LabelSheet, place: int) -> None:
    """`place` is counted from the upper left along the rows."""
    row, column = divmod(place, sheet.columns)
    x = sheet.left + column * sheet.width + PADDING
    top, unit, width = sheet.top + row * sheet.height, sheet.height / 42.3, sheet.width - 2 * PADDING
    _street, building, address = place_of(card)
    code = f"〒{hyphenated(card.postal_code)}" if card.postal_code else ""
    second = "　".join(part for part in (building, card.care_of_line) if part)
    for text, below, size in ((code, 7, 10), (address, 13, 10), (second, 18.5, 10)):
        largest = size * max(unit, 0.85)
        fitting = fit(text, width=width, size=largest, smallest=SMALLEST, face=SANS) if text else largest
        page.text(text, x=x, y=top + below * unit, size=fitting)
    givens = [f"{name} {card.honorific}" for name in (card.given_name, *card.joint) if name]
    name = f"{card.family_name} {'・'.join(givens) or card.honorific}"
    size = fit(name, width=width - 4, size=17 * unit, smallest=SMALLEST, face=SERIF)
    page.text(name, x=x + 4, y=top + 31 * unit, size=size, face=SERIF)
    page.text(card.short_number, x=x + width, y=top + 38 * unit, size=6, align="right")
