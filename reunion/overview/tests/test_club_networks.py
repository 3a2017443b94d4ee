"""A club is a network: who is reached, and who is still to be."""

import pytest

from reunion import cast
from reunion.outreach.askable import asked_in_club
from reunion.overview.club_networks import network_of, networks, reached, roll, unreached
from reunion.roster.models import Classmate, Club

pytestmark = pytest.mark.django_db


@pytest.fixture
def reunion():
    return cast.mamagawa()


@pytest.fixture
def theatre(reunion):
    """裕子 (A) comes, 浩 (B) has declined; 明 (A) and 久美 (B) are not reached; nobody calls the rest."""
    club = Club.objects.create(cohort=reunion.cohort, name="演劇部")
    coming = cast.guest(reunion).classmate
    declined = cast.guest(reunion, "石井 浩 いしい ひろし", room="B", state="declined").classmate
    akira = cast.classmate(reunion, "加藤 明 かとう あきら")
    kumi = cast.classmate(reunion, "佐々木 久美 ささき くみ", room="B")
    dead = cast.classmate(reunion, "森 薫 もり かおる", deceased=True)
    silent = cast.classmate(reunion, "西 薫 にし かおる", do_not_contact=True)
    club.classmates.add(coming, declined, akira, kumi, dead, silent)
    return club


def numbers(row):
    return row.people, row.unreached, row.reached, row.coming, row.percent


def named(numbers):
    return sorted(person.given_name for person in Classmate.objects.filter(pk__in=numbers))


def test_a_club_counts_whoever_may_be_called(reunion, theatre):
    mates = roll(reunion, theatre)
    assert numbers(network_of(theatre, mates, homeroom_ids=None)) == (4, 2, 2, 1, 50)
    assert named(unreached(mates, homeroom_ids=None)) == ["久美", "明"]
    assert named(reached(mates)) == ["浩", "裕子"]


def test_for_class_staff_those_to_be_reached_are_their_own(reunion, theatre):
    own = frozenset({cast.homeroom(reunion).pk})
    mates = roll(reunion, theatre)
    assert numbers(network_of(theatre, mates, homeroom_ids=own)) == (4, 1, 2, 1, 50)
    assert named(unreached(mates, homeroom_ids=own)) == ["明"]
    nobody = frozenset({cast.homeroom(reunion, "C").pk})
    assert networks(reunion, homeroom_ids=nobody) == []


def test_the_list_says_the_same_as_each_club_most_to_be_reached_first(reunion, theatre):
    alone = Club.objects.create(cohort=reunion.cohort, name="卓球部")
    alone.classmates.add(cast.classmate(reunion, "原 正 はら ただし"))
    rows = networks(reunion, homeroom_ids=None)
    assert [row.club for row in rows] == [theatre, alone]
    assert rows == [network_of(row.club, roll(reunion, row.club), homeroom_ids=None) for row in rows]


def test_a_friend_of_the_same_class_is_asked_first(reunion, theatre):
    numbers = unreached(roll(reunion, theatre), homeroom_ids=None)
    people = list(Classmate.objects.filter(pk__in=numbers).order_by("homeroom__label"))
    asked = asked_in_club(theatre, people=people, reunion=reunion)
    assert [[friend.given_name for friend in asked[person.pk]] for person in people] == [
        ["裕子", "浩"],
        ["浩", "裕子"],
    ]


def test_of_another_year_nobody_is_counted(theatre):
    another = cast.mamagawa("another", graduated=(1984, 3))
    assert networks(another, homeroom_ids=None) == []
