import pytest

from reunion.lib.names import SAME_CHARACTER, loose_name_key, name_key, split_spaced


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("髙木 正", "高木正"),
        ("山﨑　貢", "山崎 貢"),
        ("濵田", "浜田"),
        ("濱田", "浜田"),
        ("渡邊", "渡辺"),
        ("渡邉", "渡辺"),
        ("𠮷田", "吉田"),
        ("大澤", "大沢"),
        ("齋藤", "斎藤"),
        ("齊藤", "斉藤"),
        ("中嶋", "中島"),
        ("櫻井", "桜井"),
        ("冨田", "富田"),
        ("辻󠄀", "辻"),
        ("\ufa19田", "神田"),
        ("Ｓｍｉｔｈ", "SMITH"),
    ],
)
def test_shapes_of_one_character_make_one_key(one, other):
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize(("one", "other"), [("祐司", "佑司"), ("斎藤", "斉藤"), ("畑", "畠")])
def test_different_names_keep_different_keys(one, other):
    assert name_key(one) != name_key(other)


def test_the_loose_key_folds_the_two_characters_of_saito():
    assert {loose_name_key(name) for name in ("斎藤", "斉藤", "齋藤", "齊藤")} == {"斎藤"}


def test_no_character_stands_in_two_groups():
    letters = [letter for group in SAME_CHARACTER.split() for letter in group]
    assert sorted(letters) == sorted(set(letters))


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("山田　太郎", ("山田", "太郎")),
        (" 山田 太郎 ", ("山田", "太郎")),
        ("山田太郎", None),
        ("マリア デ ソウザ", None),
        ("", None),
    ],
)
def test_a_full_name_is_split_only_at_a_single_gap(text, parts):
    assert split_spaced(text) == parts
