"""The bank's file that goes with the demo: some weeks of a ゆうちょ account, with the demo's own references.

Most payers are plain; the rest show how transfers go wrong: maiden names, a spouse's account, a reference
before the name, a fee taken off, two people in one transfer, the same sum twice, a name in kanji, strangers.
The same demo gives the same file.
"""

import datetime as dt
import random
from collections.abc import Iterator
from pathlib import Path

import jaconv
from django.utils import timezone

from reunion.events.models import Reunion
from reunion.payments.balance import with_balance
from reunion.registrations.models import Registration

SMALL_KANA = str.maketrans("ァィゥェォッャュョヮー", "アイウエオツヤユヨワ－")
OPENING_BALANCE = 150_000
SHARE_PAID = 0.7
HEADINGS = "取引日,入出金明細ＩＤ,受入金額（円）,払出金額（円）,詳細１,詳細２,現在（貸付）高,"


def as_printed(kana: str) -> str:
    """Kana as ゆうちょ prints a payer: full-width, large, a hyphen for ー."""
    return jaconv.h2z(jaconv.hira2kata(kana), ascii=True, digit=True).translate(SMALL_KANA).replace(" ", "　")


def deposits(demo: Reunion) -> Iterator[tuple[str, str, int]]:
    """(kind, payer as printed, yen)"""
    owing = with_balance(Registration.objects.filter(reunion=demo)).filter(due__gt=0).order_by("id")
    queue = [person for person in owing if person.given_kana]
    married = [person for person in queue if person.current_family_kana]
    declared = [person for person in queue if person.transfer_name]
    for person in married[:3]:
        yield "振込", as_printed(person.school_kana), person.due
    for person in declared[:4]:
        yield "振込", as_printed(person.transfer_name), person.due
    used = {person.pk for person in [*married[:3], *declared[:4]]}
    queue = [person for person in queue if person.pk not in used]
    yield from unusual(queue)
    rest = queue[12:]
    for person in rest[: int(len(rest) * SHARE_PAID)]:
        yield "振込", as_printed(person.current_kana), person.due
    yield "受取利子", "", 12
    yield "振込", as_printed("かぶしきがいしゃ やまとしょうじ"), 25_000
    yield "振込", as_printed("なりた たろう"), 8_000


def unusual(queue: list[Registration]) -> Iterator[tuple[str, str, int]]:
    """Twelve people whose transfers need a look."""
    first, second, third, fourth, fifth, sixth, seventh, eighth, ninth, tenth, eleventh, twelfth = queue[:12]
    for person in (first, second):
        reference = as_printed(person.reference)
        yield "振込", f"{reference}　{as_printed(person.current_kana)}", person.due
    yield "振込", as_printed(f"{third.reference}{third.current_kana}".replace(" ", "")), third.due
    yield "振込", as_printed(fourth.reference), fourth.due
    yield "振込", as_printed(fifth.current_kana), fifth.due - 330
    together = as_printed(f"{sixth.reference} {seventh.reference} {sixth.current_kana}")
    yield "振込", together, sixth.due + seventh.due
    for _turn in range(2):
        yield "振込", as_printed(eighth.current_kana), eighth.due
    yield "送金", f"{ninth.current_name.replace(' ', '　')}", ninth.due
    yield "振込", as_printed(tenth.current_kana), tenth.due - 3000
    yield "振込", as_printed(tenth.current_kana), 3000
    yield "振込", as_printed(f"{eleventh.current_kana.split()[0]} さぶろう"), eleventh.due
    yield "振込", as_printed(f"{first.reference} {twelfth.current_kana}"), twelfth.due


def write(demo: Reunion, path: Path) -> None:
    chance = random.Random(1983)
    rows = list(deposits(demo))
    chance.shuffle(rows)
    today = timezone.localdate()
    days = sorted(today - dt.timedelta(days=chance.randrange(1, 40)) for _row in rows)
    balance, lines = OPENING_BALANCE, []
    for number, (day, (kind, payer, amount)) in enumerate(zip(days, rows, strict=True), 1):
        balance += amount
        lines.append(f"{day:%Y%m%d},{number:08d},{amount},,{kind},{payer},{balance},")
    head = [
        "お客さま口座情報",
        f"現在高,{balance},",
        f"出力日時,令和{today.year - 2018}年{today.month}月{today.day}日",
        "お客さま口座番号,00000-0000000",
        "照会対象,全明細",
        f"明細件数：{len(lines)}",
        "",
        HEADINGS,
    ]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(("\r\n".join([*head, *lines]) + "\r\n").encode("cp932"))
