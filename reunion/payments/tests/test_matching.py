import pytest

from reunion.payments.matching import Grade, Kind, match
from reunion.payments.tests.payers import FEE, FEE_WITH_PARTY, answer, claim, lines

KATO = claim(1, "かとう かおる", current="ごとう かおる", transfer="ゴトウ　タダシ", alias="ゴトウ シヨウジ")
MORI = claim(2, "もり まこと", owes=FEE_WITH_PARTY)
EVERYBODY = (KATO, MORI)


@pytest.mark.parametrize(
    ("payer", "reason"),
    [
        ("ｶﾄｳ ｶｵﾙ", "旧姓のカナと金額が一致（同姓同名なし）"),
        ("ゴトウ　カオル", "今の名前のカナと金額が一致（同姓同名なし）"),
        ("コ゛トウ　タタ゛シ", "申込時の振込名義と金額が一致（同姓同名なし）"),
        ("ｺﾞﾄｳ ｼﾖｳｼﾞ", "前に確認した振込名義と金額が一致（同姓同名なし）"),
        ("1001 ゴトウ　カオル", "申込番号1001と今の名前のカナと金額が一致（同姓同名なし）"),
        ("ゴトウカオル1001", "申込番号1001と今の名前のカナと金額が一致（同姓同名なし）"),
    ],
)
def test_a_full_name_borne_by_one_with_the_exact_sum_is_certain(payer, reason):
    proposal = answer(payer, FEE, *EVERYBODY)
    assert (proposal.grade, proposal.kind, proposal.reason) == (Grade.CERTAIN, Kind.EXACT, reason)
    assert (proposal.shares, proposal.alternatives) == (((1, FEE),), ())


def test_a_mistyped_number_points_nowhere_and_changes_nothing():
    assert answer("1009 モリ マコト", FEE_WITH_PARTY, *EVERYBODY).grade == Grade.CERTAIN


def test_the_order_of_the_answers_is_the_order_of_the_lines():
    some = list(reversed(lines(("モリ マコト", FEE_WITH_PARTY), ("カトウ カオル", FEE), ("フメイ", 777))))
    assert [proposal.line_id for proposal in match(some, EVERYBODY)] == [3, 2, 1]


@pytest.mark.parametrize(
    ("payer", "amount"),
    [
        ("リソク", 12),
        ("ｶ)ﾔﾏﾄｼﾖｳｼﾞ", FEE),
        ("カ)モリ", FEE_WITH_PARTY),
        ("ナリタ タロウ", FEE),
        ("", FEE),
        ("フメイ", 777),
    ],
)
def test_nobody_is_proposed_for_money_of_strangers(payer, amount):
    proposal = answer(payer, amount, *EVERYBODY)
    assert (proposal.grade, proposal.kind, proposal.shares) == (Grade.UNCLEAR, Kind.UNKNOWN, ())
    assert proposal.reason == "心当たりの申込がありません"


def test_of_two_equal_transfers_the_earlier_is_certain_and_the_second_is_not():
    twice = lines(("カトウ カオル", FEE), ("カトウ カオル", FEE))
    for order in (twice, twice[::-1]):
        by_line = {proposal.line_id: proposal for proposal in match(order, EVERYBODY)}
        assert (by_line[1].grade, by_line[1].kind) == (Grade.CERTAIN, Kind.EXACT)
        assert (by_line[2].grade, by_line[2].kind) == (Grade.LIKELY, Kind.SECOND_PAYMENT)
        assert by_line[2].shares == ((1, FEE),)


def test_a_second_transfer_as_large_as_the_one_booked_before_is_not_certain_though_it_fits():
    couple = claim(1, "かとう かおる", owes=2 * FEE, paid=FEE)
    assert answer("カトウ カオル", FEE, couple).grade == Grade.LIKELY
