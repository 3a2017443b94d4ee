"""The report as a workbook: the sums, and every expense and other income they come from."""

import io
from collections.abc import Iterable, Sequence

from django.conf import settings
from django.utils import translation
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from reunion.events.models import Reunion
from reunion.lib.spreadsheets import text_cell

from .books import Books
from .models import Expense, OtherIncome, Settlement
from .settlement_paper import open_matters

MONEY = "#,##0;[Red]△#,##0"
WIDTHS = {"A": 14, "B": 34, "C": 16, "D": 16, "E": 18, "F": 18, "G": 16, "H": 16}


@translation.override(settings.LANGUAGE_CODE)
def settlement_xlsx(reunion: Reunion, settlement: Settlement, books: Books) -> bytes:
    book = Workbook(write_only=True)
    _sheet(book, "決算", [*_heads(reunion, settlement), *_sums(books), *_open(books)])
    _sheet(book, "支出", _expenses(reunion))
    _sheet(book, "会費のほかの収入", _other_income(reunion))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _sheet(book: Workbook, title: str, rows: Iterable[Sequence[object]]) -> None:
    sheet = book.create_sheet(title)
    for letter, width in WIDTHS.items():
        sheet.column_dimensions[letter].width = width
    for row in rows:
        is_heading = bool(row) and isinstance(row[0], _Heading)
        sheet.append([_cell(sheet, value, is_heading) for value in row])


class _Heading(str):
    """A row that begins with it stands out."""


def _cell(sheet, value: object, is_heading: bool):
    if isinstance(value, str):
        cell = text_cell(sheet, str(value))
    else:
        cell = WriteOnlyCell(sheet, value)
        if isinstance(value, int):
            cell.number_format = MONEY
    if is_heading:
        cell.font = Font(bold=True)
    return cell


def _heads(reunion: Reunion, settlement: Settlement) -> list[Sequence[object]]:
    state = "決算" if settlement.is_closed else "案（まだ閉じていません）"
    return [
        (_Heading("決算報告書"), reunion.name),
        ("開催日", reunion.held_on),
        ("状態", state),
        ("会計", settlement.treasurer),
        ("会計監査", settlement.auditor),
        (),
    ]


def _sums(books: Books) -> list[Sequence[object]]:
    rows: list[Sequence[object]] = [(_Heading("分け方"), "費目", "件数", "予算", "決算", "差")]
    for kind, heads in (("収入", books.income), ("支出", books.expenses)):
        for row in heads:
            rows.append((kind, row.label, row.count, row.planned, row.yen, row.more_than_planned))
        total = books.total_income if kind == "収入" else books.total_expenses
        rows.append((_Heading(f"{kind}の合計"), "", None, None, total))
    rows += [(_Heading("残高"), "差し引き残高（次回への繰越）", None, None, books.balance), ()]
    rows += [
        (_Heading("残高のありか"), "", None, None, None),
        ("", "会の口座", None, None, books.in_account),
        ("", "会の現金", None, None, books.in_cash),
        ("", "お返しする会費（預り）", None, None, -books.to_return),
        ("", "立て替えた幹事に返す分", None, None, -books.advanced),
        ("", "銀行の残高と帳簿の差", None, None, -books.difference),
        (_Heading("合計"), "", None, None, books.at_hand),
        (),
    ]
    return rows


def _open(books: Books) -> list[Sequence[object]]:
    return [(_Heading("いま残っていること"),), *[("", sentence) for sentence in open_matters(books)]]


def _expenses(reunion: Reunion) -> list[Sequence[object]]:
    headings = (
        _Heading("日付"),
        "何に",
        "払った先",
        "分け方",
        "金額",
        "どこから",
        "立て替えた人",
        "返した日",
    )
    rows = Expense.objects.standing().filter(reunion=reunion)
    return [headings] + [
        (
            row.paid_on,
            row.what,
            row.payee,
            row.get_category_display(),
            row.amount,
            row.get_paid_from_display(),
            row.advanced_by,
            row.repaid_on,
        )
        for row in rows
    ]


def _other_income(reunion: Reunion) -> list[Sequence[object]]:
    headings = (_Heading("日付"), "だれから、何を", "分け方", "どこに入れたか", "金額")
    rows = OtherIncome.objects.standing().filter(reunion=reunion)
    return [headings] + [
        (row.received_on, row.what, row.get_kind_display(), row.get_put_into_display(), row.amount)
        for row in rows
    ]
