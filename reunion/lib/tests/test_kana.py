import pytest

from reunion.lib.kana import bank_key, hiragana, is_kana, katakana, unvoiced_key, weak_key


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ヤマダ　タロウ", "やまだ たろう"),
        ("ﾔﾏﾀﾞ ﾀﾛｳ", "やまだ たろう"),
        ("  やまだ \u3000 たろう ", "やまだ たろう"),
        ("ヤマタ゛ タロウ", "やまだ たろう"),
        ("ハ゜ンタ゛", "ぱんだ"),
        ("オ－ノ ヨ-コ", "おーの よーこ"),
        ("ヴィヴィアン", "ゔぃゔぃあん"),
        ("みすゞ", "みすゞ"),
        ("ミスヾ", "みすゞ"),
        ("", ""),
    ],
)
def test_every_way_to_type_kana_becomes_hiragana(text, expected):
    assert hiragana(text) == expected


def test_katakana_is_the_same_in_the_other_script():
    assert katakana("むつみ  ｼﾞｮｰｼﾞ") == "ムツミ ジョージ"


def test_kanji_typed_into_a_kana_field_are_left_as_they_are():
    assert hiragana("\ufa19田 タロウ") == "\ufa19田 たろう"


@pytest.mark.parametrize(
    ("typed", "carried"),
    [
        ("きょうへい", "ｷﾖｳﾍｲ"),
        ("いとう きょうへい", "イトウキヨウヘイ"),
        ("おーの ようこ", "ｵ-ﾉ ﾖｳｺ"),
        ("おーの ようこ", "オ－ノ　ヨウコ"),
        ("みをこ", "ﾐｵｺ"),
        ("ジュンコ", "シ゛ユンコ"),
        ("みすゞ", "ﾐｽｽﾞ"),
        ("さゝき", "ｻｻｷ"),
        ("ヰトウ", "ｲﾄｳ"),
        ("Smith ジョン", "ＳＭＩＴＨ　シ゛ヨン"),
        ("マリア・ソウザ", "ﾏﾘｱ ｿｳｻﾞ"),
    ],
)
def test_a_name_and_what_the_bank_carries_share_one_key(typed, carried):
    assert bank_key(typed) == bank_key(carried)


def test_the_key_is_what_a_bank_writes_without_spaces():
    assert bank_key("やまだ・ジョーじ 1234") == "ヤマダジヨ-ジ1234"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("オノ ヨウコ", "オオノ ヨウコ"),
        ("サトウ", "サド"),
        ("タカキ", "タカギ"),
        ("オノ", "オーノ"),
        ("ヂ", "ジ"),
    ],
)
def test_different_kana_are_never_folded_into_one_key(one, other):
    assert bank_key(one) != bank_key(other)


def test_the_weak_keys_forgive_voicing_dashes_and_the_two_spellings_of_one_sound():
    assert weak_key("ﾀｶｷ ｼﾕﾝｺ") == weak_key("たかぎ じゅんこ") == "タカキシユンコ"
    assert weak_key("みちづか") == weak_key("ミチズカ")
    assert weak_key("オーノ") == "オノ"
    assert unvoiced_key("こうぢ") == "コウチ"
    assert weak_key("こうぢ") == "コウシ"


@pytest.mark.parametrize("text", ["やまだ", "ﾔﾏﾀﾞ ﾀﾛｳ", "オ－ノ", "みすゞ", "マリア・ソウザ"])
def test_kana_is_recognised_in_every_width(text):
    assert is_kana(text) is True


@pytest.mark.parametrize("text", ["", " ", "ー", "山田", "やまだ太郎", "Yamada", "ヤマダ1"])
def test_anything_else_is_not_kana(text):
    assert is_kana(text) is False
