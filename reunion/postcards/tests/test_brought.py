import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from reunion import cast
from reunion.outreach.models import FamilyAnswer, SignupLink
from reunion.postcards.brought import WHAT, Tally, Week, cards_with_answers, what_cards_brought
from reunion.postcards.making import make_batch
from reunion.postcards.models import Card
from reunion.registrations.models import Registration

from .addresses import lives_at
from .piles import people_at_home, posted_batch

pytestmark = pytest.mark.django_db


def answer(classmate, reunion, *, days_ago: float = 0, **details) -> None:
    made = cast.registration(reunion, classmate=classmate, **details)
    at = timezone.now() - dt.timedelta(days=days_ago)
    Registration.objects.filter(pk=made.pk).update(signed_up_at=at)


def moved(card: Card, **days_ago: int) -> None:
    now = timezone.now()
    moments = {name: now - dt.timedelta(days=days) for name, days in days_ago.items()}
    Card.objects.filter(pk=card.pk).update(
        **moments, **({"returned_reason": "unknown"} if "returned_at" in moments else {})
    )


def test_of_a_hundred_seventy_come_back_and_twenty_are_scanned():
    reunion = cast.mamagawa()
    people = people_at_home(reunion, 100)
    batch = posted_batch(reunion, days_ago=22)
    cards = list(batch.cards.order_by("number"))
    for card in cards[:70]:
        moved(card, returned_at=12)
    for card in cards[70:90]:
        moved(card, arrived_at=17)
    for person in people[70:80]:
        answer(person, reunion, days_ago=3)
    answer(people[95], reunion, days_ago=3)  # read the card, and typed the address of the page
    answer(people[0], reunion, days_ago=3)  # its card came back: a friend told
    found = what_cards_brought(reunion)
    expected = Tally(
        posted=100, returned=70, arrived=20, told=0, answered=11, by_code=10, reached=21, silent=9,
        postage=8500,
    )  # fmt: skip
    assert found.total == expected
    assert [tally for _batch, tally in found.by_batch] == [expected]
    assert [tally for _room, tally in found.by_class] == [expected]
    assert (expected.reached_percent, expected.returned_percent) == (21, 70)
    assert (expected.yen_a_reached, expected.yen_an_answered) == (405, 773)
    assert found.weeks == [
        Week(1, 0, 20, 0, False),
        Week(2, 70, 0, 0, False),
        Week(3, 0, 0, 11, False),
    ]
    for what, condition in WHAT.items():
        assert cards_with_answers(reunion).filter(condition).count() == getattr(expected, what)
    second = make_batch(reunion)
    again = [*people[80:95], *people[96:]]  # neither came back nor answered
    assert set(second.cards.values_list("classmate_id", flat=True)) == {person.pk for person in again}


def test_an_answer_is_owed_to_the_newest_card_posted_before_it():
    reunion = cast.mamagawa()
    early, late, before = people_at_home(reunion, 3)
    first = posted_batch(reunion, days_ago=30)
    second = posted_batch(reunion, days_ago=10)
    answer(early, reunion, days_ago=20)
    answer(late, reunion, days_ago=5)
    answer(before, reunion, days_ago=40)
    found = what_cards_brought(reunion)
    assert [(batch, tally.answered) for batch, tally in found.by_batch] == [(first, 1), (second, 1)]
    assert found.total.answered == 2
    assert what_cards_brought(reunion, batch=second).total == found.by_batch[1][1]


def test_a_brother_answers_for_the_card_they_share():
    reunion = cast.mamagawa()
    twins = [cast.classmate(reunion, f"高田 {name} か か", number=n) for n, name in enumerate(("裕子", "茂"))]
    for person in twins:
        lives_at(person)
    posted_batch(reunion, days_ago=5)
    answer(twins[1], reunion, days_ago=2)
    total = what_cards_brought(reunion).total
    assert (total.posted, total.answered, total.reached) == (1, 1, 1)


def test_a_family_that_passed_it_on_was_reached_unless_it_took_that_back():
    reunion = cast.mamagawa()
    people_at_home(reunion, 2)
    posted_batch(reunion, days_ago=5)
    for link, outcome in zip(SignupLink.objects.order_by("pk"), ("reached", "withdrawn"), strict=True):
        FamilyAnswer.objects.create(link=link, what="told", outcome=outcome, decided_at=timezone.now())
    total = what_cards_brought(reunion).total
    assert (total.told, total.reached, total.silent) == (1, 1, 1)


def test_what_is_not_posted_brought_nothing():
    reunion = cast.mamagawa()
    people_at_home(reunion, 2)
    make_batch(reunion)
    found = what_cards_brought(reunion)
    assert (found.total, found.by_batch, found.by_class, found.weeks) == (Tally(), [], [], [])
    assert found.total.yen_a_reached is None


@pytest.mark.parametrize("people", [1, 30])
def test_the_same_six_questions_for_one_card_and_for_thirty(people):
    reunion = cast.mamagawa()
    people_at_home(reunion, people)
    posted_batch(reunion)
    with CaptureQueriesContext(connection) as captured:
        what_cards_brought(reunion)
    assert len(captured) == 6
