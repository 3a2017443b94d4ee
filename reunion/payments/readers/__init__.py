"""Readers of bank statements: bytes in, entries out. They know no table and no reunion.

    decoding.py         what encoding; what is no statement at all
    zengin*.py          全銀協 files of fixed length: records, their layout, their figures
    csv_table.py        the tables of banks, row by row
    sheets.py           where in the file the table is; guessed_columns.py a proposal where no words help
    headings.py         which column means what; banks.py the banks we know
    movement.py         one row as an entry; amounts.py, dates.py, payer.py its cells
    account.py          which account; balance.py whether each balance follows
    identity.py         when two lines are the same movement
    entries.py          what comes out, and the error

A file is known by its content, never by its name. It is read whole or refused whole.
"""

from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext as _

from reunion.payments.readers.csv_table import read_table
from reunion.payments.readers.decoding import text_of
from reunion.payments.readers.entries import AccountInfo, Entry, ParsedStatement, StatementError
from reunion.payments.readers.identity import agrees, identity
from reunion.payments.readers.sheets import Explained, Sheet, UnknownColumns
from reunion.payments.readers.zengin import read_zengin
from reunion.payments.readers.zengin_records import is_zengin

__all__ = [
    "AccountInfo",
    "Entry",
    "Explained",
    "ParsedStatement",
    "Sheet",
    "StatementError",
    "UnknownColumns",
    "agrees",
    "identity",
    "read",
    "read_all",
]


def read_all(
    data: bytes, today: date, *, known: Mapping[str, Explained] | None = None, ask: bool = False
) -> tuple[ParsedStatement, ...]:
    """One statement for each account in the file, at least one.

    `known` are tables whose columns a person has explained. A table of no bank we know raises
    UnknownColumns where its words leave a doubt, and always with `ask`.
    """
    text = text_of(data)
    return read_zengin(text, today) if is_zengin(text) else read_table(text, today, known or {}, ask=ask)


def read(data: bytes, today: date) -> ParsedStatement:
    """The statement of a file that holds one account; a StatementError where it holds several."""
    statements = read_all(data, today)
    if len(statements) > 1:
        sentence = _(
            "このファイルには%(count)s口座の明細があります。口座を1つ選んでダウンロードし直してください。"
        )
        raise StatementError(sentence % {"count": len(statements)})
    return statements[0]
