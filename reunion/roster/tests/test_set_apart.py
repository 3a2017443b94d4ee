"""Two namesakes of whom somebody said that they are two people are not offered again."""

import pytest

from reunion import cast
from reunion.journal.models import Entry
from reunion.lib.refused import Refused
from reunion.roster.duplicates import maybe_twice, namesakes, with_namesakes
from reunion.roster.merging import merge, pair_version, why_not
from reunion.roster.models import Classmate, SetApart
from reunion.roster.set_apart import pairs_of, set_apart, take_back

pytestmark = pytest.mark.django_db


@pytest.fixture
def reunion():
    return cast.mamagawa()


@pytest.fixture
def three(reunion):
    return [cast.classmate(reunion, room=room) for room in "ABC"]


def offered(reunion):
    people = maybe_twice(Classmate.objects.filter(cohort=reunion.cohort))
    return [(row.person, *row.others) for row in with_namesakes(list(people))]


def say(person, other, **details):
    return set_apart(person, other=other, actor=None, reunion_slug="mamagawa", **details)


def test_each_pair_stands_once_until_somebody_says_that_they_are_two(reunion, three):
    first, second, third = three
    assert offered(reunion) == [(first, second, third), (second, third)]
    assert say(third, first) is True
    assert offered(reunion) == [(first, second), (second, third)]
    assert (list(namesakes(first)), list(namesakes(third))) == ([second], [second])
    assert say(first, second) is True
    assert offered(reunion) == [(second, third)]


def test_said_twice_from_either_side_it_stands_once_in_the_journal_of_both(three):
    first, second, _third = three
    assert (say(first, second), say(second, first)) == (True, False)
    assert SetApart.objects.count() == 1
    assert [(entry.thing, entry.sentence) for entry in Entry.objects.order_by("id")] == [
        (f"roster.classmate:{first.pk}", "同じ名前の3年B組 高田 裕子さんとは別の人と決めました"),
        (f"roster.classmate:{second.pk}", "同じ名前の3年A組 高田 裕子さんとは別の人と決めました"),
    ]


def test_taken_back_they_are_offered_again(reunion, three):
    first, second, _third = three
    say(first, second)
    pair = pairs_of(reunion.cohort).get()
    assert take_back(pair, actor=None) is True
    assert take_back(pair, actor=None) is False
    assert offered(reunion)[0] == (first, *three[1:])
    assert (
        Entry.objects.about(first).first().sentence
        == "同じ名前の3年B組 高田 裕子さんとは別の人、と決めたのを取り消しました"
    )


def test_two_people_are_not_made_one_before_it_is_taken_back(three):
    first, second, _third = three
    say(first, second)
    sentence = "この二人は別の人と決めてあります。同じ人だったときは、先にそれを取り消してください。"
    assert why_not(first, second) == sentence
    with pytest.raises(Refused) as refused:
        merge(first, gone=second, from_gone=(), seen=pair_version(first, second), actor=None)
    assert str(refused.value) == sentence


def test_what_was_said_of_a_record_goes_over_to_the_one_it_becomes(reunion, three):
    first, second, third = three
    say(first, third)
    merge(second, gone=first, from_gone=(), seen=pair_version(second, first), actor=None)
    assert list(SetApart.objects.values_list("first", "second")) == [(second.pk, third.pk)]
    fourth = cast.classmate(reunion, room="D")
    say(fourth, second)
    say(fourth, third)
    SetApart.objects.filter(first=second, second=third).delete()
    merge(second, gone=third, from_gone=(), seen=pair_version(second, third), actor=None)
    assert list(SetApart.objects.values_list("first", "second")) == [(second.pk, fourth.pk)]


def test_oneself_and_somebody_of_another_year_are_refused(reunion, three):
    stranger = cast.classmate(cast.mamagawa("another", graduated=(1984, 3)))
    for other in (three[0], stranger):
        with pytest.raises(Refused):
            say(three[0], other)
    assert SetApart.objects.count() == 0
