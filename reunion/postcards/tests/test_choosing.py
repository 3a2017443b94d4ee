import pytest

from reunion import cast
from reunion.outreach.models import ContactLog
from reunion.postcards.choosing import Choice, LeftOut, addressees, choice
from reunion.registrations.models import Registration, State

from .addresses import lives_at

pytestmark = pytest.mark.django_db


def answers(reunion, classmate, state=State.COMING):
    return Registration.objects.create(
        reunion=reunion,
        reference=f"1{classmate.pk:03}",
        state=state,
        attending=True,
        classmate=classmate,
        family_name=classmate.family_name,
    )


def names(reunion):
    return [person.family_name for person in addressees(reunion).in_roster_order()]


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
    assert names(reunion) == ["安藤", "高田"]
    assert choice(reunion) == Choice(
        people=2,
        certain=2,
        left_out=(
            LeftOut("answered", "返事のあった人", 1),
            LeftOut("deceased", "亡くなった人", 1),
            LeftOut("do_not_contact", "連絡を控える人", 1),
            LeftOut("no_address", "アルバムに住所のない人", 1),
        ),
    )


def test_whoever_has_been_told_needs_no_card():
    reunion = cast.mamagawa()
    told, tried = (
        cast.classmate(reunion, "高田 裕子 たかだ ゆうこ"),
        cast.classmate(reunion, "森 薫 もり かおる"),
    )
    for person, result in ((told, "told"), (tried, "unreachable")):
        lives_at(person)
        ContactLog.objects.create(reunion=reunion, classmate=person, way="telephone", result=result)
    assert names(reunion) == ["森"]
    assert choice(reunion).left_out == (LeftOut("reached", "もう伝わっている人", 1),)


def test_told_of_another_reunion_says_nothing_of_this_one():
    reunion = cast.mamagawa()
    person = cast.classmate(reunion)
    lives_at(person)
    other = cast.mamagawa("later")
    ContactLog.objects.create(reunion=other, classmate=person, way="telephone", result="told")
    assert names(reunion) == ["高田"]


def test_an_address_with_several_readings_waits_for_a_person():
    reunion = cast.mamagawa()
    for number, grade in enumerate(("certain", "likely", "unclear", "")):
        lives_at(cast.classmate(reunion, f"高田{grade} 裕子 たかだ ゆうこ", number=number), grade=grade)
    assert names(reunion) == ["高田certain", "高田likely"]
    found = choice(reunion)
    assert (found.people, found.certain) == (2, 1)
    assert found.left_out == (LeftOut("unknown_today", "いまの住所がまだ分からない人", 2),)


def test_teachers_are_written_to_where_we_know_their_address():
    reunion = cast.mamagawa()
    cast.teacher(reunion, address="千葉県市川市真間1-2-3", postal_code="272-0826")
    cast.teacher(reunion, family_name="小林")
    cast.teacher(reunion, family_name="山口", address="x", deceased=True)
    cast.teacher(reunion, family_name="木村", address="x", do_not_contact=True)
    assert choice(reunion, audience="teachers") == Choice(
        people=1,
        certain=1,
        left_out=(
            LeftOut("teachers_deceased", "亡くなった先生", 1),
            LeftOut("teachers_do_not_contact", "連絡を控える先生", 1),
            LeftOut("teachers_no_address", "住所の分からない先生", 1),
        ),
    )


def test_without_a_roster_there_is_nobody():
    assert choice(cast.mamagawa()).is_of_nobody is True
