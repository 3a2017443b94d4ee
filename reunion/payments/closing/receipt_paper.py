"""How a receipt looks: A5 across, one a page, to be printed or kept as a file.

It names the reunion and who keeps its accounts, nobody's address and no account. What was issued again says
of which number; a void one is crossed by the word.
"""

import datetime as dt
import io
from collections.abc import Iterable

from reunion.events.models import Reunion
from reunion.lib.eras import era_year
from reunion.lib.pdf import GREY, SERIF, VERMILION, Document, Page, fit

from .models import Receipt

WIDTH, HEIGHT = 210.0, 148.0
LEFT, RIGHT, MIDDLE = 22.0, 188.0, 105.0
SHADE = (0.95, 0.94, 0.9)


def receipts_pdf(reunion: Reunion, receipts: Iterable[Receipt]) -> bytes:
    file = io.BytesIO()
    title = f"領収書 {reunion.name}"
    with Document(file, width=WIDTH, height=HEIGHT, title=title) as document:
        for receipt in receipts:
            draw(document.add_page(), receipt, reunion)
    return file.getvalue()


def draw(page: Page, receipt: Receipt, reunion: Reunion) -> None:
    page.rectangle(8, 8, WIDTH - 16, HEIGHT - 16, line=0.5)
    page.rectangle(9.2, 9.2, WIDTH - 18.4, HEIGHT - 18.4, line=0.15)
    page.text("領　収　書", x=MIDDLE, y=29, size=26, face=SERIF, align="centre", bold=True)
    page.text(f"No. {receipt.number}", x=RIGHT, y=22, size=11, align="right")
    page.text(day_on_paper(receipt.issued_on), x=RIGHT, y=29, size=11, align="right")
    _addressee(page, receipt)
    _amount(page, receipt)
    _issuer(page, receipt, reunion)
    if receipt.replaces_id:
        _issued_again(page, receipt)
    if not receipt.is_valid:
        page.text("無効", x=MIDDLE, y=112, size=150, align="centre", colour=(0.85, 0.55, 0.52), angle=12)


def _addressee(page: Page, receipt: Receipt) -> None:
    size = fit(receipt.addressee, width=110, size=20, smallest=9, face=SERIF)
    page.text(receipt.addressee, x=LEFT + 2, y=50, size=size, face=SERIF)
    page.line(LEFT, 53, LEFT + 115, 53, width=0.3)


def _amount(page: Page, receipt: Receipt) -> None:
    page.rectangle(LEFT + 20, 60, WIDTH - 2 * (LEFT + 20), 20, line=0, fill=SHADE)
    amount = f"￥{receipt.amount:,}―"
    page.text(amount, x=MIDDLE, y=74.2, size=32, face=SERIF, align="centre", bold=True)
    proviso = f"但し　{receipt.proviso}"
    size = fit(proviso, width=RIGHT - LEFT - 4, size=13, smallest=8)
    page.text(proviso, x=LEFT + 2, y=92, size=size)
    page.line(LEFT, 94.5, RIGHT, 94.5, width=0.2)
    received = f"{day_on_paper(receipt.received_on)}　上記の金額を正に領収いたしました。"
    page.text(received, x=LEFT + 2, y=103, size=11.5)


def _issuer(page: Page, receipt: Receipt, reunion: Reunion) -> None:
    size = fit(reunion.name, width=110, size=15, smallest=9)
    page.text(reunion.name, x=RIGHT, y=119, size=size, align="right", bold=True)
    if receipt.issuer:
        page.text(receipt.issuer, x=RIGHT, y=127, size=12.5, align="right")
    else:
        page.text("会計", x=RIGHT - 52, y=127, size=12.5)
        page.line(RIGHT - 40, 128.5, RIGHT, 128.5, width=0.2, colour=GREY)


def _issued_again(page: Page, receipt: Receipt) -> None:
    page.rectangle(LEFT, 17, 26, 9.5, colour=VERMILION, line=0.5)
    page.text("再発行", x=LEFT + 13, y=23.7, size=14, align="centre", colour=VERMILION, bold=True)
    words = f"（No. {receipt.replaces.number} に代わるもの）"
    page.text(words, x=LEFT, y=31.5, size=9, colour=VERMILION)


def day_on_paper(day: dt.date) -> str:
    """2027年（令和9年）2月13日"""
    return f"{day.year}年（{era_year(day)}）{day.month}月{day.day}日"
