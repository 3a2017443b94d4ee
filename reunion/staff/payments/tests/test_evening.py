"""A treasurer's evening: a ゆうちょ file of about 85 lines, and how many presses it takes.

The lines are as they come in real life: most are plain, the others carry a reference alone or one too many,
a married name, a spouse's account, a fee taken off, two people in one transfer, one person in two, the same
sum twice, a name in kanji or without voicing marks, and four strangers.
"""

import random

import pytest

from reunion import cast
from reunion.lib.kana import bank_key, katakana
from reunion.payments.balance import paid_by_registration
from reunion.payments.models import Allocation, StatementLine

from .presses import work_through

SURNAMES = [
    *("高田 たかだ", "大西 おおにし", "森 もり", "中島 なかじま", "加藤 かとう", "小野 おの"),
    *("橋本 はしもと", "石田 いしだ", "福田 ふくだ", "川口 かわぐち", "安藤 あんどう", "西村 にしむら"),
]
GIVEN = [
    "裕子 ゆうこ",
    "義明 よしあき",
    "順子 じゅんこ",
    "幸一 こういち",
    "薫 かおる",
    "茂 しげる",
    "恵 めぐみ",
]
STRANGERS = [("リソク", 12), ("カ）ヤマトシヨウジ", 25000), ("ナリタ　タロウ", 8000), ("フメイ", 777)]
TROUBLED, PLAIN = 14, 66


@pytest.fixture
def people(mamagawa):
    """Nobody shares a name with anybody."""
    names = [
        f"{surname.split()[0]} {given.split()[0]} {surname.split()[1]} {given.split()[1]}"
        for surname in SURNAMES
        for given in GIVEN
    ]
    return [
        cast.guest(mamagawa, name, items=("main", "after_party") if place % 3 else ("main",))
        for place, name in enumerate(names[: TROUBLED + PLAIN])
    ]


def payer(person) -> str:
    return bank_key(person.family_kana) + "　" + bank_key(person.given_kana)


def due(person) -> int:
    return person.amount_due


def deposits(people, luck) -> list[tuple[str, int]]:
    people = luck.sample(people, len(people))
    one, two, three, four, five, six, seven, eight, nine, ten, eleven, twelve, *plain = people
    troubled = [
        (one.reference, due(one)),
        (f"{katakana(two.family_kana)}　サブロウ", due(two)),
        (payer(three), due(three) - 330),
        (payer(four), due(four) - 550),
        (f"{five.reference}　{six.reference}　{payer(five)}", due(five) + due(six)),
        (payer(seven), due(seven) - 3000),
        (payer(seven), 3000),
        (payer(eight), due(eight)),
        (payer(eight), due(eight)),
        (f"{nine.family_name}　{nine.given_name}", due(nine)),
        (f"{ten.reference}　{payer(eleven)}", due(eleven)),
        (payer(twelve)[:5], due(twelve)),
        *STRANGERS,
    ]
    found = troubled + [(payer(person), due(person)) for person in plain]
    return luck.sample(found, len(found))


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_an_evening_takes_at_most_twenty_five_presses(desk, page, mamagawa, receive, people, seed):
    statement = deposits(people, random.Random(seed))
    assert 80 <= len(statement) <= 90
    receive(*statement)
    assert Allocation.objects.count() == 0
    presses = work_through(desk, page("lines"))
    assert presses <= 25 - 1  # taking the file in is a press too
    left = StatementLine.objects.filter(reunion=mamagawa).undecided()
    assert {(line.payer, line.amount) for line in left} >= set(STRANGERS)
    assert {line.grade for line in left} == {"unclear"}
    assert left.count() <= len(STRANGERS) + 2
    paid = paid_by_registration(mamagawa)
    assert all(paid.get(person.pk, 0) <= 2 * due(person) for person in people)
