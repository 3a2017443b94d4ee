"""A batch as a PDF: a page of exactly 100 × 148 mm for each card, in the order of their numbers; for teachers
an envelope and a letter, unless stock for cards is named; or labels.

Cards are read, drawn and written one after the other, so that ten thousand need no more memory than one.
What the typeface does not have is known before anything is printed.
"""

from collections.abc import Callable, Iterator
from functools import partial
from typing import BinaryIO

from django.conf import settings
from django.utils import translation

from reunion.lib.pdf import A4, POSTCARD, SERIF, Document

from .address_side import CARD, ENVELOPE, draw_address_side, draw_frames
from .card_text import text_of
from .labels import LabelSheet, draw_label
from .letters import draw_letter
from .message_side import draw_message_side
from .models import Batch, Card

SIDES = ("address", "message")
CARDS_AT_ONCE = 500
PRINTED = ("family_name", "given_name", "joint_names", "honorific", "care_of", "printed_address")
PRINTED_TODAY = ("prefecture", "municipality", "town", "rest")

Progress = Callable[[int], object]
Drawing = Callable[..., None]


def cards_of(batch: Batch) -> Iterator[Card]:
    return batch.cards.that_may_go().order_by("number").iterator(chunk_size=CARDS_AT_ONCE)


@translation.override(settings.LANGUAGE_CODE)
def write_pdf(
    batch: Batch,
    output: BinaryIO,
    *,
    side: str = "address",
    stock: str = "",
    progress: Progress = lambda done: None,
    only: Card | None = None,
) -> list[str]:
    """Answers with the characters that the typeface lacks; `progress` hears how many cards are drawn."""
    is_letter = batch.is_to_teachers and not stock
    size, draw = _side(batch, side, stock, is_letter)
    with Document(output, width=size[0], height=size[1], title=batch.name, shift=batch.shift) as file:
        for done, card in enumerate([only] if only else cards_of(batch), 1):
            draw(file.add_page(), card)
            progress(done)
    return file.missing


def _side(batch: Batch, side: str, stock: str, is_letter: bool) -> tuple[tuple[float, float], Drawing]:
    """The size of the paper, and how one card or letter is drawn on it."""
    if side == "address":
        layout = ENVELOPE if is_letter else CARD
        return layout.size, partial(draw_address_side, batch=batch, stock=stock, layout=layout)
    text = text_of(batch)
    if is_letter:
        return A4, partial(draw_letter, text=text, batch=batch)
    return POSTCARD, partial(draw_message_side, text=text)


@translation.override(settings.LANGUAGE_CODE)
def write_labels(
    batch: Batch, output: BinaryIO, *, sheet: LabelSheet, progress: Progress = lambda done: None
) -> list[str]:
    """Addresses on A4 sheets of labels, filled row by row."""
    with Document(output, width=A4[0], height=A4[1], title=batch.name, shift=batch.shift) as file:
        page = None
        for place, card in enumerate(cards_of(batch)):
            if place % sheet.count == 0:
                page = file.add_page()
            draw_label(page, card, sheet=sheet, place=place % sheet.count)
            progress(place + 1)
    return file.missing


def write_test_page(batch: Batch, output: BinaryIO) -> None:
    """One card with the frames only: printed on an official card, they should lie on those of the card."""
    with Document(output, width=POSTCARD[0], height=POSTCARD[1], title=batch.name, shift=batch.shift) as file:
        page = file.add_page()
        draw_frames(page)
        for x in range(10, 100, 10):
            page.line(x, 70, x, 74 if x % 50 else 78, width=0.2)
            page.text(str(x), x=x, y=69, size=7, align="centre")
        for y in range(30, 140, 10):
            page.line(8, y, 12, y, width=0.2)
            page.text(str(y), x=7, y=y + 1, size=7, align="right")
        page.text(f"→ {batch.shift_x} mm　↓ {batch.shift_y} mm", x=50, y=92, size=12, align="centre")


def missing_characters(batch: Batch) -> dict[str, list[int]]:
    """What the typeface lacks, each with the numbers of the cards on which it would stand."""
    found: dict[str, list[int]] = {}
    known: set[str] = set()
    rows = batch.cards.order_by("number").values_list("number", *PRINTED, *PRINTED_TODAY)
    for number, *texts in rows.iterator(chunk_size=2000):
        text = "".join(texts)
        if known.issuperset(text):
            continue
        lacking = SERIF.lacks(text)
        if not lacking:
            known.update(text)
        for character in sorted(lacking):
            found.setdefault(character, []).append(number)
    return found
