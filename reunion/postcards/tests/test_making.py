import pytest
from django.db import IntegrityError, transaction

from reunion import cast
from reunion.lib.refused import Refused
from reunion.outreach.models import SignupLink
from reunion.outreach.signup_links import ALPHABET
from reunion.postcards.making import make_batch
from reunion.postcards.models import Card
from reunion.postcards.stationery import change_stationery, mark_printed

from .addresses import lives_at

pytestmark = pytest.mark.django_db


def test_a_card_bears_todays_address():
    reunion = cast.mamagawa()
    lives_at(cast.classmate(reunion, number=1), grade="likely")
    (card,) = make_batch(reunion).cards.all()
    assert (card.postal_code, card.address) == ("2720021", "千葉県市川市八幡3-4-5 コーポ桜202")
    assert card.care_of_line == "馬場様方"


def test_a_card_keeps_what_it_was_made_with():
    reunion = cast.mamagawa()
    person = cast.classmate(reunion)
    address = lives_at(person)
    batch = make_batch(reunion)
    address.postal_code = "1000001"
    address.save()
    person.family_name = "石井"
    person.save()
    assert batch.cards.get().postal_code == "2720021"
    assert batch.cards.get().family_name == "高田"


def test_a_batch_for_nobody_is_refused():
    reunion = cast.mamagawa()
    with pytest.raises(Refused, match="はがきを出す相手がいません"):
        make_batch(reunion)
    assert reunion.postcard_batches.count() == 0


def test_brothers_and_sisters_at_one_address_share_a_card():
    reunion = cast.mamagawa()
    people = ("高田 裕子", "髙田 茂", "高田 薫", "森 亮", "高田 渚")
    twins = [
        cast.classmate(reunion, f"{name} かな かな", number=number) for number, name in enumerate(people, 1)
    ]
    for person in twins[:4]:
        lives_at(person)
    lives_at(twins[4], rest="9-9")
    batch = make_batch(reunion)
    found = [(card.number, card.full_name, card.joint) for card in batch.cards.all()]
    assert found == [(1, "高田 裕子", ["茂", "薫"]), (2, "森 亮", []), (3, "高田 渚", [])]
    assert set(batch.cards.get(number=1).joint_classmates.all()) == set(twins[1:3])


def test_one_village_without_numbers_is_not_one_house():
    reunion = cast.mamagawa()
    for name in ("高田 裕子", "高田 茂"):
        lives_at(cast.classmate(reunion, f"{name} かな かな"), rest="")
    assert make_batch(reunion).cards.count() == 2


def test_the_code_of_a_card_is_the_classmates_own_and_stays():
    reunion = cast.mamagawa()
    lives_at(cast.classmate(reunion))
    first, second = make_batch(reunion).cards.get(), make_batch(reunion).cards.get()
    assert first.code == second.code == SignupLink.objects.get().code
    assert len(first.code) == 10
    assert set(first.code) <= set(ALPHABET)


def test_a_teacher_gets_a_letter_with_their_title():
    reunion = cast.mamagawa()
    cast.teacher(reunion, address="千葉県市川市真間1-2-3", postal_code="２７２-0826")
    batch = make_batch(reunion, audience="teachers")
    card = batch.cards.get()
    assert (batch.name, card.full_name, card.honorific) == ("先生への1回目の手紙", "原田 正", "先生")
    assert (card.postal_code, card.address, card.code) == ("2720826", "千葉県市川市真間1-2-3", "")


def test_a_card_is_to_a_classmate_or_to_a_teacher():
    reunion = cast.mamagawa()
    lives_at(cast.classmate(reunion))
    batch = make_batch(reunion)
    with pytest.raises(IntegrityError), transaction.atomic():
        Card.objects.create(batch=batch, number=9, family_name="x", printed_address="x")


def test_the_next_batch_begins_with_what_the_last_one_had():
    reunion = cast.mamagawa(name="還暦同窓会")
    lives_at(cast.classmate(reunion))
    first = make_batch(reunion)
    assert (first.sender_name, first.postage) == ("還暦同窓会 幹事会", 85)
    change_stationery(first, values={"postage": 110, "shift_x": -2})
    second = make_batch(reunion)
    assert (second.postage, second.shift, second.sender_name) == (110, (-2, 0), "還暦同窓会 幹事会")
    assert second.name == "2回目のはがき"


def test_after_printing_nothing_changes():
    reunion = cast.mamagawa()
    lives_at(cast.classmate(reunion))
    batch = mark_printed(make_batch(reunion), actor=None)
    with pytest.raises(Refused, match="もう印刷した"):
        change_stationery(batch, values={"postage": 110})
    with pytest.raises(Refused, match="もう印刷した"):
        mark_printed(batch, actor=None)
