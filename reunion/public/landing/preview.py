"""The picture beside a link to the first page: the blackboard with school, name, date and place.

Drawn from the same answer as the page, never from a photo and never with anybody's name. Its address holds a
digest of its words, so that a messenger fetches it anew when the date or the place changes. It is drawn once
a process and kept for its words.
"""

import hashlib
import io
from dataclasses import astuple, dataclass
from functools import lru_cache

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _
from PIL import Image, ImageDraw, ImageFont
from pylopdf_fonts_jp import sans_path, serif_path

from reunion.events.models import ProgramItem

from .asking import Answer

SIZE = WIDTH, HEIGHT = 1200, 630
BOARD, CHALK, YELLOW, LINE = "#24503c", "#fdfbf3", "#ffe08a", "#4c7562"
WOOD, WOOD_SHADE, WOOD_LIGHT = "#b98a55", "#8f6738", "#cda06b"
FRAME, LEFT, RIGHT = 26, 92, WIDTH - 92
DRAWING = 1  # one more whenever it is drawn in another way


@dataclass(frozen=True)
class Words:
    school: str
    name: str
    year: str
    date: str
    time: str
    place: str


def words_of(answer: Answer) -> Words:
    reunion, booking = answer.reunion, answer.booking
    main = next((item for item, _taken in answer.program if item.kind == ProgramItem.Kind.MAIN), None)
    starts_at = main.starts_at if main else None
    return Words(
        school=str(reunion.cohort),
        name=reunion.name,
        year=reunion.year_on_paper,
        date=date_format(reunion.held_on, _("n月j日（D）")),
        time=_("%(time)sから") % {"time": time_format(starts_at, "G:i")} if starts_at else "",
        place=str(booking) if booking else "",
    )


def digest_of(words: Words) -> str:
    return hashlib.sha256(repr((DRAWING, *astuple(words))).encode()).hexdigest()[:16]


def preview_url(answer: Answer) -> str:
    path = reverse("public:preview", args=[answer.reunion.slug])
    return f"{settings.SITE_URL}{path}?v={digest_of(words_of(answer))}"


@lru_cache(maxsize=16)
def drawn(words: Words) -> bytes:
    """PNG, 1200 × 630."""
    image = Image.new("RGB", SIZE, BOARD)
    draw = ImageDraw.Draw(image)
    _draw_frame(draw)
    _draw_line(draw, words.school, 96, 38, CHALK, sans_path())
    below = _draw_name(draw, words.name, 156)
    _draw_line(draw, words.year, below + 14, 34, YELLOW, serif_path())
    _draw_line(draw, f"{words.date} {words.time}".strip(), below + 58, 92, YELLOW, serif_path(), bold=2)
    draw.rounded_rectangle([LEFT, below + 186, LEFT + 560, below + 190], radius=2, fill=YELLOW)
    _draw_line(draw, words.place, below + 208, 42, CHALK, sans_path())
    file = io.BytesIO()
    image.quantize(128).save(file, "PNG", optimize=True)
    return file.getvalue()


def _draw_frame(draw: ImageDraw.ImageDraw) -> None:
    """A wooden frame, its lower edge a ledge with two sticks of chalk."""
    for inset, colour in ((0, WOOD_SHADE), (3, WOOD), (FRAME - 3, WOOD_SHADE)):
        draw.rectangle([inset, inset, WIDTH - 1 - inset, HEIGHT - 1 - inset], fill=colour)
    draw.rectangle([FRAME, FRAME, WIDTH - 1 - FRAME, HEIGHT - 1 - FRAME - 14], fill=BOARD)
    draw.rectangle([FRAME, HEIGHT - FRAME - 14, WIDTH - 1 - FRAME, HEIGHT - FRAME - 11], fill=WOOD_LIGHT)
    for left, length, colour in ((900, 70, CHALK), (985, 42, YELLOW)):
        top = HEIGHT - FRAME - 24
        draw.rounded_rectangle([left, top, left + length, top + 11], radius=5, fill=colour)


def _draw_name(draw: ImageDraw.ImageDraw, name: str, top: int) -> int:
    """On one line when it fits, else on two; answers where it ends."""
    one = _fitting(name, serif_path(), 76, least=54)
    if one is not None:
        draw.text((LEFT, top), name, CHALK, one, stroke_width=1, stroke_fill=CHALK)
        return top + 116
    for line in _halves(name):
        _draw_line(draw, line, top - 6, 54, CHALK, serif_path(), bold=1)
        top += 66
    return top + 2


def _draw_line(draw, text: str, top: int, size: int, colour: str, path, *, bold: int = 0) -> None:
    font = _fitting(text, path, size, least=1)
    down = (size - font.size) // 2
    draw.text((LEFT, top + down), text, colour, font, stroke_width=bold, stroke_fill=colour)


def _fitting(text: str, path, size: int, *, least: int) -> ImageFont.FreeTypeFont | None:
    """As large as wished, or as fits between the margins; None when that is less than `least`."""
    font = ImageFont.truetype(path, size)
    width = font.getlength(text)
    if width <= RIGHT - LEFT:
        return font
    size = int(size * (RIGHT - LEFT) / width)
    return font.font_variant(size=size) if size >= least else None


def _halves(text: str) -> tuple[str, str]:
    """At the space nearest to the middle, else in the middle."""
    middle = len(text) // 2
    gaps = [place for place, letter in enumerate(text) if letter.isspace()]
    cut = min(gaps, key=lambda place: abs(place - middle), default=middle)
    return text[:cut].strip(), text[cut:].strip()
