"""Clubs as staff type them: only what the reader changed is changed."""

import pytest

from reunion import cast
from reunion.journal.models import Entry
from reunion.roster.club_membership import change_clubs, clubs_in_words
from reunion.roster.models import Club

pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    reunion = cast.mamagawa()
    person = cast.classmate(reunion)
    person.clubs.add(Club.objects.create(cohort=reunion.cohort, name="演劇部"))
    Club.objects.create(cohort=reunion.cohort, name="書道部")
    return person


def test_a_club_is_joined_and_another_left_in_words(person):
    assert change_clubs(person, seen="演劇部", typed="書道部，将棋部", actor=None) is True
    assert clubs_in_words(person) == "将棋部、書道部"
    assert Club.objects.count() == 3
    assert Entry.objects.about(person).get().sentence == (
        "名簿を直しました：加えた部活「書道部」、加えた部活「将棋部」、外した部活「演劇部」"
    )


def test_what_another_one_added_meanwhile_stays(person):
    change_clubs(person, seen="演劇部", typed="演劇部、書道部", actor=None)
    assert change_clubs(person, seen="演劇部", typed="演劇部、将棋部", actor=None) is True
    assert clubs_in_words(person) == "将棋部、書道部、演劇部"


def test_nothing_changed_leaves_no_line(person):
    assert change_clubs(person, seen="演劇部", typed=" 演劇部 ", actor=None) is False
    assert change_clubs(person, seen="", typed="演劇部", actor=None) is False
    assert change_clubs(person, seen="野球部、演劇部", typed="演劇部", actor=None) is False
    assert clubs_in_words(person) == "演劇部"
    assert not Entry.objects.about(person).exists()
