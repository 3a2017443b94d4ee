import pytest

from reunion.lib.check_digit import with_check_digit
from reunion.payments.bearers import Bearers, Strength
from reunion.payments.evidence import gather
from reunion.payments.tests.payers import claim, lines

SUZUKI = claim(1, "すずき きょうこ", current="たかぎ きょうこ", kanji_names=("鈴木 京子", "髙木 京子"))
HASEGAWA = claim(2, "はせがわ じゅんいち", kanji_names=("長谷川 純一",))
ONO = claim(3, "おーの みをこ", transfer="オノデラ コウヂ")
TAKAKI = claim(4, "たかき きょうこ", owes=0, kanji_names=("高木 恭子",))
SAITO = claim(5, "さいとう まさる", kanji_names=("齊藤 勝",))
EVERYBODY = (SUZUKI, HASEGAWA, ONO, TAKAKI, SAITO)


def seen(payer: str, claims=EVERYBODY):
    return gather(lines((payer, 8000))[0], Bearers(claims))


@pytest.mark.parametrize(
    ("payer", "strength", "bearers"),
    [
        ("ｽｽﾞｷ ｷﾖｳｺ", Strength.FULL, (SUZUKI,)),
        ("タカキ゛　キヨウコ", Strength.FULL, (SUZUKI,)),
        ("ｵ-ﾉ ﾐｵｺ", Strength.FULL, (ONO,)),
        ("オノデラ　コウヂ", Strength.FULL, (ONO,)),
        ("長谷川　純一", Strength.KANJI, (HASEGAWA,)),
        ("高木京子", Strength.KANJI, (SUZUKI,)),
        ("斎藤　勝", Strength.KANJI, (SAITO,)),
        ("ﾊｾｶﾜ ｼﾕﾝｲﾁ", Strength.WEAK, (HASEGAWA,)),
        ("ｵﾉ ﾐｵｺ", Strength.WEAK, (ONO,)),
        ("ｵﾉﾃﾞﾗ ｺｳｼﾞ", Strength.WEAK, (ONO,)),
        ("ｵﾉﾃﾗ ｺｳﾁ", Strength.WEAK, (ONO,)),
        ("ハセガワ　シ", Strength.CUT, (HASEGAWA,)),
        ("ハセガワ　シ゛ユ", Strength.CUT, (HASEGAWA,)),
        ("ハセガワ　サブロウ", Strength.SURNAME, (HASEGAWA,)),
        ("ハセガワサブロウ", Strength.SURNAME, (HASEGAWA,)),
        ("長谷川　三郎", Strength.SURNAME, (HASEGAWA,)),
        ("スズキ　ゴロウ", Strength.SURNAME, ()),
        ("ハセ", Strength.NONE, ()),
        ("ナリタ　タロウ", Strength.NONE, ()),
        ("ハセガワコウギヨウ(カ", Strength.NONE, ()),
        ("", Strength.NONE, ()),
    ],
)
def test_the_strongest_key_that_anybody_bears_counts(payer, strength, bearers):
    evidence = seen(payer)
    assert (evidence.strength, evidence.bearers) == (strength, bearers)


def test_a_surname_of_school_days_is_kept_apart_from_the_surname_of_today():
    assert seen("スズキ　ゴロウ").kin == (SUZUKI,)


def test_who_may_have_become_this_name_by_losing_voicing_marks_is_remembered():
    assert seen("タカキ　キヨウコ").lookalikes == (SUZUKI,)
    assert seen("タカギ　キヨウコ").lookalikes == ()


def test_two_full_names_in_one_text_are_a_pair():
    assert seen("ハセガワ ジユンイチ オノデラ コウヂ").pair == (HASEGAWA, ONO)


def test_a_full_name_outweighs_a_reference():
    evidence = seen("1002 スズキ　キヨウコ")
    assert (evidence.person, evidence.other_references) == (SUZUKI, (HASEGAWA,))


def test_a_reference_outweighs_a_weaker_name():
    evidence = seen("1003 ハセガワ　シ")
    assert (evidence.person, evidence.other_references) == (ONO, ())


def test_a_reference_chooses_among_namesakes_and_a_strange_one_does_not():
    namesakes = (claim(1, "さとう かずこ"), claim(2, "さとう かずこ"), claim(3, "もり まこと"))
    assert seen("1002 サトウ　カズコ", namesakes).person is namesakes[1]
    assert seen("1003 サトウ　カズコ", namesakes).person is None


def test_a_number_with_a_right_check_digit_that_nobody_has_belongs_elsewhere():
    strange = with_check_digit(777)
    mistyped = strange[:-1] + str((int(strange[-1]) + 1) % 10)
    assert seen(f"{strange} スズキ　キヨウコ").foreign_numbers == (strange,)
    assert seen(f"{mistyped} スズキ　キヨウコ").foreign_numbers == ()
