"""A table leaves as CSV or XLSX without ever becoming a program.

A cell that a spreadsheet would run as a formula (it begins with = + - @ or a control character) gets an
apostrophe in CSV and is marked as text in XLSX. Post codes and numbers with a leading zero are text.
CSV is UTF-8 with a byte order mark, so that Excel in Japan reads it. Rows are written as they come.
"""

import csv
import io
from collections.abc import Iterable, Sequence

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.utils.exceptions import IllegalCharacterError

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def defused(value: object) -> object:
    """Text that would run as a formula, made plain text; numbers and everything else as they are."""
    if isinstance(value, str) and value.startswith(FORMULA_STARTS):
        return f"'{value}"
    return "" if value is None else value


def csv_bytes(
    headings: Sequence[str], rows: Iterable[Sequence[object]], *, encoding: str = "utf-8-sig"
) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(headings)
    writer.writerows([defused(value) for value in row] for row in rows)
    return text.getvalue().encode(encoding)


def xlsx_bytes(headings: Sequence[str], rows: Iterable[Sequence[object]], *, title: str = "") -> bytes:
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title[:31] or None)
    sheet.freeze_panes = "A2"
    for row in (headings, *rows):
        sheet.append([text_cell(sheet, value) if isinstance(value, str) else value for value in row])
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


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
