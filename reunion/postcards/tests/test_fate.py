import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from reunion import cast
from reunion.postcards.making import make_batch
from reunion.postcards.models import Batch, Card

from .addresses import lives_at
from .piles import people_at_home, posted_batch

pytestmark = pytest.mark.django_db


def test_a_card_is_made_then_posted_then_returned_or_arrived():
    reunion = cast.mamagawa()
    people_at_home(reunion, 4)
    first = posted_batch(reunion, days_ago=60)
    make_batch(reunion)
    now = timezone.now()
    first.cards.filter(number=2).update(arrived_at=now)
    first.cards.filter(number=3).update(returned_at=now, returned_reason="moved")
    first.cards.filter(number=4).update(arrived_at=now, returned_at=now, returned_reason="refused")
    cards = Card.objects.select_related("batch").order_by("batch_id", "number")
    made = ["made"] * 4
    assert [card.state for card in cards] == ["posted", "arrived", "returned", "returned", *made]
    for state in ("made", "posted", "arrived", "returned"):
        assert list(cards.in_state(state)) == [card for card in cards if card.state == state]
    assert cards.count_by_state() == {"made": 4, "posted": 1, "returned": 2, "arrived": 1}


def test_a_returned_card_has_a_reason_and_no_other_has_one():
    reunion = cast.mamagawa()
    people_at_home(reunion, 1)
    card = posted_batch(reunion).cards.get()
    for changes in (
        {"returned_at": timezone.now()},
        {"returned_reason": "moved"},
        {"returned_at": timezone.now(), "returned_reason": "eaten"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Card.objects.filter(pk=card.pk).update(**changes)


def test_what_is_posted_is_printed():
    reunion = cast.mamagawa()
    people_at_home(reunion, 1)
    batch = make_batch(reunion)
    with pytest.raises(IntegrityError), transaction.atomic():
        Batch.objects.filter(pk=batch.pk).update(posted_on=timezone.localdate())


def test_a_card_is_also_theirs_who_share_it():
    reunion = cast.mamagawa()
    twins = [cast.classmate(reunion, f"高田 {name} か か", number=n) for n, name in enumerate(("裕子", "茂"))]
    for person in twins:
        lives_at(person)
    stranger = cast.classmate(reunion, "森 薫 もり かおる")
    card = make_batch(reunion).cards.get()
    assert list(Card.objects.of_classmate(twins[0])) == [card]
    assert list(Card.objects.of_classmate(twins[1])) == [card]
    assert list(Card.objects.of_classmate(stranger)) == []
