"""One line of a bank's table as an entry.

Money stands in a column for what came in and one for what went out, or in one column with a sign, or in one
column beside a word (入金, 支払). A minus in the column of incoming money takes a deposit back: it goes out
and is a correction. A line with money in both columns, or in none, is unreadable; nothing is taken for 0.
"""

import re
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from reunion.payments.readers.amounts import yen
from reunion.payments.readers.banks import Table
from reunion.payments.readers.dates import date_of
from reunion.payments.readers.entries import CORRECTION, IN, OUT, Entry, Unreadable
from reunion.payments.readers.headings import Columns
from reunion.payments.readers.payer import kind_of, payer_of

LONGEST_TEXT = 200
LONGEST_BANK_ID = 30
CAME_IN = re.compile(r"入|受|預|1$|１$")
WENT_OUT = re.compile(r"出|支|払|引|2$|２$")


@dataclass(frozen=True)
class Row:
    """`number` is the line of the file where the row begins, `raw` that line as it stands."""

    number: int
    cells: list[str]
    raw: str

    @property
    def filled(self) -> int:
        return sum(bool(cell.strip()) for cell in self.cells)


def entry_of(row: Row, table: Table, columns: Columns, today: date) -> Entry:
    """The entry of a row, its amount 0 only where the bank wrote 0. Unreadable says what is wrong."""
    cells = row.cells
    booked_on = date_of(columns.cell(cells, "booked_on"), today)
    value_cell = columns.cell(cells, "value_on")
    direction, amount, taken_back = _money(cells, columns)
    kind_cell, description = columns.cell(cells, "kind"), columns.cell(cells, "description")
    kind = CORRECTION if taken_back else kind_of(kind_cell, description, columns.cell(cells, "sign"))
    bank_id = columns.cell(cells, "bank_id")
    if len(kind_cell) + len(description) > LONGEST_TEXT or len(bank_id) > LONGEST_BANK_ID:
        raise Unreadable(_("摘要が長すぎて読めません。"))
    return Entry(
        number=row.number,
        booked_on=booked_on,
        amount=amount,
        direction=direction,
        payer=payer_of(description, direction=direction, kind=kind),
        text=" ".join(part for part in (kind_cell, description) if part),
        raw=row.raw,
        value_on=date_of(value_cell, today) if value_cell.strip("-") else None,
        kind=kind,
        balance_after=yen(columns.cell(cells, "balance")),
        bank_id=bank_id,
        bank_id_key=_bank_id_key(bank_id, booked_on, cells, table, columns),
    )


def _money(cells: list[str], columns: Columns) -> tuple[str, int, bool]:
    """Direction, amount, and whether it takes an earlier movement back."""
    if columns.has("signed"):
        return _money_with_sign(
            yen(columns.cell(cells, "signed")), columns.cell(cells, "sign"), columns.has("sign")
        )
    deposit, withdrawal = yen(columns.cell(cells, "deposit")), yen(columns.cell(cells, "withdrawal"))
    if deposit and withdrawal:
        raise Unreadable(_("入金と出金の両方に金額があります。"))
    if deposit is None and withdrawal is None:
        raise _no_amount()
    return _turned(OUT, withdrawal) if withdrawal else _turned(IN, deposit or 0)


def _money_with_sign(amount: int | None, word: str, has_word: bool) -> tuple[str, int, bool]:
    if amount is None:
        raise _no_amount()
    if not has_word:
        return (OUT if amount < 0 else IN), abs(amount), False
    if CAME_IN.match(word):
        return _turned(IN, amount)
    if WENT_OUT.match(word):
        return _turned(OUT, amount)
    raise Unreadable(_("「%(word)s」が入金か出金か分かりません。") % {"word": word})


def _turned(direction: str, amount: int) -> tuple[str, int, bool]:
    if amount >= 0:
        return direction, amount, False
    return (OUT if direction == IN else IN), -amount, True


def _no_amount() -> Unreadable:
    return Unreadable(_("金額がありません。"))


def _bank_id_key(bank_id: str, booked_on: date, cells: list[str], table: Table, columns: Columns) -> str:
    """The bank's number with what makes it unique; "" where it is missing or only zeros."""
    if not bank_id.strip("0 -") or not all(columns.has(meaning) for meaning in table.numbered_by):
        return ""
    parts = [
        booked_on.isoformat() if meaning == "booked_on" else columns.cell(cells, meaning)
        for meaning in table.numbered_by
    ]
    return ":".join([table.code, *parts]) if parts else ""
