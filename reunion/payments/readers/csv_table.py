"""Reads the table of any bank: CSV, or its like with tabs or semicolons.

The heading row is looked for, whatever stands above it. Every line below is a movement, unless it is empty,
a sum, a balance carried over or a note; a line that is none of these and cannot be read stops the whole
file, with all such lines named. Tables which hold several accounts come back as several statements.
"""

import re
from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext as _

from reunion.payments.readers.account import account_above, account_of_row
from reunion.payments.readers.balance import ends, gap_warning, gaps, newest_first
from reunion.payments.readers.banks import UNLISTED, Table
from reunion.payments.readers.entries import (
    AccountInfo,
    Entry,
    ParsedStatement,
    StatementError,
    Unreadable,
)
from reunion.payments.readers.headings import MONEY, Columns, plain
from reunion.payments.readers.identity import contradictions, counted
from reunion.payments.readers.movement import Row, entry_of
from reunion.payments.readers.sheets import Explained, Sheet, UnknownColumns, find_sheet

LONGEST_LINE = 4000
PREVIEWED = 5
SUM = re.compile(r"(総?合|小)?計")
CARRIED_OVER = re.compile(r"繰越|繰り越|残高")
LIKE_A_DATE = re.compile(r"[0-9０-９RHSＲＨＳ令平昭]")
STATED_COUNT = re.compile(r"明細件数\D{0,3}([0-9]{1,9})")


def read_table(
    text: str, today: date, known: Mapping[str, Explained], *, ask: bool
) -> tuple[ParsedStatement, ...]:
    """`known` are heading rows that were explained; with `ask`, any other bank's table wants explaining."""
    sheet = find_sheet(text, today, known)
    if sheet.table is UNLISTED and (ask or not sheet.columns.sure):
        raise UnknownColumns(sheet)
    return read_sheet(sheet, text, today)


def previewed(sheet: Sheet, columns: Columns, today: date) -> list[tuple[Row, Entry | str]]:
    """The first lines as they would be read with these columns, or the sentence why not."""
    shown = []
    for row in [row for row in sheet.below if not _is_aside(row, columns)][:PREVIEWED]:
        try:
            shown.append((row, _entry(row, sheet.table, columns, today)))
        except Unreadable as error:
            shown.append((row, str(error)))
    return shown


def read_sheet(sheet: Sheet, text: str, today: date) -> tuple[ParsedStatement, ...]:
    _refuse_a_cut(sheet, text)
    entries, warnings = _entries(sheet, today)
    warnings += _count_warnings(sheet, len(entries))
    stated = account_above([row.cells for row in sheet.above], yucho=sheet.table.code == "yucho")
    groups: dict[AccountInfo | None, list[Entry]] = {} if entries else {stated: []}
    for account, entry in entries:
        groups.setdefault(account or stated, []).append(entry)
    return tuple(_statement(sheet.table, account, group, warnings) for account, group in groups.items())


def _refuse_a_cut(sheet: Sheet, text: str) -> None:
    """A last line without its end and with fewer cells than the line before was cut while it was saved."""
    if text.endswith(("\n", "\r")) or len(sheet.below) < 2:
        return
    before, last = sheet.below[-2:]
    is_below_movements = LIKE_A_DATE.match(sheet.columns.cell(before.cells, "booked_on"))
    if is_below_movements and len(last.cells) < len(before.cells):
        raise StatementError([(last.number, _cut_sentence())])


def _entries(sheet: Sheet, today: date) -> tuple[list[tuple[AccountInfo | None, Entry]], list[str]]:
    read, warnings = [], []
    errors = [(row.number, _too_long()) for row in sheet.below if len(row.raw) > LONGEST_LINE]
    if errors:
        raise StatementError(errors)
    for row in _movements(sheet):
        try:
            entry = _entry(row, sheet.table, sheet.columns, today)
            if entry.amount:
                read.append((_account_in_row(row, sheet.columns), entry))
            else:
                warnings.append(_("%(line)s行目は0円のため、取り込みません。") % {"line": row.number})
        except Unreadable as error:
            errors.append((row.number, str(error)))
    if errors:
        raise StatementError(errors)
    return read, warnings


def _entry(row: Row, table: Table, columns: Columns, today: date) -> Entry:
    if len(row.cells) <= columns.last:
        raise Unreadable(_cut_sentence())
    return entry_of(row, table, columns, today)


def _movements(sheet: Sheet) -> list[Row]:
    """The lines that say that money moved. Sums without a word for it stand only below the last of them."""
    doubtful = [row for row in sheet.below if not _is_aside(row, sheet.columns)]
    while doubtful and _is_bare(doubtful[-1], sheet.columns):
        doubtful.pop()
    return doubtful


def _is_aside(row: Row, columns: Columns) -> bool:
    money = any(columns.cell(row.cells, meaning) for meaning in MONEY)
    if LIKE_A_DATE.match(columns.cell(row.cells, "booked_on")):
        words = columns.cell(row.cells, "description") + columns.cell(row.cells, "kind")
        return not money and bool(CARRIED_OVER.search(words))
    return any(SUM.match(plain(cell)) for cell in row.cells[:3]) or (not money and row.filled < 3)


def _is_bare(row: Row, columns: Columns) -> bool:
    return not (columns.cell(row.cells, "booked_on") or columns.cell(row.cells, "description"))


def _account_in_row(row: Row, columns: Columns) -> AccountInfo | None:
    if not columns.has("account_number"):
        return None
    return account_of_row(
        number=columns.cell(row.cells, "account_number"),
        bank=columns.cell(row.cells, "account_bank"),
        branch=columns.cell(row.cells, "account_branch"),
        kind=columns.cell(row.cells, "account_kind"),
    )


def _statement(
    table: Table, account: AccountInfo | None, entries: list[Entry], warnings: list[str]
) -> ParsedStatement:
    if errors := contradictions(entries):
        raise StatementError(errors)
    entries = counted(entries)
    oldest_first = entries[::-1] if newest_first(entries) else entries
    found = gaps(oldest_first)
    opening, closing = (None, None) if found else ends(oldest_first)
    days = [entry.booked_on for entry in entries]
    return ParsedStatement(
        bank=_(table.bank),
        format=table.code,
        account=account,
        entries=tuple(entries),
        from_on=min(days, default=None),
        to_on=max(days, default=None),
        opening_balance=opening,
        closing_balance=closing,
        warnings=tuple(warnings + ([gap_warning(found)] if found else [])),
    )


def _count_warnings(sheet: Sheet, read: int) -> list[str]:
    """ゆうちょ states above the table how many lines there are."""
    if not sheet.below or not read:
        return [_("このファイルには明細が1行もありません。期間を確かめてください。")]
    stated = next((match for row in sheet.above if (match := STATED_COUNT.search(plain(row.raw)))), None)
    if stated is None or int(stated[1]) == read:
        return []
    return [
        _(
            "明細件数は%(stated)s件とありますが、読めたのは%(read)s件です。途中で切れていないか、銀行の画面で確かめてください。"
        )
        % {"stated": int(stated[1]), "read": read}
    ]


def _too_long() -> str:
    return _("行が長すぎて読めません。銀行の画面から、もう一度ダウンロードしてください。")


def _cut_sentence() -> str:
    return _("行が途中で切れています。銀行の画面から、もう一度ダウンロードしてください。")
