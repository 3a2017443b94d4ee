import pytest

from reunion.postcards.address_columns import (
    Address,
    Frame,
    address_in,
    address_of,
    columns_of,
    length_of,
    split_building,
)

FRAME = Frame(x=89.15, top=25, foot=136, largest=13, smallest=8)
KYOTO = ("京都府", "京都市上京区", "下立売通小川東入三丁目西大路町", "146番地の23")


def lines(address, **details):
    return [(column.text, column.size) for column in columns_of(address, FRAME, **details)]


@pytest.mark.parametrize(
    ("rest", "parts"),
    [
        ("3-4-5 コーポ桜202", ("3-4-5", "コーポ桜202")),
        ("3-4-5\u3000コーポ 桜202", ("3-4-5", "コーポ 桜202")),
        ("3-4-5コーポ桜202", ("3-4-5", "コーポ桜202")),
        ("3丁目6番18号", ("3丁目6番18号", "")),
        ("3丁目6番18号山田荘", ("3丁目6番18号", "山田荘")),
        ("2102", ("2102", "")),
        ("字前田12番地の3", ("字前田12番地の3", "")),
        ("北3条西5丁目1-2", ("北3条西5丁目1-2", "")),
        ("1-2-303", ("1-2-303", "")),
        ("", ("", "")),
    ],
)
def test_the_building_is_what_follows_the_number(rest, parts):
    assert split_building(rest) == parts


@pytest.mark.parametrize(
    ("text", "pieces", "building"),
    [
        ("千葉県市川市八幡3-4-5", ("千葉県", "市川市八幡", "3-4-5"), ""),
        ("市川市八幡３－４－５\u3000桜荘", ("市川市八幡", "３－４－５"), "桜荘"),
        ("三重県四日市市諏訪町1-5", ("三重県", "四日市市諏訪町", "1-5"), ""),
        ("札幌市中央区北3条西5丁目1", ("札幌市中央区北3条西", "5丁目1"), ""),
        ("どこか", ("どこか",), ""),
    ],
)
def test_a_written_address_is_divided_only_before_its_number_and_building(text, pieces, building):
    assert address_in(text) == Address(pieces, building)


@pytest.mark.parametrize(
    ("municipality", "units"),
    [
        ("市川市", ("市川市",)),
        ("千葉市中央区", ("千葉市", "中央区")),
        ("安房郡鋸南町", ("安房郡", "鋸南町")),
        ("四日市市", ("四日市市",)),
        ("蒲郡市", ("蒲郡市",)),
        ("郡上市", ("郡上市",)),
        ("小郡市", ("小郡市",)),
    ],
)
def test_a_district_and_a_ward_are_units_of_their_own(municipality, units):
    assert address_of("", municipality, "", "").pieces == units


def test_a_short_address_is_one_large_column():
    address = address_of("千葉県", "市川市", "八幡", "3-4-5")
    assert lines(address) == [("千葉県市川市八幡三―四―五", 13)]
    assert lines(address, arabic=True) == [("千葉県市川市八幡３―４―５", 13)]


def test_the_building_and_the_door_have_columns_of_their_own_further_left_and_lower():
    address = address_of("千葉県", "市川市", "八幡", "3-4-5 コーポ桜202")
    columns = columns_of(address, FRAME, care_of="馬場様方")
    assert [column.text for column in columns] == ["千葉県市川市八幡三―四―五", "コーポ桜二〇二", "馬場様方"]
    assert [column.x for column in columns] == [89.15, 82.959, 76.768]
    assert [column.y for column in columns] == [25, 29.586, 34.172]


def test_a_long_address_is_divided_before_its_number():
    assert lines(address_of(*KYOTO)) == [
        ("京都府京都市上京区下立売通小川東入三丁目西大路町", 13),
        ("一四六番地の二十三", 13),
    ]


def test_an_address_too_long_for_two_columns_is_set_smaller():
    town = "下立売通小川東入三丁目西大路町角倉町東"
    assert lines(address_of("京都府", "京都市上京区", town, "146番地の23")) == [
        ("京都府京都市上京区下立売通小川東入三丁目西大路町角倉町東", 11),
        ("一四六番地の二十三", 11),
    ]


def test_a_city_and_its_ward_part_where_the_town_leaves_no_room_beside_them():
    assert lines(address_of("京都府", "京都市上京区", "東" * 19, "146-23")) == [
        ("京都府京都市上京区", 11.5),
        ("東" * 19 + "一四六―二十三", 11.5),
    ]


@pytest.mark.parametrize("length", [1, 10, 24, 25, 40, 60, 120])
def test_nothing_is_ever_cut_off_or_beyond_its_frame(length):
    address = address_of("千葉県", "市川市", "八" * length, "3-4-5 " + "桜" * length)
    columns = columns_of(address, FRAME)
    assert all(column.y + length_of(column.text, column.size) <= FRAME.foot + 0.05 for column in columns)
    assert sum(column.text.count("八") for column in columns) == length
    assert sum(column.text.count("桜") for column in columns) == length


def test_a_long_building_is_set_smaller_alone():
    columns = columns_of(address_of("千葉県", "市川市", "八幡", "3-4-5 " + "桜" * 40), FRAME)
    assert (columns[0].size, columns[1].size) == (13, 7.54)
