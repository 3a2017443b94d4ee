import pytest

from reunion.lib.check_digit import with_check_digit
from reunion.payments.matching import Grade, Kind, match
from reunion.payments.tests.payers import FEE, answer, claim, lines

TAKAGI = claim(1, "たかぎ じゅんこ", kanji_names=("髙木 純子",))
HASEGAWA = claim(2, "はせがわ まなぶ", kanji_names=("長谷川 学",))
EVERYBODY = (TAKAGI, HASEGAWA)


@pytest.mark.parametrize(
    ("payer", "reason", "alternatives"),
    [
        ("1001", "申込番号1001と金額が一致", ()),
        ("1001 ヤマダ ハナコ", "申込番号1001と金額が一致", ()),
        ("1002 タカギ　ジユンコ", "名前のカナと金額が一致（番号1002は別の人）", (2,)),
        ("高木　純子", "漢字の名前と金額が一致", ()),
        ("ﾀｶｷ ｼﾕﾝｺ", "濁点などを除いた名前と金額が一致", ()),
        ("タカギ　ジ", "名前のはじめの部分と金額が一致", ()),
        ("1001 タカギ　ジ", "申込番号1001と名前のはじめの部分と金額が一致", ()),
    ],
)
def test_weaker_evidence_with_the_exact_sum_is_likely(payer, reason, alternatives):
    proposal = answer(payer, FEE, *EVERYBODY)
    assert (proposal.grade, proposal.kind, proposal.shares) == (Grade.LIKELY, Kind.EXACT, ((1, FEE),))
    assert (proposal.reason, proposal.alternatives) == (reason, alternatives)


def test_a_number_that_may_belong_to_another_reunion_is_looked_at_first():
    number = with_check_digit(777)
    proposal = answer(f"{number} タカギ ジユンコ", FEE, *EVERYBODY)
    assert (proposal.grade, proposal.shares) == (Grade.LIKELY, ((1, FEE),))
    assert proposal.reason == f"名前のカナと金額が一致（番号{number}はこの会の申込番号ではありません）"


def test_a_name_that_another_may_become_by_losing_voicing_marks_is_looked_at_first():
    proposal = answer("タカキ シユンコ", FEE, claim(3, "たかき しゅんこ"), *EVERYBODY)
    assert (proposal.grade, proposal.shares, proposal.alternatives) == (Grade.LIKELY, ((3, FEE),), (1,))
    assert proposal.reason == "名前のカナと金額が一致（濁点だけ違う名前の人がいます）"


def test_kana_that_did_not_change_with_the_family_name_are_looked_at_first():
    saito = claim(3, "さいとう かずこ", current="さいとう かずこ", kanji_names=("斎藤 和子", "斉藤 和子"))
    proposal = answer("サイトウ カズコ", FEE, saito)
    assert (proposal.grade, proposal.shares) == (Grade.LIKELY, ((3, FEE),))
    assert proposal.reason == "今の名前のカナと金額が一致（旧姓と今の名前のカナが同じです）"


def test_when_only_the_number_agrees_with_the_sum_name_and_number_are_shown():
    proposal = answer("1002 タカギ ジユンコ", 12000, TAKAGI, claim(2, "はせがわ まなぶ", owes=12000))
    assert (proposal.grade, proposal.shares, proposal.alternatives) == (Grade.UNCLEAR, ((2, 12000),), (1,))


