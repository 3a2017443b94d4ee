import pytest
from django.utils import timezone

from reunion import cast
from reunion.outreach.signup_links import link_of, links_of
from reunion.postcards.arriving import arrived
from reunion.postcards.choosing import addressees, choice, left_out, teachers
from reunion.postcards.finding import find_card
from reunion.postcards.making import make_batch
from reunion.postcards.models import Batch, Card
from reunion.postcards.returning import note_returned
from reunion.roster.models import YearbookAddress

from .addresses import lives_at
from .piles import people_at_home, posted_batch

pytestmark = pytest.mark.django_db


def comes_back(card):
    Card.objects.filter(pk=card.pk).update(returned_at=timezone.now(), returned_reason="unknown")


def numbers(reunion):
    return [person.number for person in addressees(reunion).in_roster_order()]


def reasons(reunion):
    return {row.name: row.count for row in choice(reunion).left_out}


def test_where_a_card_came_back_none_goes_again_until_another_address_is_found():
    reunion = cast.mamagawa()
    people_at_home(reunion, 2)
    comes_back(posted_batch(reunion, days_ago=60).cards.get(number=1))
    assert numbers(reunion) == [2]
    assert reasons(reunion) == {"came_back": 1}
    YearbookAddress.objects.filter(classmate__number=1).update(
        town="真間", decision="chosen", decided_at=timezone.now()
    )
    assert numbers(reunion) == [1, 2]


def test_a_card_on_its_way_is_given_three_weeks():
    reunion = cast.mamagawa()
    people_at_home(reunion, 1)
    batch = posted_batch(reunion, days_ago=20)
    assert (numbers(reunion), reasons(reunion)) == ([], {"on_the_way": 1})
    posted_batch(reunion, days_ago=21, made=batch)
    assert (numbers(reunion), reasons(reunion)) == ([1], {})


def test_a_batch_that_was_never_posted_says_nothing():
    reunion = cast.mamagawa()
    people_at_home(reunion, 1)
    make_batch(reunion)
    assert numbers(reunion) == [1]


def test_brothers_and_sisters_share_the_fate_of_their_card():
    reunion = cast.mamagawa()
    for number, name in enumerate(("裕子", "茂"), 1):
        lives_at(cast.classmate(reunion, f"高田 {name} か か", number=number))
    card = posted_batch(reunion, days_ago=60).cards.get()
    assert numbers(reunion) == [1, 2]
    comes_back(card)
    assert (numbers(reunion), reasons(reunion)) == ([], {"came_back": 2})


def test_what_came_back_from_one_reunion_says_nothing_of_another():
    reunion, other = cast.mamagawa(), cast.mamagawa("another")
    other.cohort = reunion.cohort
    other.save()
    people_at_home(reunion, 1)
    comes_back(posted_batch(reunion, days_ago=60).cards.get())
    assert (numbers(reunion), numbers(other)) == ([], [1])


def test_a_letter_that_came_back_from_a_teacher_is_not_sent_there_again():
    reunion = cast.mamagawa()
    teacher = cast.teacher(reunion, address="千葉県市川市真間1-2-3")
    batch = posted_batch(reunion, days_ago=3, made=make_batch(reunion, audience=Batch.Audience.TEACHERS))
    assert list(teachers(reunion)) == []
    comes_back(batch.cards.get())
    _step, people = left_out(reunion, name="teachers_came_back")
    assert list(people) == [teacher]
    teacher.address = "千葉県市川市八幡9-8-7"
    teacher.save()
    assert list(teachers(reunion)) == [teacher]


def test_each_count_of_those_left_out_is_the_number_of_people_in_its_list():
    reunion = cast.mamagawa()
    people_at_home(reunion, 5)
    cast.classmate(reunion, "住所 無 すみしょ なし")
    cast.classmate(reunion, "森 薫 もり かおる", do_not_contact=True)
    comes_back(posted_batch(reunion, days_ago=30).cards.get(number=2))
    found = choice(reunion)
    assert (found.people, reasons(reunion)) == (4, {"came_back": 1, "no_address": 1, "do_not_contact": 1})
    assert {row.name: left_out(reunion, name=row.name)[1].count() for row in found.left_out} == reasons(
        reunion
    )
    assert left_out(reunion, name="nonsense") is None


def test_of_a_batch_seven_in_ten_come_back_two_arrive_and_the_next_goes_to_the_tenth_only():
    """As it was at the first reunion that this serves."""
    reunion, user = cast.mamagawa(), cast.member(cast.mamagawa("another"))
    people = people_at_home(reunion, 10)
    batch = posted_batch(reunion, days_ago=30)
    for number in range(1, 8):
        note_returned(
            find_card(Card.objects.all(), typed=f"{batch.pk}-{number}", reunion=reunion),
            reason="unknown",
            actor=user,
        )
    codes = links_of(reunion, classmates=people)
    for person in people[7:9]:
        arrived(link_of(codes[person.pk]))
    assert batch.cards.count_by_state() == {"made": 0, "posted": 1, "returned": 7, "arrived": 2}
    assert reasons(reunion) == {"came_back": 7, "reached": 2}
    assert [card.classmate for card in make_batch(reunion).cards.all()] == [people[9]]
