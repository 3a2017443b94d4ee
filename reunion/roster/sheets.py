"""From the bytes of a file to rows of cells, for every kind of table a volunteer may send.

XLSX keeps the row numbers the spreadsheet shows, and hidden rows count: they are people too. Text is read as
UTF-8, else as cp932 (what Japanese Excel writes), with commas, tabs or semicolons. A file of another kind is
refused with a sentence that says what to do; so is one that is too large, or that swells to hundreds of
megabytes when unpacked.
"""

import csv
import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

Cell = str | date

LARGEST_FILE = 20 * 1024 * 1024
LARGEST_UNPACKED = 300 * 1024 * 1024
MOST_COLUMNS = 60
MOST_BLANK_ROWS = 2_000
MOST_UNREADABLE_SHARE = 0.01

OLD_EXCEL = b"\xd0\xcf\x11\xe0"
ZIP = b"PK\x03\x04"


class NotARoster(ValueError):
    """The file is no roster at all; the text is a Japanese sentence for the screen."""


@dataclass(frozen=True)
class Line:
    """One row of a sheet: `number` is what the spreadsheet shows beside it."""

    number: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Sheet:
    name: str
    lines: tuple[Line, ...]


def read_sheets(data: bytes, filename: str = "") -> list[Sheet]:
    """The sheets of an XLSX file, or the one table of a text file, without blank rows. Raises NotARoster."""
    if len(data) > LARGEST_FILE:
        raise NotARoster(
            _("ファイルが大きすぎます（20メガバイトまで）。名簿だけのファイルをお選びください。")
        )
    if not data.strip():
        raise NotARoster(_("ファイルが空です。名簿のファイルをお選びください。"))
    if data.startswith(OLD_EXCEL):
        raise NotARoster(
            _(
                "古い形式かパスワード付きのエクセルです。"
                "エクセルで開き、パスワードなしの .xlsx で保存し直してください。"
            )
        )
    if data.startswith(ZIP):
        return _read_workbook(data)
    return [Sheet("", tuple(_text_lines(_decoded(data))))]


def _read_workbook(data: bytes) -> list[Sheet]:
    _refuse_other_archives(data)
    try:
        workbook = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        return [Sheet(sheet.title, tuple(_sheet_lines(sheet))) for sheet in workbook.worksheets]
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, SyntaxError, EOFError) as error:
        raise NotARoster(_("エクセルのファイルが壊れているようです。開いて保存し直してください。")) from error


def _refuse_other_archives(data: bytes) -> None:
    try:
        members = zipfile.ZipFile(io.BytesIO(data)).infolist()
    except zipfile.BadZipFile as error:
        raise NotARoster(_("ファイルが壊れているようです。もう一度保存し直してください。")) from error
    if not any(member.filename.startswith("xl/workbook.") for member in members):
        raise NotARoster(
            _("名簿として読めない種類のファイルです。エクセル（.xlsx）か CSV で保存し直してください。")
        )
    if sum(member.file_size for member in members) > LARGEST_UNPACKED:
        raise NotARoster(_("ファイルの中身が大きすぎます。名簿だけのファイルをお選びください。"))


def _sheet_lines(sheet) -> Iterator[Line]:
    # The size a program wrote into the file is often wrong; without it every row is read.
    sheet.reset_dimensions()
    blank = 0
    for number, values in enumerate(sheet.iter_rows(values_only=True, max_col=MOST_COLUMNS), start=1):
        cells = tuple(_cell(value) for value in values)
        blank = 0 if any(cells) else blank + 1
        if blank > MOST_BLANK_ROWS:
            return
        if any(cells):
            yield Line(number, cells)


def _cell(value: object) -> Cell:
    if value is None or (isinstance(value, str) and value.startswith("#") and value.isupper()):
        return ""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, bool):
        return "1" if value else ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if isinstance(value, time) else str(value).strip()


def _decoded(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    if b"\x00" in data or data.startswith(b"%PDF"):
        raise NotARoster(
            _("名簿として読めない種類のファイルです。エクセル（.xlsx）か CSV で保存し直してください。")
        )
    for encoding in ("utf-8-sig", "cp932"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return _decoded_with_gaps(data)


def _decoded_with_gaps(data: bytes) -> str:
    """A text with a few broken bytes is still a roster; its broken rows carry U+FFFD and get a mark later."""
    texts = [data.decode(encoding, errors="replace") for encoding in ("utf-8-sig", "cp932")]
    text = min(texts, key=lambda candidate: candidate.count("\ufffd"))
    if text.count("\ufffd") > len(text) * MOST_UNREADABLE_SHARE:
        raise NotARoster(
            _("文字を読み取れないファイルです。エクセル（.xlsx）か CSV で保存し直してください。")
        )
    return text


def _text_lines(text: str) -> Iterator[Line]:
    sample = text[:20_000]
    delimiter = max("\t,;", key=sample.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        for number, values in enumerate(reader, start=1):
            cells = tuple(
                value.strip().removeprefix('="').removesuffix('"') for value in values[:MOST_COLUMNS]
            )
            if any(cells):
                yield Line(number, cells)
    except csv.Error as error:
        raise NotARoster(
            _("表として読めないファイルです。エクセル（.xlsx）か CSV で保存し直してください。")
        ) from error
