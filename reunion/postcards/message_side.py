"""The message side of a card: what, when and where; a word to the family; how to answer.

The code that a telephone reads is at the lower right, at least 18 mm wide with nothing within four of its
squares, and beneath it the same to be typed. The message becomes smaller until it fits above the word to the
family. Lengths are millimetres.
"""

from urllib.parse import urlsplit

import segno
from django.conf import settings
from django.utils.translation import gettext as _

from reunion.lib.pdf import BLACK, GREY, SANS, SERIF, VERMILION, Colour, Page
from reunion.lib.pdf.line_breaks import lines_of
from reunion.outreach.signup_links import address_of, typed

from .card_text import CardText
from .models import Card

LEFT, RIGHT = 8.0, 92.0
WIDTH = RIGHT - LEFT
POINT = 25.4 / 72
LEADING = 1.55
LINE = POINT * LEADING
HEADING_FOOT = 30.5 + 3 * 6
PAPER = (0.98, 0.965, 0.925)
SQUARE, QUIET, MASK = 0.64, 4, 2
FAMILY_TOP, FAMILY_HEIGHT, ANSWER_TOP = 77.0, 17.0, 105.0
FOOT = 143.0  # home printers leave the last millimetres white
ANSWER_SCALES = (1, 0.96, 0.92, 0.88, 0.84, 0.8, 0.76)
CODE_WIDTH, PROMOTERS_SIZE = 23.0, 8.0
MESSAGE_SIZES = (10.5, 10, 9.5, 9, 8.5, 8, 7.5, 7)


def draw_message_side(page: Page, card: Card, text: CardText) -> None:
    y = _heading(page, text)
    _message(page, text.message_to(card), top=y)
    if text.to_the_family:
        _family(page, text)
    top = min(ANSWER_TOP, _promoters(page, text) + 2)
    left_edge = RIGHT
    if card.code:
        left_edge = _code(page, card.code, top=top)
    _answer(page, text, top=top, width=left_edge - LEFT, has_code=bool(card.code))


def fits(message: str) -> bool:
    """Whether a message is short enough for the space it has, with all facts above it."""
    return _size_of(message, FAMILY_TOP - 3 - HEADING_FOOT) is not None


def _heading(page: Page, text: CardText) -> float:
    """Answers with where the message may begin."""
    size = min(16, 16 * WIDTH / SERIF.width_of(text.title, 16))
    page.text(text.title, x=50, y=14, size=size, face=SERIF, align="centre", bold=True)
    page.line(LEFT, 17.5, RIGHT, 17.5, width=0.5, colour=VERMILION)
    page.text(text.school, x=50, y=23, size=9, align="centre", colour=GREY)
    y = 30.5
    for heading, value in text.facts:
        page.text(heading, x=LEFT, y=y, size=9, colour=GREY)
        room = WIDTH - 12
        page.text(
            value, x=LEFT + 12, y=y, size=min(11, 11 * room / max(SANS.width_of(value, 11), 1)), bold=True
        )
        y += 6
    return y


def _message(page: Page, message: str, *, top: float) -> None:
    size = _size_of(message, FAMILY_TOP - 3 - top) or MESSAGE_SIZES[-1]
    _lines(page, message, x=LEFT, y=top + 1, width=WIDTH, size=size, face=SERIF)


def _size_of(message: str, room: float) -> float | None:
    for size in MESSAGE_SIZES:
        count = len(lines_of(message, width=WIDTH, size=size, face=SERIF))
        if count * size * LINE <= room:
            return size
    return None


def _family(page: Page, text: CardText) -> None:
    page.rectangle(LEFT, FAMILY_TOP, WIDTH, FAMILY_HEIGHT, line=0, fill=PAPER)
    page.line(LEFT, FAMILY_TOP, LEFT, FAMILY_TOP + FAMILY_HEIGHT, width=0.8, colour=VERMILION)
    page.text(_("ご家族の方へ"), x=LEFT + 3, y=FAMILY_TOP + 5.2, size=10, bold=True)
    _lines(page, text.to_the_family, x=LEFT + 3, y=FAMILY_TOP + 6.6, width=WIDTH - 6, size=8.5)


