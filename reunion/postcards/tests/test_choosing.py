import pytest

from reunion import cast
from reunion.lib.refused import Refused
from reunion.postcards.choosing import Choice, choice, make_batch
from reunion.registrations.models import Registration, State
from reunion.roster.models import YearbookAddress

pytestmark = pytest.mark.django_db


def lives_at(classmate, address="千葉県市川市八幡3-4-5", **today):
    return YearbookAddress.objects.create(
        classmate=classmate, printed_code="272", printed_address=address, **today
    )


CERTAIN = {
    "grade": "certain",
    "postal_code": "2720021",
    "prefecture": "千葉県",
    "municipality": "市川市",
    "town": "八幡",
    "rest": "3-4-5 コーポ桜202",
    "care_of": "馬場",
}


def answers(reunion, classmate, state=State.COMING):
    return Registration.objects.create(
        reunion=reunion,
        reference=f"1{classmate.pk:03}",
        state=state,
        attending=True,
        classmate=classmate,
        family_name=classmate.family_name,
    )


def test_cards_go_to_the_living_who_may_be_written_to_and_have_not_answered():
    reunion = cast.mamagawa()
    silent = cast.classmate(reunion, "高田 裕子 たかだ ゆうこ", number=2)
    waiting = cast.classmate(reunion, "安藤 茂 あんどう しげる", number=1)
    dead = cast.classmate(reunion, "伊藤 潤 いとう じゅん", deceased=True)
    unwilling = cast.classmate(reunion, "森 薫 もり かおる", do_not_contact=True)
    coming = cast.classmate(reunion, "林 亮 はやし りょう")
    for person in (silent, waiting, dead, unwilling, coming):
        lives_at(person)
    cast.classmate(reunion, "住所 無 すみしょ なし")
    answers(reunion, coming)
    answers(reunion, waiting, State.WAITING)
    assert choice(reunion) == Choice(
        cards=2, certain=0, answered=1, not_to_be_written_to=2, without_address=1
    )
    batch = make_batch(reunion)
    assert [(card.number, card.family_name) for card in batch.cards.all()] == [(1, "安藤"), (2, "高田")]


def test_only_a_certain_address_gives_todays_post_code():
    reunion = cast.mamagawa()
    lives_at(cast.classmate(reunion, number=1), **CERTAIN)
    lives_at(cast.classmate(reunion, "森 薫 もり かおる", number=2), **(CERTAIN | {"grade": "likely"}))
    first, second = make_batch(reunion).cards.all()
    assert (first.postal_code, first.address) == ("2720021", "千葉県市川市八幡3-4-5 コーポ桜202")
    assert (second.postal_code, second.address) == ("", "千葉県市川市八幡3-4-5")


def test_a_card_keeps_what_it_was_made_with():
    reunion = cast.mamagawa()
    person = cast.classmate(reunion)
    address = lives_at(person, **CERTAIN)
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
