import pytest

from reunion.payments.references import known_references, read

REFERENCES = {"1234", "1301", "9005", "10017"}


@pytest.mark.parametrize(
    ("text", "numbers", "name"),
    [
        ("1234 ﾔﾏﾀﾞ ﾀﾛｳ", ("1234",), "ヤマダ タロウ"),
        ("ヤマダ　タロウ　１２３４", ("1234",), "ヤマダ タロウ"),
        ("１２３４ヤマダタロウ", ("1234",), "ヤマダタロウ"),
        ("ヤマダ 1234 タロウ", ("1234",), "ヤマダ タロウ"),
        ("ヤマダタロウ-1234", ("1234",), "ヤマダタロウ"),
        ("1234 1301 ヤマダ タロウ", ("1234", "1301"), "ヤマダ タロウ"),
        ("NO.1234 ヤマダ タロウ", ("1234",), "ヤマダ タロウ"),
        ("3-A ヤマダ タロウ", (), "ヤマダ タロウ"),
        ("3A 1234 ヤマダ タロウ", ("1234",), "ヤマダ タロウ"),
        ("３年Ａ組　山田太郎", (), "山田太郎"),
        ("3ネンAクミ ヤマダ タロウ", (), "ヤマダ タロウ"),
        ("1234 クミコ", ("1234",), "クミコ"),
        ("ヤマダ 5 クミコ", (), "ヤマダ クミコ"),
        ("1234", ("1234",), ""),
        ("", (), ""),
    ],
)
def test_numbers_and_name_are_told_apart_wherever_the_numbers_stand(text, numbers, name):
    payer = read(text)
    assert (payer.numbers, payer.name) == (numbers, name)


@pytest.mark.parametrize("text", ["ｶ)ﾔﾏﾄｼﾖｳｼﾞ", "ヤマト（カ", "ﾕ)ｻﾄｳ", "サトウ(ユ)トウキヨウ"])
def test_the_sign_of_a_company_is_seen(text):
    assert read(text).is_company is True


@pytest.mark.parametrize("text", ["ヤマダ タロウ", "1234 ヤマダ", "山田 太郎"])
def test_a_person_is_no_company(text):
    assert read(text).is_company is False


@pytest.mark.parametrize(
    ("text", "expected"), [("山田 太郎", True), ("佐々木", True), ("ヤマダ タロウ", False)]
)
def test_kanji_are_seen(text, expected):
    assert read(text).has_kanji is expected


@pytest.mark.parametrize(
    ("number", "found"),
    [
        ("1234", ("1234",)),
        ("01234", ("1234",)),
        ("12341301", ("1234", "1301")),
        ("1234130110017", ("1234", "1301", "10017")),
        ("1235", ()),
        ("123", ()),
        ("12345", ()),
        ("1234123412341234", ()),
        ("20261124", ()),
    ],
)
def test_a_run_of_digits_is_looked_up_whole_and_cut_only_when_every_piece_is_known(number, found):
    assert known_references(number, REFERENCES) == found
