"""Receipts, and what the treasurer wrote down beside the fees, as tables to take out.

What is void or was struck out stays in them and says so.
"""

from collections.abc import Iterator
from itertools import chain

from reunion.events.models import Reunion
from reunion.lib.tables import TableResource

from .models import CashMove, Expense, OtherIncome, Receipt

NOTED_HEADINGS = (
    "種類",
    "日付",
    "金額（円）",
    "分け方",
    "何に・だれから",
    "相手",
    "どこから・どこへ",
    "消した日時",
)


class ReceiptTable(TableResource):
    columns = {
        "番号": "number",
        "発行日": "issued_on",
        "宛名": "addressee",
        "金額（円）": "amount",
        "受け取った日": "received_on",
        "但し書き": "proviso",
        "発行者": "issuer",
        "申込番号": "registration__reference",
        "前の番号": "replaces__number",
        "無効にした日時": "voided_at",
    }


def receipt_rows(reunion: Reunion) -> Iterator[list]:
    receipts = Receipt.objects.filter(reunion=reunion).select_related("registration", "replaces")
    return ReceiptTable().rows(receipts.order_by("number"))


class ExpenseTable(TableResource):
    columns = {
        "日付": "paid_on",
        "金額": "amount",
        "分け方": "get_category_display",
        "何": "what",
        "相手": "payee",
        "どこ": "get_paid_from_display",
        "消した日時": "struck_at",
    }


class IncomeTable(TableResource):
    columns = {
        "日付": "received_on",
        "金額": "amount",
        "分け方": "get_kind_display",
        "何": "what",
        "相手": "nobody",
        "どこ": "get_put_into_display",
        "消した日時": "struck_at",
    }


class CashMoveTable(TableResource):
    columns = {
        "日付": "moved_on",
        "金額": "amount",
        "分け方": "nothing",
        "何": "note",
        "相手": "nobody",
        "どこ": "get_moved_to_display",
        "消した日時": "struck_at",
    }


def noted_rows(reunion: Reunion) -> Iterator[list]:
    """Expenses, other income, cash moved between purse and account."""
    tables = (
        ("支出", ExpenseTable(), Expense.objects.filter(reunion=reunion)),
        ("そのほかの収入", IncomeTable(), OtherIncome.objects.filter(reunion=reunion)),
        ("現金の移動", CashMoveTable(), CashMove.objects.filter(reunion=reunion)),
    )
    return chain.from_iterable(
        ([kind, *row] for row in table.rows(rows.order_by("id"))) for kind, table, rows in tables
    )
