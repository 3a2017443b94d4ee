import pytest

from reunion.lib.address_text import (
    clean_code,
    shown_code,
    split_care_of,
    split_leading_code,
    split_prefecture,
)
from reunion.lib.municipality_readings import readings
from reunion.lib.place_names import Municipality, fold, fold_written, loose_key, municipality_parts


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("鳩ヶ谷", "鳩ケ谷"),
        ("自由が丘", "自由ガ丘"),
        ("関ヶ島", "関島"),
        ("丸之内", "丸の内"),
        ("井ノ上", "井之上"),
        ("北３条西", "北三条西"),
        ("北3西", "北三条西"),
        ("二十四軒", "24軒"),
        ("大字深作", "深作"),
        ("字安慶名", "安慶名"),
        ("小字内田", "内田"),
        ("澤ノ目", "沢目"),
        ("濱町", "浜町"),
        ("四ッ谷", "四つ谷"),
        ("本耶馬溪町", "本耶馬渓町"),
        ("館　山", "館山"),
    ],
)
def test_two_spellings_of_one_place_are_folded_alike(one, other):
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"), [("北方", "北方町"), ("三条", "二条"), ("浪館", "浪館前田"), ("上本町", "下本町")]
)
def test_different_places_stay_different(one, other):
    assert fold(one) != fold(other)


def test_what_follows_a_folded_name_is_found_in_the_written_text():
    folded = fold_written("大字大津ヶ丘１－２　コーポ桜")
    assert folded.text.startswith("大津丘")
    assert folded.rest_of_written(3) == "１－２　コーポ桜"


def test_a_number_is_not_cut_in_two_but_two_numbers_are_told_apart():
    assert fold_written("本町12").splits_a_number(3)
    assert not fold_written("字三12").splits_a_number(1)
    assert not fold_written("浦臼第７16").splits_a_number(4)
    assert not fold_written("五分一二丁目").splits_a_number(3)
    assert fold_written("五分十二丁目").splits_a_number(3)


@pytest.mark.parametrize(
    ("key", "loose"),
    [("藤原町", "藤原"), ("桜馬場通り", "桜馬場通"), ("発寒6条", "発寒6"), ("町", "町"), ("三条", "三条")],
)
def test_a_loose_key_forgets_an_ending_that_comes_and_goes(key, loose):
    assert loose_key(key) == loose


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("北足立郡吹上町", Municipality("北足立郡", "吹上町", "")),
        ("さいたま市浦和区", Municipality("", "さいたま市", "浦和区")),
        ("四日市市", Municipality("", "四日市市", "")),
        ("大和郡山市", Municipality("", "大和郡山市", "")),
        ("余市郡余市町", Municipality("余市郡", "余市町", "")),
        ("世田谷区", Municipality("", "世田谷区", "")),
        ("三宅島三宅村", Municipality("三宅島", "三宅村", "")),
        ("堺市堺区", Municipality("", "堺市", "堺区")),
    ],
)
def test_the_name_of_a_municipality_is_taken_apart(name, parts):
    assert municipality_parts(name) == parts


def test_every_cut_that_the_letters_allow_is_a_reading():
    cities = [reading.written.city for reading in readings("四日市市諏訪町1")]
    assert cities == ["", "四日市", "四日市市", "四日市市諏訪町"]
    wards = [(one.written.city, one.written.ward) for one in readings("大阪市大淀区中津")]
    assert ("大阪市", "大淀区") in wards


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("272", "272"),
        ("272-01", "27201"),
        ("〒２７２－０１", "27201"),
        (27201, "27201"),
        (272.0, "272"),
        ("272.0", "272"),
        (60, "060"),
        (9921, "09921"),
        (600001, "0600001"),
        ("272-00", "272"),
        ("272-0021", "2720021"),
        (None, ""),
        ("", ""),
        ("不明", ""),
        ("12345678", ""),
    ],
)
def test_a_code_is_read_in_every_form(typed, code):
    assert clean_code(typed) == code


def test_a_code_is_shown_with_its_hyphen():
    assert [shown_code(code) for code in ("272", "27201", "2720021")] == ["272", "272-01", "272-0021"]


def test_a_code_in_front_of_the_address_is_taken_off():
    assert split_leading_code("〒272-01 市川市湊1") == ("27201", "市川市湊1")
    assert split_leading_code("〒２７２市川市八幡1") == ("272", "市川市八幡1")
    assert split_leading_code("市川市八幡1") == ("", "市川市八幡1")


@pytest.mark.parametrize(
    ("address", "bare", "surname"),
    [
        ("市川市柏井町3-9-1　馬場様方", "市川市柏井町3-9-1", "馬場"),
        ("市川市柏井町3-9-1 馬場方", "市川市柏井町3-9-1", "馬場"),
        ("市川市柏井町3-9-1（馬場様方）", "市川市柏井町3-9-1", "馬場"),
        ("市川市柏井町3-9-1馬場方", "市川市柏井町3-9-1", "馬場"),
        ("市川市柏井町3-9-1コーポ桜202馬場様方", "市川市柏井町3-9-1コーポ桜202", "馬場"),
        ("市川市柏井町3-9-1 さくら荘 馬場様", "市川市柏井町3-9-1 さくら荘", "馬場"),
        ("市川市北方", "市川市北方", ""),
        ("市川市本北方2-1 コーポ桜202", "市川市本北方2-1 コーポ桜202", ""),
    ],
)
def test_the_name_on_the_door_is_taken_off(address, bare, surname):
    assert split_care_of(address) == (bare, surname)


def test_the_prefecture_is_taken_off():
    assert split_prefecture("千葉県　市川市") == ("千葉県", "市川市")
    assert split_prefecture("京都府京都市") == ("京都府", "京都市")
    assert split_prefecture("市川市") == ("", "市川市")
