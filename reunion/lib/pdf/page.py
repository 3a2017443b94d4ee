"""What can be put on a page. All lengths are millimetres from the upper left corner, type sizes are points.

Text in the Gothic cut that should stand out is drawn with an outline (`bold`), since the typeface has one
weight only. A text that may become too long is set smaller (`fit`), down to a size that can still be read.
"""

import math
from collections.abc import Sequence

from pydyf import Stream

from .embedded_fonts import EmbeddedFont
from .faces import SANS, Face, Run
from .glyph_runs import write_horizontal, write_vertical
from .pictures import Picture

Colour = tuple[float, float, float]
BLACK: Colour = (0.1, 0.1, 0.1)
GREY: Colour = (0.4, 0.4, 0.4)
PALE: Colour = (0.9, 0.9, 0.9)
VERMILION: Colour = (0.7, 0.15, 0.12)
POINTS = 72 / 25.4
BOLD = 0.03
# The part of a line that is before its start, for each way to align it.
BEFORE = {"left": 0.0, "centre": 0.5, "right": 1.0}


def fit(text: str, *, width: float, size: float, smallest: float, face: Face = SANS) -> float:
    """The largest size, not above `size`, at which the text is no wider than `width`."""
    needed = face.width_of(text, size)
    return size if needed <= width else max(smallest, size * width / needed)


def fit_column(text: str, *, height: float, size: float, smallest: float, face: Face = SANS) -> float:
    """The same for a vertical column."""
    needed = face.run(text, vertical=True).length * size / 1000 / POINTS
    return size if needed <= height else max(smallest, size * height / needed)


class Page:
    """Made by Document.add_page; `shift` moves everything, for printers that feed a little off."""

    def __init__(self, document, width: float, height: float, shift: tuple[float, float]) -> None:
        self._document, self.width, self.height, self._shift = document, width, height, shift
        self.stream = Stream()

    def text(
        self,
        text: str,
        *,
        x: float,
        y: float,
        size: float,
        face: Face = SANS,
        align: str = "left",
        colour: Colour = BLACK,
        bold: bool = False,
        angle: float = 0,
    ) -> float:
        """One line on its baseline; answers with how wide it is. `angle` turns it to the left, in degrees."""
        run = face.run(text)
        width = run.length * size / 1000
        before = width * BEFORE[align]
        cos, sin = math.cos(math.radians(angle)), math.sin(math.radians(angle))
        across, up = self._point(x, y)
        with self._writing(face, size, colour, bold, vertical=False) as font:
            place = (cos, sin, -sin, cos, across - before * cos, up - before * sin)
            self.stream.set_text_matrix(*(round(part, 4) for part in place))
            write_horizontal(self.stream, run, font)
        return width / POINTS

    def vertical(
        self,
        text: str,
        *,
        x: float,
        y: float,
        size: float,
        face: Face = SANS,
        colour: Colour = BLACK,
        bold: bool = False,
    ) -> float:
        """One column, `x` its centre and `y` its top; answers with how long it is."""
        run: Run = face.run(text, vertical=True)
        across, up = self._point(x, y)
        with self._writing(face, size, colour, bold, vertical=True) as font:
            write_vertical(self.stream, run, font, across, up, size)
        return run.length * size / 1000 / POINTS

    def line(
        self,
        x1: float,
        y1: float,
        x2: float,
        y2: float,
        *,
        width: float = 0.2,
        colour: Colour = BLACK,
        dashes: Sequence[float] = (),
    ) -> None:
        with self._drawing(colour, width, dashes):
            self.stream.move_to(*self._point(x1, y1))
            self.stream.line_to(*self._point(x2, y2))
            self.stream.stroke()

    def rectangle(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        *,
        colour: Colour = BLACK,
        line: float = 0.2,
        fill: Colour | None = None,
    ) -> None:
        """`x`, `y` is the upper left corner; with `fill` and a line of 0 there is no frame."""
        with self._drawing(colour, line, ()):
            if fill:
                self.stream.set_color_rgb(*fill)
            self._box(x, y, width, height)
            self._paint(fill=bool(fill), line=bool(line))

    def picture(self, picture: Picture, *, x: float, y: float, width: float, height: float) -> None:
        """As large as fits into the box, in its middle."""
        scale = min(width / picture.width, height / picture.height)
        wide, high = picture.width * scale, picture.height * scale
        left, top = x + (width - wide) / 2, y + (height - high) / 2
        across, up = self._point(left, top + high)
        self.stream.push_state()
        self.stream.set_matrix(wide * POINTS, 0, 0, high * POINTS, across, up)
        self.stream.draw_x_object(self._document.picture_name(picture))
        self.stream.pop_state()

    def squares(self, rows: Sequence[Sequence[int]], *, x: float, y: float, size: float) -> None:
        """The dark squares of a code, `size` from edge to edge; dark ones beside each other are one piece."""
        side = size / len(rows)
        self.stream.push_state()
        self.stream.set_color_rgb(0, 0, 0)
        for down, row in enumerate(rows):
            start = None
            for across, dark in enumerate([*row, 0]):
                if dark and start is None:
                    start = across
                elif not dark and start is not None:
                    self._box(x + start * side, y + down * side, (across - start) * side, side)
                    start = None
        self.stream.fill()
        self.stream.pop_state()

    def _point(self, x: float, y: float) -> tuple[float, float]:
        right, down = self._shift
        return round((x + right) * POINTS, 3), round((self.height - y - down) * POINTS, 3)

    def _box(self, x: float, y: float, width: float, height: float) -> None:
        sides = (round(width * POINTS, 3), round(height * POINTS, 3))
        self.stream.rectangle(*self._point(x, y + height), *sides)

    def _paint(self, *, fill: bool, line: bool) -> None:
        if fill and line:
            self.stream.fill_and_stroke()
        elif fill:
            self.stream.fill()
        else:
            self.stream.stroke()

    def _drawing(self, colour: Colour, width: float, dashes: Sequence[float]) -> "_State":
        state = _State(self.stream)
        self.stream.set_color_rgb(*colour, stroke=True)
        self.stream.set_line_width(round(width * POINTS, 3))
        if dashes:
            self.stream.set_dash([round(dash * POINTS, 3) for dash in dashes], 0)
        return state

    def _writing(self, face: Face, size: float, colour: Colour, bold: bool, *, vertical: bool) -> "_Writing":
        font = self._document.font(face)
        state = _Writing(self.stream, font)
        self.stream.set_color_rgb(*colour)
        if bold:
            self.stream.set_color_rgb(*colour, stroke=True)
            self.stream.set_line_width(round(size * BOLD, 3))
            self.stream.set_text_rendering(2)
        self.stream.begin_text()
        self.stream.set_font_size(font.name(vertical=vertical), round(size, 3))
        return state


class _State:
    """What is set inside is unset after."""

    def __init__(self, stream: Stream) -> None:
        self._stream = stream
        stream.push_state()

    def __enter__(self):
        return None

    def __exit__(self, *error: object) -> None:
        self._stream.pop_state()


class _Writing(_State):
    def __init__(self, stream: Stream, font: EmbeddedFont) -> None:
        super().__init__(stream)
        self._font = font

    def __enter__(self) -> EmbeddedFont:
        return self._font

    def __exit__(self, *error: object) -> None:
        self._stream.end_text()
        super().__exit__(*error)
