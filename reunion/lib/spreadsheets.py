"""A table leaves as CSV or XLSX without ever becoming a program.

A cell that a spreadsheet would run as a formula (it begins with = + - @ or a control character) gets an
apostrophe in CSV and is marked as text in XLSX. Post codes and numbers with a leading zero are text.
CSV is UTF-8 with a byte order mark, so that Excel in Japan reads it, or cp932 for old programs. Rows are
written as they come: a stream holds a few hundred of them, however long the table is.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from openpyxl.cell import WriteOnlyCell
from openpyxl.utils.exceptions import IllegalCharacterError

from .cp932 import Replacements
from .streamed_workbook import workbook

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
ROWS_AT_ONCE = 200
OLD = "cp932"


def defused(value: object) -> object:
    """Text that would run as a formula, made plain text; numbers and everything else as they are."""
    if isinstance(value, str) and value.startswith(FORMULA_STARTS):
        return f"'{value}"
    return "" if value is None else value


def csv_stream(
    headings: Sequence[str], rows: Iterable[Sequence[object]], *, encoding: str = "utf-8-sig"
) -> Iterator[bytes]:
    """The headings leave before the first row is asked for. What cp932 lacks is replaced (cp932.py)."""
    replaced = Replacements().apply if encoding == OLD else str
    yield _lines([headings], replaced).encode(encoding)
    rows = iter(rows)
    while some := list(islice(rows, ROWS_AT_ONCE)):
        yield _lines(some, replaced).encode(encoding.removesuffix("-sig"))


def csv_bytes(
    headings: Sequence[str], rows: Iterable[Sequence[object]], *, encoding: str = "utf-8-sig"
) -> bytes:
    return b"".join(csv_stream(headings, rows, encoding=encoding))


def xlsx_stream(
    headings: Sequence[str], rows: Iterable[Sequence[object]], *, title: str = ""
) -> Iterator[bytes]:
    return workbook(headings, rows, title=title)


def xlsx_bytes(headings: Sequence[str], rows: Iterable[Sequence[object]], *, title: str = "") -> bytes:
    return b"".join(workbook(headings, rows, title=title))


def _lines(rows: Iterable[Sequence[object]], replaced) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    for row in rows:
        writer.writerow([replaced(cell) if isinstance(cell, str) else cell for cell in map(defused, row)])
    return text.getvalue()


def text_cell(sheet, value: str) -> WriteOnlyCell:
    try:
        cell = WriteOnlyCell(sheet, value=value)
    except IllegalCharacterError:
        cell = WriteOnlyCell(
            sheet, value="".join(character for character in value if character.isprintable())
        )
    cell.data_type = "s"
    cell.number_format = "@"
    return cell