@pytest.mark.parametrize(
    ("payer", "missing", "grade", "kind"),
    [
        ("タカギ ジユンコ", 109, Grade.LIKELY, Kind.PART),
        ("タカギ ジユンコ", 110, Grade.LIKELY, Kind.SHORT_BY_FEE),
        ("タカギ ジユンコ", 330, Grade.LIKELY, Kind.SHORT_BY_FEE),
        ("タカギ ジユンコ", 880, Grade.LIKELY, Kind.SHORT_BY_FEE),
        ("タカギ ジユンコ", 881, Grade.LIKELY, Kind.PART),
        ("1001", 330, Grade.LIKELY, Kind.SHORT_BY_FEE),
        ("タカキ シユンコ", 330, Grade.UNCLEAR, Kind.SHORT_BY_FEE),
        ("タカギ ジユンコ", -500, Grade.LIKELY, Kind.OVERPAID),
    ],
)
def test_another_sum_is_never_certain(payer, missing, grade, kind):
    proposal = answer(payer, FEE - missing, *EVERYBODY)
    assert (proposal.grade, proposal.kind, proposal.shares) == (grade, kind, ((1, FEE - missing),))


def test_the_sentence_names_the_fee_the_gap_or_the_surplus():
    reasons = [answer("タカギ ジユンコ", amount, *EVERYBODY).reason for amount in (7670, 5000, 9000)]
    assert reasons == [
        "名前のカナが一致。手数料330円が差し引かれた可能性",
        "名前のカナが一致。金額は3,000円足りません",
        "名前のカナが一致。金額は1,000円多いです",
    ]


def test_two_parts_that_make_the_sum_are_shown_together():
    proposals = match(lines(("タカギ ジユンコ", 5000), ("1001", 3000)), EVERYBODY)
    assert [(each.grade, each.kind, each.shares) for each in proposals] == [
        (Grade.LIKELY, Kind.SPLIT, ((1, 5000),)),
        (Grade.LIKELY, Kind.SPLIT, ((1, 3000),)),
    ]
    assert {each.reason for each in proposals} == {"2回に分けた入金。合計8,000円で金額が一致"}


@pytest.mark.parametrize(
    ("person", "grade", "kind", "reason"),
    [
        (
            claim(1, "たかぎ じゅんこ", paid=FEE),
            Grade.LIKELY,
            Kind.SECOND_PAYMENT,
            "名前のカナが一致。同じ金額の2回目の入金",
        ),
        (
            claim(1, "たかぎ じゅんこ", owes=0, paid=FEE, cancelled=True),
            Grade.LIKELY,
            Kind.PAID_AFTER_CANCELLING,
            "名前のカナが一致。取り消した申込への入金",
        ),
        (
            claim(1, "たかぎ じゅんこ", cancelled=True),
            Grade.LIKELY,
            Kind.PAID_AFTER_CANCELLING,
            "名前のカナが一致。取り消した申込への入金",
        ),
        (
            claim(1, "たかぎ じゅんこ", owes=0),
            Grade.UNCLEAR,
            Kind.NOTHING_DUE,
            "名前のカナが一致。ただし、お支払いいただく金額がありません",
        ),
        (
            claim(1, "たかぎ じゅんこ", owes=6000, paid=6000),
            Grade.LIKELY,
            Kind.OVERPAID,
            "名前のカナが一致。会費は入金済みです",
        ),
    ],
)
def test_money_for_somebody_who_owes_nothing_is_shown_with_what_is_odd(person, grade, kind, reason):
    proposal = answer("タカギ ジユンコ", FEE, person)
    assert (proposal.grade, proposal.kind, proposal.reason) == (grade, kind, reason)
    assert proposal.shares == ((1, FEE),)


def test_a_name_in_kanji_is_not_certain_even_when_it_was_confirmed_before():
    confirmed = claim(3, "もり あい", alias="森 隆")
    assert answer("森　隆", FEE, confirmed).grade == Grade.LIKELY
    assert answer("モリ　アイ", FEE, confirmed).grade == Grade.CERTAIN


def test_of_two_lines_that_fit_the_clearer_name_is_taken_for_the_fee():
    cut_off, numbered = match(lines(("タカギ ジ", FEE), ("1002 タカギ ジユンコ", FEE)), EVERYBODY)
    assert (numbered.grade, numbered.kind) == (Grade.LIKELY, Kind.EXACT)
    assert (cut_off.grade, cut_off.kind) == (Grade.UNCLEAR, Kind.SECOND_PAYMENT)
