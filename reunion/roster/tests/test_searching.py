"""Somebody of 60 types what she remembers."""

import pytest

from reunion import cast
from reunion.roster.models import Classmate, Club, ContactPoint, YearbookAddress
from reunion.roster.searching import search

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    reunion = cast.mamagawa()
    cast.classmate(
        reunion,
        "髙田 裕子 たかだ ゆうこ",
        number=12,
        current_family_name="石井",
        current_family_kana="いしい",
    )
    cast.classmate(reunion, "斎藤 高志 さいとう たかし", number=3)
    cast.classmate(reunion, "齊藤 サユリ さいとう さゆり", number=4)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("", ["髙田", "斎藤", "齊藤"]),
        ("高田", ["髙田"]),
        ("髙田裕子", ["髙田"]),
        ("高田　裕子", ["髙田"]),
        ("石井", ["髙田"]),
        ("石井裕", ["髙田"]),
        ("裕子", ["髙田"]),
        ("タカダ", ["髙田"]),
        ("ﾀｶﾀﾞ ﾕｳ", ["髙田"]),
        ("たかだゆう", ["髙田"]),
        ("いしい", ["髙田"]),
        ("たか", ["髙田", "斎藤"]),
        ("斉藤", ["斎藤", "齊藤"]),
        ("さゆり", ["齊藤"]),
        ("１２番", ["髙田"]),
        ("3", ["斎藤"]),
        ("田", []),
        ("%", []),
        ("99999999999999999999", []),
    ],
)
def test_what_is_typed_finds_whom(people, typed, found):
    rows = search(Classmate.objects.order_by("pk"), typed)
    assert [person.family_name for person in rows] == found


@pytest.fixture
def year():
    """石田 of 3年B組, tennis, with a telephone and a mail; 上野 of 3年1組; 江口 of the class い."""
    reunion = cast.mamagawa()
    ishida = cast.classmate(reunion, "石田 神奈 いしだ かんな", room="B", number=5)
    ishida.clubs.add(Club.objects.create(cohort=reunion.cohort, name="女子ソフトテニス部"))
    ContactPoint.objects.create(classmate=ishida, kind="phone", value="090-1111-2222")
    ContactPoint.objects.create(classmate=ishida, kind="mail", value="Kanna_i@docomo.ne.jp")
    ueno = cast.classmate(reunion, "上野 \ufa19一 うえの しんいち", room="1", number=12)
    YearbookAddress.objects.create(classmate=ueno, printed_phone="0473(21)3456")
    cast.classmate(reunion, "江口 守 えぐち まもる", room="い", number=5)
    cast.classmate(reunion, "岡 守 おか まもる", room="1", number=6)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("B", ["石田"]),
        ("ｂ組", ["石田"]),
        ("3年B組", ["石田"]),
        ("３－Ｂ", ["石田"]),
        ("2年B組", []),
        ("1組", ["上野", "岡"]),
        ("1組 12番", ["上野"]),
        ("1組12番", ["上野"]),
        ("３年１組１２番", ["上野"]),
        ("3B5", ["石田"]),
        ("3-B-5", ["石田"]),
        ("Ｂ５番 いしだ", ["石田"]),
        ("い組5", ["江口"]),
        ("B12", []),
        ("1 12", ["上野"]),
        ("3年1組", ["上野", "岡"]),
        ("いぐみ", []),
        ("い組", ["江口"]),
        ("イ組", ["江口"]),
        ("5", ["石田", "江口"]),
        ("テニス", ["石田"]),
        ("そふとてにす", ["石田"]),
        ("ﾃﾆｽ部", ["石田"]),
        ("テニス おか", []),
        ("090-1111-2222", ["石田"]),
        ("０９０ー１１１１ー２２２２", ["石田"]),
        ("09011112222", ["石田"]),
        ("090 1111 2222", ["石田"]),
        ("+81-90-1111-2222", ["石田"]),
        ("1111-2222", ["石田"]),
        ("2222", ["石田"]),
        ("0473-21-3456", ["上野"]),
        ("3456", ["上野"]),
        ("kanna_i@docomo.ne.jp", ["石田"]),
        ("ＫＡＮＮＡ", ["石田"]),
        ("docomo 石田", ["石田"]),
        ("softbank", []),
        ("神", ["石田", "上野"]),
        ("神一", ["上野"]),
        ("まもる 1組", ["岡"]),
    ],
)
def test_what_somebody_remembers_finds_whom(year, typed, found):
    rows = search(Classmate.objects.order_by("pk"), typed)
    assert [person.family_name for person in rows] == found


def test_what_is_written_by_thousands_at_once_is_found_too(year):
    person = Classmate.objects.get(family_name="岡")
    Classmate.objects.filter(pk=person.pk).update(current_family_name="小川")
    ContactPoint.objects.bulk_create([ContactPoint(classmate=person, kind="phone", value="03-1234-5678")])
    for typed in ("小川守", "5678"):
        assert list(search(Classmate.objects.all(), typed)) == [person]


def test_only_those_one_may_see_are_looked_through(year):
    own = Classmate.objects.exclude(family_name="石田")
    for typed in ("090-1111-2222", "kanna_i", "テニス", "B", "いしだ"):
        assert list(search(own, typed)) == []
