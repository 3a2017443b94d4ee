"""Each way in which a real transfer goes wrong, by its name, with the sentence the treasurer reads."""

import dataclasses

import pytest

from reunion.lib.check_digit import with_check_digit
from reunion.payments.matching import Grade, match
from reunion.payments.tests.payers import FEE, FEE_WITH_PARTY, answer, claim, lines

CERTAIN, LIKELY, UNCLEAR = Grade.CERTAIN, Grade.LIKELY, Grade.UNCLEAR
REFERENCE, OTHER_REFERENCE = with_check_digit(123), with_check_digit(456)
TRANSPOSED = REFERENCE[1] + REFERENCE[0] + REFERENCE[2:]

GUESTS = (
    claim(
        1,
        "てづか じゅんこ",
        current="ごとう じゅんこ",
        transfer="ゴトウ ヒロシ",
        reference=REFERENCE,
        kanji_names=("手塚 純子", "後藤 純子"),
    ),
    claim(
        2,
        "たかぎ みさを",
        owes=FEE_WITH_PARTY,
        reference=OTHER_REFERENCE,
        kanji_names=("髙木 操",),
    ),
    claim(3, "さとう かずこ", reference="3003"),
    claim(4, "さとう かずこ", reference="4004"),
    claim(5, "もり えり", paid=FEE, reference="5005"),
    claim(6, "ほり まさる", owes=0, cancelled=True, reference="6006"),
    claim(7, "おおの ろーら", reference="7007"),
)
FULL_WIDTH = REFERENCE.translate(str.maketrans("0123456789", "０１２３４５６７８９"))
TO_ONE, BOTH_SATO = (1,), (3, 4)

