"""An A4 report that writes itself downwards: headings, paragraphs, tables that go on over the page.

A table repeats its headings on each page, a row is never cut in two, a heading never stands alone at the
foot. Every page says which reunion it is of and its number. A word laid under all pages (案) marks a draft.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from .document import A4, Document
from .faces import SANS
from .line_breaks import lines_of
from .page import BLACK, GREY, PALE, POINTS, Colour, Page

MARGIN, TOP, FOOT = 20.0, 22.0, 275.0
SIZE, LEADING = 10.5, 1.6
PADDING = 1.2
WIDTH = A4[0] - 2 * MARGIN


@dataclass(frozen=True)
class Column:
    heading: str
    width: float
    align: str = "left"


class Report:
    """Use it with `with`, as a Document."""

    def __init__(self, output: BinaryIO, *, title: str, footer: str, across: str = "") -> None:
        self.document = Document(output, width=A4[0], height=A4[1], title=title)
        self._footer, self._across = footer, across
        self.page: Page = self._new_page()

    def __enter__(self) -> "Report":
        return self

    def __exit__(self, *error) -> None:
        self.document.__exit__(*error)

    def title(self, text: str) -> None:
        self.page.text(text, x=A4[0] / 2, y=self.y + 7, size=20, align="centre", bold=True)
        self.y += 14

    def heading(self, text: str, *, beneath: float = 14) -> None:
        """Kept together with at least so many millimetres of what follows."""
        self.need(14 + beneath)
        self.y += 5
        self.page.rectangle(MARGIN, self.y, 1.6, 5.4, line=0, fill=BLACK)
        self.page.text(text, x=MARGIN + 4, y=self.y + 4.3, size=13, bold=True)
        self.y += 9

    def paragraph(
        self, text: str, *, size: float = SIZE, colour: Colour = BLACK, align: str = "left"
    ) -> None:
        x = {"left": MARGIN, "centre": A4[0] / 2, "right": A4[0] - MARGIN}[align]
        for line in lines_of(text, width=WIDTH, size=size, face=SANS):
            self.need(_high(size))
            self.page.text(line, x=x, y=self.y + _base(size), size=size, colour=colour, align=align)
            self.y += _high(size)
        self.y += 1.5

    def table(
        self,
        columns: Sequence[Column],
        rows: Sequence[Sequence[str]],
        *,
        total: Sequence[str] = (),
    ) -> None:
        """Widths are millimetres, the whole page has 170; `total` is a last row that stands out."""
        self.need(20)
        self._row(columns, [column.heading for column in columns], heading=True)
        for row in rows:
            self._body_row(columns, row)
        if total:
            self._body_row(columns, total, bold=True)
        self.y += 3

    def height_of(
        self, columns: Sequence[Column], rows: Sequence[Sequence[str]], *, total: Sequence[str] = ()
    ) -> float:
        """Of a table, with its headings."""
        heads = [column.heading for column in columns]
        return sum(_row_height(columns, row) for row in [heads, *rows, *([total] if total else [])])

    def _body_row(self, columns: Sequence[Column], row: Sequence[str], *, bold: bool = False) -> None:
        height = _row_height(columns, row)
        if self.y + height > FOOT:
            self._turn()
            self._row(columns, [column.heading for column in columns], heading=True)
        self._row(columns, row, bold=bold)

    def _row(
        self, columns: Sequence[Column], row: Sequence[str], *, heading: bool = False, bold: bool = False
    ) -> None:
        height, width = _row_height(columns, row), sum(column.width for column in columns)
        if heading:
            self.page.rectangle(MARGIN, self.y, width, height, line=0, fill=(0.93, 0.93, 0.91))
        if bold:
            self.page.line(MARGIN, self.y, MARGIN + width, self.y, width=0.35)
        left = MARGIN
        for column, text in zip(columns, row, strict=True):
            self._cell(column, text, left, bold=heading or bold)
            left += column.width
        self.y += height
        self.page.line(MARGIN, self.y, MARGIN + width, self.y, width=0.1, colour=GREY)

    def _cell(self, column: Column, text: str, left: float, *, bold: bool) -> None:
        is_right = column.align == "right"
        x = left + column.width - PADDING if is_right else left + PADDING
        for number, line in enumerate(_cell_lines(column, text)):
            y = self.y + PADDING + number * _high(SIZE) + _base(SIZE)
            self.page.text(line, x=x, y=y, size=SIZE, align=column.align, bold=bold)

    def need(self, height: float) -> None:
        """Turns the page unless so much room is left."""
        if self.y + height > FOOT:
            self._turn()

    def draw(self, height: float, drawing: Callable[[Page, float], None]) -> None:
        """Something drawn by hand in a strip of this height; `drawing` gets the page and the strip's top."""
        self.need(height)
        drawing(self.page, self.y)
        self.y += height

    def _turn(self) -> None:
        self.page = self._new_page()

    def _new_page(self) -> Page:
        page = self.document.add_page()
        self.y = TOP
        if self._across:
            page.text(
                self._across, x=A4[0] / 2, y=A4[1] / 2 + 40, size=320, align="centre", colour=PALE, angle=0
            )
        page.text(self._footer, x=MARGIN, y=287, size=8.5, colour=GREY)
        number = str(self.document.page_count)
        page.text(number, x=A4[0] - MARGIN, y=287, size=8.5, colour=GREY, align="right")
        return page


def _high(size: float) -> float:
    return size * LEADING / POINTS


def _base(size: float) -> float:
    """From the top of a line to its baseline."""
    return size * (LEADING / 2 + 0.38) / POINTS


def _cell_lines(column: Column, text: str) -> list[str]:
    return lines_of(text, width=column.width - 2 * PADDING, size=SIZE, face=SANS)


def _row_height(columns: Sequence[Column], row: Sequence[str]) -> float:
    most = max(len(_cell_lines(column, text)) for column, text in zip(columns, row, strict=True))
    return most * _high(SIZE) + 2 * PADDING
