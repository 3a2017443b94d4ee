"""What a family presses, what it is told, and how it takes back."""

import logging

import pytest
from django.core.cache import cache
from django.utils import timezone

from reunion import cast
from reunion.outreach.answers_decided import decide
from reunion.outreach.models import FamilyAnswer
from reunion.outreach.signup_links import links_of
from reunion.postcards.models import Batch, Card
from reunion.public.card.family import MOST_OF_A_CODE

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nobody_pressed_before():
    cache.clear()


@pytest.fixture
def reunion():
    return cast.mamagawa()


@pytest.fixture
def yuko(reunion):
    return cast.classmate(reunion)


@pytest.fixture
def code(reunion, yuko):
    return links_of(reunion, classmates=[yuko])[yuko.pk]


@pytest.fixture
def address(code):
    return f"/c/{code}/family/"


@pytest.fixture
def card(reunion, yuko, code):
    batch = Batch.objects.create(
        reunion=reunion, name="x", posted_on=timezone.localdate(), printed_at=timezone.now()
    )
    return Card.objects.create(
        batch=batch, number=1, classmate=yuko, code=code, family_name="高田", printed_address="x"
    )


def text(page) -> str:
    return page.content.decode()


@pytest.mark.parametrize(
    ("what", "sentence"),
    [
        ("told", "お伝えくださり、ありがとうございます"),
        ("no_contact", "ご迷惑をおかけしました"),
        ("deceased", "心よりお悔やみ申し上げます"),
    ],
)
def test_a_press_is_noted_and_answered(client, address, card, yuko, what, sentence):
    page = client.post(address, {"what": what, "note": "母より"}, follow=True)
    assert sentence in text(page)
    assert (page["Referrer-Policy"], "no-store" in page["Cache-Control"]) == ("no-referrer", True)
    answer = FamilyAnswer.objects.get()
    assert (answer.what, answer.note, answer.link.classmate) == (what, "母より", yuko)
    card.refresh_from_db()
    assert card.arrived_at is not None


def test_pressed_twice_it_is_one_and_only_the_first_may_take_it_back(client, address):
    first = client.post(address, {"what": "told"}, follow=True)
    second = client.post(address, {"what": "told"}, follow=True)
    assert FamilyAnswer.objects.count() == 1
    assert ("take_back" in text(first), "take_back" in text(second)) == (True, False)


def test_a_slip_is_taken_back_within_the_visit(client, address):
    said = client.post(address, {"what": "deceased"}, follow=True)
    page = client.post(address, {"take_back": said.context["take_back"]}, follow=True)
    assert "先ほどのお知らせは、なかったことにしました" in text(page)
    assert FamilyAnswer.objects.get().outcome == "withdrawn"
    assert client.post(address, {"take_back": "forged"}).url == address.removesuffix("family/")


def test_what_was_decided_meanwhile_says_whom_to_ask(client, reunion, address):
    said = client.post(address, {"what": "deceased"}, follow=True)
    decide(FamilyAnswer.objects.get(), outcome="deceased", actor=cast.member(reunion))
    page = client.post(address, {"take_back": said.context["take_back"]}, follow=True)
    assert "ここでは取り消せません" in text(page)
    assert FamilyAnswer.objects.get().outcome == "deceased"


def test_another_code_cannot_take_it_back(client, reunion, address):
    said = client.post(address, {"what": "told"}, follow=True)
    other = cast.classmate(reunion, "加藤 明 かとう あきら")
    other_code = links_of(reunion, classmates=[other])[other.pk]
    client.post(f"/c/{other_code}/family/", {"take_back": said.context["take_back"]})
    assert FamilyAnswer.objects.get().is_open


def test_too_many_presses_wait_and_keep_the_word(client, address):
    for _press in range(MOST_OF_A_CODE):
        client.post(address, {"what": "told"})
    page = client.post(address, {"what": "no_contact", "note": "もう結構です"})
    assert (page.status_code, "もう結構です" in text(page)) == (429, True)
    assert FamilyAnswer.objects.count() == 1


def test_a_word_that_is_too_long_is_kept_and_questioned(client, address):
    page = client.post(address, {"what": "told", "note": "あ" * 201})
    assert ("あ" * 201 in text(page), FamilyAnswer.objects.count()) == (True, 0)


def test_what_makes_no_sense_and_looking_change_nothing(client, address):
    back = address.removesuffix("family/")
    assert client.post(address, {"what": "rich"}).url == back
    assert client.get(address).url == back
    assert FamilyAnswer.objects.count() == 0


@pytest.mark.parametrize("mark", ["deceased", "do_not_contact"])
def test_of_whom_must_not_be_named_nothing_is_noted(client, yuko, address, mark):
    setattr(yuko, mark, True)
    yuko.save()
    client.post(address, {"what": "told"})
    assert FamilyAnswer.objects.count() == 0


def test_a_press_of_the_committee_is_not_noted(client, reunion, address, card):
    client.force_login(cast.member(reunion))
    assert "記録していません" in text(client.post(address, {"what": "told"}))
    card.refresh_from_db()
    assert (FamilyAnswer.objects.count(), card.arrived_at) == (0, None)


def test_no_code_stands_in_the_log(client, address, code, caplog):
    with caplog.at_level(logging.INFO):
        client.post("/c/2222222222/family/", {"what": "told"})
        client.get(f"/c/{code}/seen/")
    assert [record.getMessage() for record in caplog.records if "22222" in record.getMessage()] == []
    assert [record.getMessage() for record in caplog.records if code in record.getMessage()] == []
