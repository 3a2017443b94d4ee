"""A PDF read by another program: PDFium, as in Chromium."""

import io
from collections.abc import Callable

import pypdfium2
from PIL import Image

from reunion.lib.pdf import Document, Page

MILLIMETRES = 25.4 / 72


def pdf_of(drawing: Callable[[Page], None], *, width: float = 100, height: float = 148, **details) -> bytes:
    """One page."""
    file = io.BytesIO()
    with Document(file, width=width, height=height, title="x", **details) as document:
        drawing(document.add_page())
    return file.getvalue()


def texts_of(data: bytes) -> list[str]:
    """What stands on each page, as it would be found by a search."""
    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data)]


def sizes_of(data: bytes) -> list[tuple[float, float]]:
    """Each page's width and height in millimetres."""
    return [tuple(side * MILLIMETRES for side in page.get_size()) for page in pypdfium2.PdfDocument(data)]


def picture_of(data: bytes, page: int = 0, *, dots_a_millimetre: int = 4) -> Image.Image:
    """In grey."""
    scale = dots_a_millimetre * MILLIMETRES
    return pypdfium2.PdfDocument(data)[page].render(scale=scale).to_pil().convert("L")


def ink_within(data: bytes, left: float, top: float, right: float, bottom: float) -> float:
    """How dark a part of the first page is, from 0 to 1; millimetres."""
    box = tuple(round(side * 4) for side in (left, top, right, bottom))
    part = picture_of(data).crop(box)
    return sum(255 - value for value in part.tobytes()) / 255 / (part.width * part.height)
