"""The report on paper, as handed out at the party: income, expenses, where the balance is, what is open.

Always Japanese. While the books are open the word 案 lies under every page. It names no guest.
"""

import datetime as dt
import io
from collections.abc import Sequence

from django.conf import settings
from django.utils import translation

from reunion.events.models import Reunion
from reunion.lib.pdf import GREY, Column, Page, Report

from .books import KEPT, Books, Row
from .models import FEES, Settlement
from .receipt_paper import day_on_paper

AMOUNTS = (
    Column("費目", 74),
    Column("件数", 18, "right"),
    Column("予算", 26, "right"),
    Column("決算", 26, "right"),
    Column("差", 26, "right"),
)
PEOPLE = {FEES, KEPT}
PLACES = (Column("項目", 124), Column("金額", 46, "right"))


@translation.override(settings.LANGUAGE_CODE)
def settlement_pdf(reunion: Reunion, settlement: Settlement, books: Books, *, on: dt.date) -> bytes:
    file = io.BytesIO()
    draft = "" if settlement.is_closed else "案"
    with Report(file, title=f"決算報告書 {reunion.name}", footer=reunion.name, across=draft) as report:
        report.title("決算報告書")
        report.paragraph(reunion.name, size=13, align="centre")
        report.paragraph(f"開催日　{day_on_paper(reunion.held_on)}", size=10, align="centre")
        _tables(report, books)
        report.heading("いま残っていること")
        for sentence in open_matters(books):
            report.paragraph(f"・{sentence}")
        if settlement.remark:
            report.heading("会計から")
            report.paragraph(settlement.remark)
        report.draw(62, lambda page, top: _signatures(page, top, settlement, on))
    return file.getvalue()


def open_matters(books: Books) -> list[str]:
    """What is still owed to the reunion or by it."""
    matters = []
    if books.open:
        matters.append(
            f"会費のお支払いがまだの方が{books.open_people}名、合わせて{yen(books.open)}あります。"
        )
    if books.to_return:
        matters.append(f"{books.to_return_people}名の方に、合わせて{yen(books.to_return)}をお返しします。")
    if books.advanced:
        matters.append(f"立て替えた幹事に返すお金が{books.advanced_bills}件、{yen(books.advanced)}あります。")
    if books.with_others:
        matters.append(f"会計がまだ受け取っていない現金が{yen(books.with_others)}あります。")
    if books.difference:
        matters.append(f"銀行の残高と帳簿が{yen(abs(books.difference))}合っていません。調べています。")
    if not books.bank_is_known:
        matters.append("銀行の残高は、まだ確かめていません。")
    return matters or ["ありません。"]


def yen(amount: int) -> str:
    """Below zero with the sign that Japanese books have."""
    return f"△{-amount:,}円" if amount < 0 else f"{amount:,}円"


def _tables(report: Report, books: Books) -> None:
    _section(report, "収入", AMOUNTS, *_side(books.income, "収入の合計"))
    _section(report, "支出", AMOUNTS, *_side(books.expenses, "支出の合計"))
    sums = [("収入の合計", yen(books.total_income)), ("支出の合計", yen(-books.total_expenses))]
    _section(report, "残高", PLACES, sums, ("差し引き残高（次回への繰越）", yen(books.balance)))
    _section(report, "残高のありか", PLACES, places(books), ("合計", yen(books.at_hand)))


def _section(
    report: Report,
    heading: str,
    columns: Sequence[Column],
    rows: Sequence[Sequence[str]],
    total: Sequence[str],
) -> None:
    """A short table is not torn from its heading nor in two."""
    report.heading(heading, beneath=min(100, report.height_of(columns, rows, total=total)))
    report.table(columns, rows, total=total)


def _side(rows: Sequence[Row], words: str) -> tuple[list[tuple[str, ...]], tuple[str, ...]]:
    planned = sum(row.planned or 0 for row in rows)
    total = (words, "", yen(planned) if planned else "", yen(sum(row.yen for row in rows)), "")
    return [_row(row, "名" if row.head in PEOPLE else "件") for row in rows], total


def places(books: Books) -> list[tuple[str, str]]:
    """Where the balance is; what is not there is left out, but for account and cash."""
    rows = [("会の口座", books.in_account), ("会の現金", books.in_cash)]
    owed = [
        ("お返しする会費（預り）", -books.to_return),
        ("立て替えた幹事に返す分", -books.advanced),
        ("銀行の残高と帳簿の差（調査中）", -books.difference),
    ]
    return [(words, yen(amount)) for words, amount in rows + [row for row in owed if row[1]]]


def _row(row: Row, unit: str) -> tuple[str, ...]:
    planned = "" if row.planned is None else yen(row.planned)
    more = "" if row.more_than_planned is None else yen(row.more_than_planned)
    return (row.label, f"{row.count}{unit}", planned, yen(row.yen), more)


def _signatures(page: Page, top: float, settlement: Settlement, on: dt.date) -> None:
    page.text("上記のとおり報告します。", x=22, y=top + 12, size=10.5)
    page.text(day_on_paper(on), x=22, y=top + 19, size=10.5)
    page.text("監査の結果、適正であると認めます。", x=22, y=top + 40, size=10.5)
    for down, office, name in ((19, "会計", settlement.treasurer), (47, "会計監査", settlement.auditor)):
        page.text(office, x=104, y=top + down, size=10.5)
        page.text(name, x=126, y=top + down, size=12)
        page.line(124, top + down + 2, 178, top + down + 2, width=0.2)
        page.text("印", x=181, y=top + down, size=10, colour=GREY)
        page.rectangle(179.5, top + down - 5.3, 7.5, 7.5, colour=GREY, line=0.15)
    page.text("年　　　月　　　日", x=30, y=top + 47, size=10.5)
