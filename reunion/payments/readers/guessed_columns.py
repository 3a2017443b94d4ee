"""Which columns of a table without telling words look like the date, the money and the payer.

A guess, never more: a person confirms it before anything is read with it. The date is the first column that
reads as a day, money are the columns that read as whole yen, the last of them the balance where there are
several; the payer is the longest text.
"""

import unicodedata
from datetime import date

from reunion.payments.readers.amounts import yen
from reunion.payments.readers.dates import date_of
from reunion.payments.readers.entries import Unreadable
from reunion.payments.readers.headings import Columns
from reunion.payments.readers.movement import Row

MOST_COLUMNS, LONGEST_CELL = 60, 60


def guessed(rows: list[Row], today: date) -> Columns | None:
    """None where the first row has no date, no amount or no text."""
    width = min(len(rows[0].cells), MOST_COLUMNS)
    days = [place for place in range(width) if _is_day(rows[0].cells[place], today)]
    money = [place for place in range(width) if place not in days and _is_money(rows, place)]
    texts = [place for place in range(width) if place not in days + money and _length(rows, place)]
    if not days or not money or not texts:
        return None
    places = {
        "booked_on": (days[0],),
        "description": (max(texts, key=lambda place: _length(rows, place)),),
        "deposit": (money[0],),
    }
    return Columns(places | _other_money(money[1:]), sure=False)


def _other_money(rest: list[int]) -> dict[str, tuple[int, ...]]:
    if len(rest) > 1:
        return {"withdrawal": (rest[0],), "balance": (rest[-1],)}
    return {"balance": (rest[0],)} if rest else {}


def _is_day(cell: str, today: date) -> bool:
    try:
        return bool(cell.strip()) and len(cell) <= LONGEST_CELL and bool(date_of(cell, today))
    except Unreadable:
        return False


def _is_money(rows: list[Row], place: int) -> bool:
    """Every cell of the column that is filled is an amount, and there is one."""
    try:
        amounts = [yen(cell) for cell in _cells(rows, place)]
    except Unreadable:
        return False
    return any(amount is not None for amount in amounts)


def _length(rows: list[Row], place: int) -> int:
    return sum(_letters(cell) for cell in _cells(rows, place))


def _letters(cell: str) -> int:
    return sum(unicodedata.category(sign).startswith("L") for sign in cell)


def _cells(rows: list[Row], place: int) -> list[str]:
    return [row.cells[place][:LONGEST_CELL] for row in rows if place < len(row.cells)]
