"""Somebody of 60 types what she remembers."""

import pytest

from reunion import cast
from reunion.roster.models import Classmate
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
