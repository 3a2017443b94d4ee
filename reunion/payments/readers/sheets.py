"""Finds the table in a file: what stands above it, its heading row, and which column means what.

A heading row that the treasurer has explained before is taken at that word. Else the words decide: those of
a bank we know, then the words banks use. Where no words help, a row with a date and an amount shows where
the table begins, and its shape is a proposal that a person must look at. Files cut by tabs or semicolons
are tables too.
"""

import csv
import hashlib
import io
import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from reunion.payments.readers.banks import UNLISTED, Table, table_of
from reunion.payments.readers.entries import StatementError, unclosed_sentence
from reunion.payments.readers.guessed_columns import guessed
from reunion.payments.readers.headings import Columns, find_columns, plain
from reunion.payments.readers.movement import Row

DELIMITERS = (",", "\t", ";")
# Bounds for the search of the heading, for files which are no statement at all.
SEARCHED_ROWS, MOST_COLUMNS, LONGEST_HEADING = 200, 60, 40


@dataclass(frozen=True)
class Explained:
    """What a person said about a heading row: whose table it is, and its columns."""

    bank: str
    columns: Columns


@dataclass(frozen=True)
class Sheet:
    """A table with its columns found. `heading` is None where the file has no heading row."""

    table: Table
    columns: Columns
    heading: Row | None
    above: list[Row]
    below: list[Row]
    explained: bool = False

    @property
    def width(self) -> int:
        rows = self.below[:SEARCHED_ROWS] + ([self.heading] if self.heading else [])
        return min(max((len(row.cells) for row in rows), default=0), MOST_COLUMNS)

    @property
    def fingerprint(self) -> str:
        if self.heading is None:
            return fingerprint_without_heading(self.width)
        return fingerprint(self.heading.cells)


class UnknownColumns(StatementError):
    """A table of which nobody has said what its columns mean; `sheet` holds the proposal."""

    def __init__(self, sheet: Sheet):
        self.sheet = sheet
        super().__init__(
            _(
                "この形の明細は初めてです。「明細を取り込む」のページで、どの列が日付・入金・名前かを1度だけ確かめてください。"
            )
        )


def fingerprint(cells: list[str]) -> str:
    """64 hexadecimal digits for a heading row, whatever its widths, spaces and empty cells at the end."""
    words = [plain(cell[:LONGEST_HEADING]) for cell in cells[:MOST_COLUMNS]]
    while words and not words[-1]:
        words.pop()
    return hashlib.sha256("\x1f".join(words).encode()).hexdigest()


def fingerprint_without_heading(width: int) -> str:
    return hashlib.sha256(f"without heading\x1f{width}".encode()).hexdigest()


def find_sheet(text: str, today: date, known: Mapping[str, Explained]) -> Sheet:
    refusal = StatementError(
        _(
            "入出金明細の見出し（日付・入金額・摘要など）が見つかりません。銀行の画面で、明細をCSVでダウンロードしてください。"
        )
    )
    for search in (_by_words, _by_shape):
        for delimiter in DELIMITERS:
            try:
                if sheet := search(_rows(text, delimiter), today, known):
                    return sheet
            except StatementError as error:
                refusal = error
    raise refusal


def _by_words(rows: Iterator[Row], today: date, known: Mapping[str, Explained]) -> Sheet | None:
    above: list[Row] = []
    for row in itertools.islice(rows, SEARCHED_ROWS):
        explained = known.get(fingerprint(row.cells)) if known and row.filled else None
        headings = [plain(cell[:LONGEST_HEADING]) for cell in row.cells[:MOST_COLUMNS]]
        table = _explained_table(explained) if explained else table_of(headings)
        columns = explained.columns if explained else find_columns(headings, table.known)
        if columns:
            return Sheet(table, columns, row, above, [row for row in rows if row.filled], bool(explained))
        above.append(row)
    return None


def _by_shape(rows: Iterator[Row], today: date, known: Mapping[str, Explained]) -> Sheet | None:
    above: list[Row] = []
    for row in itertools.islice(rows, SEARCHED_ROWS):
        below = [row]
        if guessed(below, today):
            below += [row for row in rows if row.filled]
            return _with_what_is_known(above, below, today, known)
        above.append(row)
    return None


def _with_what_is_known(
    above: list[Row], below: list[Row], today: date, known: Mapping[str, Explained]
) -> Sheet:
    columns = guessed(below[:SEARCHED_ROWS], today) or guessed(below[:1], today)
    heading = above.pop() if above and above[-1].filled >= len(columns.places) else None
    sheet = Sheet(UNLISTED, columns, heading, above, below)
    if explained := known.get(sheet.fingerprint):
        return Sheet(_explained_table(explained), explained.columns, heading, above, below, True)
    return sheet


def _explained_table(explained: Explained) -> Table:
    return Table(UNLISTED.code, explained.bank or UNLISTED.bank, frozenset())


def _rows(text: str, delimiter: str) -> Iterator[Row]:
    lines = list(io.StringIO(text, newline=""))
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    begins = 1
    try:
        for cells in reader:
            yield Row(begins, cells, "".join(lines[begins - 1 : reader.line_num]).rstrip("\r\n"))
            begins = reader.line_num + 1
    except csv.Error as error:
        raise StatementError([(begins, unclosed_sentence())]) from error
