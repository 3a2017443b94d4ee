"""The address side of a card and of a long envelope (長形3号), in millimetres from the upper left corner.

The post code stands in its boxes, which official cards bear already and plain stock needs drawn. Address at
the right, name in the middle and biggest, sender at the lower left. The upper left corner is left for the
stamp, the foot for the bar code of the post office, and above the address stands nothing but the number.
What begins highest is written last: a program that searches takes two signs at one height that follow each
other for one line.
"""

from dataclasses import dataclass

from reunion.lib.pdf import BLACK, POSTCARD, SANS, SERIF, Page

from .address_columns import Address, Column, Frame, address_in, address_of, columns_of, length_of
from .models import Batch, Card
from .name_columns import name_columns

BOX_LEFTS = (44.3, 51.3, 58.3, 65.9, 72.7, 79.5, 86.3)
BOX_TOP, BOX_WIDTH, BOX_HEIGHT = 12.0, 5.7, 8.0
BOX_LINE, BOX_HYPHEN = 0.4, (64.0, 65.9, 16.0)
BOX_COLOUR = (0.85, 0.23, 0.15)
CODE_SIZE, CODE_BASE = 17, 18.2
ADDRESS = Frame(x=89.15, top=25, foot=136, largest=13, smallest=8)
NAME = {"x": 50.65, "top": 36.0, "foot": 124.0, "largest": 26.0}
SENDER = Frame(x=29, top=82, foot=130, largest=9, smallest=6.5)
SENDER_LEFT = 7.0
SENDER_NAME_SIZE = 9.5
STOCKS = ("official", "plain")


@dataclass(frozen=True)
class Layout:
    """A paper, and what of it differs from a card; `right` moves what is measured from the right edge."""

    size: tuple[float, float]
    right: float
    address: Frame
    name: dict[str, float]
    sender: Frame


CARD = Layout(POSTCARD, 0, ADDRESS, NAME, SENDER)
# 長形3号
ENVELOPE = Layout(
    (120.0, 235.0),
    20,
    Frame(x=107, top=30, foot=215, largest=16, smallest=9),
    {"x": 60.0, "top": 48.0, "foot": 200.0, "largest": 32.0},
    Frame(x=34, top=130, foot=212, largest=11, smallest=7),
)


def draw_address_side(page: Page, card: Card, batch: Batch, *, stock: str, layout: Layout = CARD) -> None:
    if stock == "plain":
        draw_frames(page)
    for digit, left in zip(card.postal_code, BOX_LEFTS, strict=False):
        page.text(
            digit,
            x=left + layout.right + BOX_WIDTH / 2,
            y=CODE_BASE,
            size=CODE_SIZE,
            face=SANS,
            align="centre",
        )
    draw_sender(page, batch, layout.sender)
    page.text(f"No. {card.short_number}", x=SENDER_LEFT, y=layout.sender.foot + 6.5, size=9)
    givens = [card.given_name, *card.joint]
    _draw(page, name_columns(card.family_name, givens, card.honorific, **layout.name))
    care_of = card.care_of_line
    columns = columns_of(where_to(card), layout.address, care_of=care_of, arabic=batch.arabic)
    _draw(page, columns[-1:] + columns[:-1] if care_of else columns)


def draw_frames(page: Page) -> None:
    """What an official card bears already; the size of a box is within its line."""
    page.text("郵便はがき", x=50, y=7.6, size=10, face=SERIF, align="centre", colour=BOX_COLOUR)
    for left in BOX_LEFTS:
        page.rectangle(
            left - BOX_LINE / 2,
            BOX_TOP - BOX_LINE / 2,
            BOX_WIDTH + BOX_LINE,
            BOX_HEIGHT + BOX_LINE,
            line=BOX_LINE,
            colour=BOX_COLOUR,
        )
    start, end, y = BOX_HYPHEN
    page.line(start, y, end, y, width=BOX_LINE, colour=BOX_COLOUR)


def where_to(card: Card) -> Address:
    if card.municipality:
        return address_of(card.prefecture, card.municipality, card.town, card.rest)
    return address_in(card.printed_address)


def draw_sender(page: Page, batch: Batch, frame: Frame) -> None:
    """Where a card that finds nobody comes back to."""
    if batch.sender_postal_code:
        code = f"〒{batch.sender_postal_code}"
        page.text(code, x=SENDER_LEFT, y=frame.top - 3, size=8.5)
    columns = []
    if batch.sender_address:
        columns = columns_of(address_in(batch.sender_address), frame, arabic=batch.arabic)
    if batch.sender_name:
        left = min((column.x for column in columns), default=frame.x)
        x = left - 5 if columns else left - 8
        room = frame.foot - frame.top
        size = min(SENDER_NAME_SIZE, SENDER_NAME_SIZE * room / length_of(batch.sender_name, SENDER_NAME_SIZE))
        top = frame.foot - length_of(batch.sender_name, size)
        _draw(page, [Column(batch.sender_name, x, top, size)])
    _draw(page, columns)


def _draw(page: Page, columns: list[Column]) -> None:
    for column in columns:
        page.vertical(column.text, x=column.x, y=column.y, size=column.size, face=SERIF, colour=BLACK)