def _promoters(page: Page, text: CardText) -> float:
    """Answers with where they end."""
    top, size = FAMILY_TOP + FAMILY_HEIGHT + 0.8, PROMOTERS_SIZE
    if not text.promoters:
        return top
    line = _("発起人 %(names)s") % {"names": text.promoters}
    while len(lines_of(line, width=WIDTH, size=size, face=SANS)) * size * LINE > ANSWER_TOP - top:
        size -= 0.5
    return _lines(page, line, x=LEFT, y=top, width=WIDTH, size=size)


def _answer(page: Page, text: CardText, *, top: float, width: float, has_code: bool) -> None:
    room = width - 2
    size = min(10.5, 10.5 * room / SANS.width_of(text.reply_by, 10.5))
    page.text(text.reply_by, x=LEFT, y=top + 6, size=size, bold=True)
    y = top + 7.5
    paragraphs = _how_to_answer(text, has_code=has_code)
    scale = _scale_of(paragraphs, width=room, room=FOOT - y)
    for paragraph, size, gap, colour in paragraphs:
        y = _lines(page, paragraph, x=LEFT, y=y + gap, width=room, size=size * scale, colour=colour)


def _how_to_answer(text: CardText, *, has_code: bool) -> list[tuple[str, float, float, Colour]]:
    """Each paragraph with its size in points, the space above it, and its colour."""
    paragraphs = []
    if has_code:
        how = _("スマートフォンのカメラで右の四角を写すと、申込のページが開きます。")
        paragraphs.append((how, 8.5, 0, BLACK))
    if text.telephone:
        telephone = _("電話でもどうぞ %(telephone)s") % {"telephone": text.telephone}
        paragraphs.append((telephone, 8.5, 0.8, BLACK))
    return [*paragraphs, (text.about_the_address, 7.5, 1.2, GREY)]


def _scale_of(paragraphs: list, *, width: float, room: float) -> float:
    """By how much the paragraphs become smaller, so that none runs off the card."""
    for scale in ANSWER_SCALES:
        heights = (
            gap
            + len(lines_of(text, width=width, size=size * scale, face=SANS)) * size * scale * POINT * LEADING
            for text, size, gap, _colour in paragraphs
        )
        if sum(heights) <= room:
            return scale
    return ANSWER_SCALES[-1]


def _code(page: Page, code: str, *, top: float) -> float:
    """Answers with where the space it needs begins."""
    # Trying all masks would take longer than everything else on the card; every one can be read.
    matrix = segno.make(address_of(code), error="m", micro=False, mask=MASK).matrix
    side = len(matrix) * SQUARE
    quiet = QUIET * SQUARE
    x, y = RIGHT - (CODE_WIDTH + side) / 2, top + quiet
    page.squares(matrix, x=x, y=y, size=side)
    host = urlsplit(settings.SITE_URL).netloc
    below = y + side + quiet
    middle = x + side / 2
    page.text(typed(code), x=middle, y=below + 6.8, size=10, align="centre", bold=True)
    line = f"{host}/c/"
    size = min(7.5, 7.5 * (side + 2 * quiet) / max(SANS.width_of(line, 7.5), 1))
    page.text(line, x=middle, y=below + 2.4, size=size, align="centre", colour=GREY)
    return min(x - quiet, RIGHT - CODE_WIDTH)


def _lines(page: Page, text: str, *, x, y, width, size, face=SANS, colour=BLACK) -> float:
    """Downwards from `y`; answers with where they end."""
    for line in lines_of(text, width=width, size=size, face=face):
        y += size * LINE
        page.text(line, x=x, y=y - size * POINT * 0.3, size=size, face=face, colour=colour)
    return y