CASES = {
    "maiden name on the account": (
        "テヅカ　ジユンコ",
        FEE,
        CERTAIN,
        TO_ONE,
        "旧姓のカナと金額が一致（同姓同名なし）",
    ),
    "married name on the account": (
        "ｺﾞﾄｳ ｼﾞﾕﾝｺ",
        FEE,
        CERTAIN,
        TO_ONE,
        "今の名前のカナと金額が一致（同姓同名なし）",
    ),
    "the husband's account, declared": (
        "ゴトウ　ヒロシ",
        FEE,
        CERTAIN,
        TO_ONE,
        "申込時の振込名義と金額が一致（同姓同名なし）",
    ),
    "a child's account, not declared": (
        "ゴトウ　サブロウ",
        FEE,
        LIKELY,
        TO_ONE,
        f"同じ姓で金額が一致するのは{REFERENCE}だけ。家族の口座の可能性",
    ),
    "reference before": (
        f"{REFERENCE} ゴトウ　ジユンコ",
        FEE,
        CERTAIN,
        TO_ONE,
        f"申込番号{REFERENCE}と今の名前のカナと金額が一致（同姓同名なし）",
    ),
    "reference after": (
        f"ゴトウ　ジユンコ {REFERENCE}",
        FEE,
        CERTAIN,
        TO_ONE,
        f"申込番号{REFERENCE}と今の名前のカナと金額が一致（同姓同名なし）",
    ),
    "reference glued": (
        f"{REFERENCE}ゴトウジユンコ",
        FEE,
        CERTAIN,
        TO_ONE,
        f"申込番号{REFERENCE}と今の名前のカナと金額が一致（同姓同名なし）",
    ),
    "reference glued after": (
        f"ゴトウジユンコ{REFERENCE}",
        FEE,
        CERTAIN,
        TO_ONE,
        f"申込番号{REFERENCE}と今の名前のカナと金額が一致（同姓同名なし）",
    ),
    "reference in full-width digits": (
        f"{FULL_WIDTH}　ゴトウ　ジユンコ",
        FEE,
        CERTAIN,
        TO_ONE,
        f"申込番号{REFERENCE}と今の名前のカナと金額が一致（同姓同名なし）",
    ),
    "reference alone": (REFERENCE, FEE, LIKELY, TO_ONE, f"申込番号{REFERENCE}と金額が一致"),
    "two digits of the reference swapped, right name": (
        f"{TRANSPOSED} ゴトウ　ジユンコ",
        FEE,
        CERTAIN,
        TO_ONE,
        "今の名前のカナと金額が一致（同姓同名なし）",
    ),
    "somebody else's reference": (
        f"{OTHER_REFERENCE} ゴトウ　ジユンコ",
        FEE,
        LIKELY,
        TO_ONE,
        f"今の名前のカナと金額が一致（番号{OTHER_REFERENCE}は別の人）",
    ),
    "name cut off": ("ゴトウ　ジユ", FEE, LIKELY, TO_ONE, "名前のはじめの部分と金額が一致"),
    "the cut took a voicing mark off": ("ﾃﾂﾞｶ ｼ", FEE, LIKELY, TO_ONE, "名前のはじめの部分と金額が一致"),
    "a beginning of three kana": (
        "ゴトウ",
        FEE,
        LIKELY,
        TO_ONE,
        f"同じ姓で金額が一致するのは{REFERENCE}だけ。家族の口座の可能性",
    ),
    "voicing marks lost": ("コトウ　シユンコ", FEE, LIKELY, TO_ONE, "濁点などを除いた名前と金額が一致"),
    "ズ for ヅ": ("テズカ　ジユンコ", FEE, LIKELY, TO_ONE, "濁点などを除いた名前と金額が一致"),
    "オ for ヲ": ("タカギ　ミサオ", FEE_WITH_PARTY, CERTAIN, (2,), "名前のカナと金額が一致（同姓同名なし）"),
    "a hyphen for ー": ("ｵｵﾉ ﾛ-ﾗ", FEE, CERTAIN, (7,), "名前のカナと金額が一致（同姓同名なし）"),
    "ー dropped": ("オオノ　ロラ", FEE, LIKELY, (7,), "濁点などを除いた名前と金額が一致"),
    "kanji of a ゆうちょ 送金": ("後藤　純子", FEE, LIKELY, TO_ONE, "漢字の名前と金額が一致"),
    "高 for 髙": ("高木　操", FEE_WITH_PARTY, LIKELY, (2,), "漢字の名前と金額が一致"),
    "a fee of 110 yen taken off": (
        "ゴトウ　ジユンコ",
        FEE - 110,
        LIKELY,
        TO_ONE,
        "今の名前のカナが一致。手数料110円が差し引かれた可能性",
    ),
    "a fee of 880 yen taken off": (
        "ゴトウ　ジユンコ",
        FEE - 880,
        LIKELY,
        TO_ONE,
        "今の名前のカナが一致。手数料880円が差し引かれた可能性",
    ),
    "two people in one transfer": (
        f"{REFERENCE} {OTHER_REFERENCE}",
        20_000,
        LIKELY,
        (1, 2),
        f"2名分: {REFERENCE} と {OTHER_REFERENCE}",
    ),
    "one of them by name": (
        f"{REFERENCE} タカギ　ミサオ",
        20_000,
        LIKELY,
        (1, 2),
        f"2名分: {REFERENCE} と {OTHER_REFERENCE}",
    ),
    "a part": ("ゴトウ　ジユンコ", 5000, LIKELY, TO_ONE, "今の名前のカナが一致。金額は3,000円足りません"),
    "too much": ("ゴトウ　ジユンコ", 10_000, LIKELY, TO_ONE, "今の名前のカナが一致。金額は2,000円多いです"),
    "paid twice": ("モリ　エリ", FEE, LIKELY, (5,), "名前のカナが一致。同じ金額の2回目の入金"),
    "paid after cancelling": ("ホリ　マサル", FEE, LIKELY, (6,), "名前のカナが一致。取り消した申込への入金"),
    "two namesakes": ("サトウ　カズコ", FEE, UNCLEAR, BOTH_SATO, "同姓同名が2名います"),
    "a namesake with the reference": (
        "4004 サトウ　カズコ",
        FEE,
        LIKELY,
        (4,),
        "申込番号4004と名前のカナと金額が一致（同姓同名が2名います）",
    ),
    "interest": ("リソク", 12, UNCLEAR, (), "心当たりの申込がありません"),
    "a company": ("ｶ)ﾔﾏﾄｼﾖｳｼﾞ", 25_000, UNCLEAR, (), "心当たりの申込がありません"),
    "a stranger with a fitting sum": ("ナリタ　タロウ", FEE, UNCLEAR, (), "心当たりの申込がありません"),
    "a surname with another sum": (
        "ゴトウ　サブロウ",
        777,
        UNCLEAR,
        (),
        "同じ姓の人が1名いますが、金額が合いません",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_one_transfer(case):
    payer, amount, grade, people, reason = CASES[case]
    proposal = answer(payer, amount, *GUESTS)
    assert (proposal.grade, proposal.reason) == (grade, reason)
    assert tuple(claim_id for claim_id, _yen in proposal.shares) == people


def test_a_transposed_reference_has_a_wrong_check_digit():
    assert TRANSPOSED not in {each.reference for each in GUESTS}


def test_a_beginning_of_three_kana_points_to_nobody_who_only_begins_like_it():
    assert answer("テヅ　", FEE, *GUESTS).shares == ()
    assert answer("オオノ", FEE + 1, *GUESTS).shares == ()


def test_one_person_in_two_transfers():
    proposals = match(lines(("ゴトウ　ジユンコ", 5000), ("ゴトウ　ジユンコ", 3000)), GUESTS)
    assert {(each.grade, each.reason) for each in proposals} == {
        (LIKELY, "2回に分けた入金。合計8,000円で金額が一致")
    }


def test_of_two_equal_transfers_one_is_certain():
    proposals = match(lines(("ゴトウ　ジユンコ", FEE), ("ゴトウ　ジユンコ", FEE)), GUESTS)
    assert [each.grade for each in proposals] == [CERTAIN, LIKELY]
    assert proposals[1].reason == "今の名前のカナが一致。同じ金額の2回目の入金"


def test_a_reversal_cancels_its_deposit_out_and_both_name_the_day():
    proposals = match(lines(("ゴトウ　ジユンコ", FEE), ("ゴトウ　ジユンコ", -FEE)), GUESTS)
    assert [(each.grade, each.reason) for each in proposals] == [
        (LIKELY, "11月2日の取消の行と打ち消し合います"),
        (LIKELY, "11月2日の入金の取消です"),
    ]


def test_an_alias_learnt_is_certain_the_next_time():
    (guest, *others) = GUESTS
    learnt = dataclasses.replace(guest, names=(*guest.names, ("alias", "ゴトウ サブロウ")))
    proposal = answer("ゴトウ　サブロウ", FEE, learnt, *others)
    assert (proposal.grade, proposal.reason) == (CERTAIN, "前に確認した振込名義と金額が一致（同姓同名なし）")
