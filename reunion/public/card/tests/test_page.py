"""What the code of a card opens, and what it tells."""

import datetime as dt

import pytest
from django.core.cache import cache
from django.utils import timezone

from reunion import cast
from reunion.outreach.models import SignupLink
from reunion.outreach.signup_links import links_of, typed
from reunion.postcards.models import Batch, Card
from reunion.public.card.door import MOST_WRONG_CODES
from reunion.public.signup.tests.guests import typed as answers
from reunion.registrations.models import Registration
from reunion.team.models import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def reunion():
    return cast.mamagawa()


@pytest.fixture
def yuko(reunion):
    return cast.classmate(reunion)


@pytest.fixture
def code(reunion, yuko):
    return links_of(reunion, classmates=[yuko])[yuko.pk]


def test_class_and_surname_are_filled_in_and_nothing_else(client, code, yuko):
    page = client.get(f"/c/{code}/")
    form = page.context["form"]
    assert (form["family_name"].value(), form["homeroom"].value()) == ("高田", yuko.homeroom_id)
    filled = {field.name for field in form if field.value() and not field.is_hidden}
    assert filled == {"family_name", "homeroom"}
    text = page.content.decode()
    assert [word for word in ("裕子", "ゆうこ", "たかだ") if word in text] == []
    assert page["X-Robots-Tag"] == "noindex, nofollow"


def test_it_is_found_however_it_was_typed(client, code):
    wide = "".join(chr(ord(sign) + 0xFEE0) for sign in code)
    for form in (code.lower(), typed(code), wide, f" {code} "):
        assert (form, client.get(f"/c/{form}/").status_code) == (form, 200)


def test_looking_changes_nothing_and_the_form_registers(client, reunion, code):
    client.get(f"/c/{code}/")
    assert Registration.objects.count() == 0
    said = answers(reunion)
    assert "この内容で知らせる" in client.post(f"/c/{code}/", said | {"step": "check"}).content.decode()
    client.post(f"/c/{code}/", said | {"step": "send"})
    assert Registration.objects.get().classmate.school_name == "高田 裕子"


def test_a_wrong_code_and_one_of_a_draft_look_the_same(client, reunion, code):
    wrong = client.get("/c/2222222222/")
    reunion.state = "draft"
    reunion.save()
    hidden = client.get(f"/c/{code}/")
    assert (wrong.status_code, hidden.status_code) == (404, 404)
    assert wrong.content == hidden.content
    assert client.get("/c/x/").status_code == 404


@pytest.mark.parametrize("mark", ["deceased", "do_not_contact"])
def test_of_whom_must_not_be_named_nothing_is_filled_in(client, yuko, code, mark):
    setattr(yuko, mark, True)
    yuko.save()
    form = client.get(f"/c/{code}/").context["form"]
    assert (form["family_name"].value(), form["homeroom"].value()) == (None, None)


def test_a_code_stays_what_it_is(reunion, yuko, code):
    assert links_of(reunion, classmates=[yuko]) == {yuko.pk: code}
    assert SignupLink.objects.count() == 1


def post_a_card(reunion, yuko, code) -> Card:
    batch = Batch.objects.create(
        reunion=reunion,
        name="x",
        telephone="047-000-0000（19時から21時）",
        posted_on=timezone.localdate(),
        printed_at=timezone.now(),
    )
    details = {"number": 1, "family_name": "高田", "given_name": "裕子", "printed_address": "x"}
    return Card.objects.create(batch=batch, classmate=yuko, code=code, **details)


def test_the_page_speaks_of_a_card_only_where_one_was_posted(client, reunion, yuko, code):
    assert "はがき" not in client.get(f"/c/{code}/").content.decode()
    post_a_card(reunion, yuko, code)
    text = client.get(f"/c/{code}/").content.decode()
    assert "突然のはがきを、どうぞお許しください" in text
    assert 'href="tel:0470000000"' in text
    assert [word for word in ("裕子", "ゆうこ", "たかだ") if word in text] == []


def test_whoever_signs_up_through_the_code_has_the_card(client, reunion, yuko, code):
    card = post_a_card(reunion, yuko, code)
    said = answers(reunion)
    client.post(f"/c/{code}/", said | {"step": "check"})
    card.refresh_from_db()
    assert card.arrived_at is None
    client.post(f"/c/{code}/", said | {"step": "send"})
    card.refresh_from_db()
    assert card.arrived_at is not None


def test_the_language_is_switched_where_one_is_and_nothing_typed_is_lost(client, reunion, code):
    typed_so_far = answers(reunion) | {"shown": "opening", "language": "en"}
    page = client.post(f"/c/{code}/", typed_so_far)
    assert page.templates[0].name == "public/card/page.html"
    assert page.context["form"]["given_name"].value() == "裕子"
    with_slips = client.post(f"/c/{code}/", {"shown": "opening", "step": "check"})
    assert with_slips.templates[0].name == "public/signup/input.html"


@pytest.mark.parametrize(
    ("state", "days", "sentence"),
    [("closed", 30, "お申し込みの受付は終わりました"), ("past", -30, "この会は終わりました")],
)
def test_of_a_reunion_that_is_closed_the_page_says_what_is_still_possible(
    client, reunion, yuko, code, state, days, sentence
):
    day = timezone.localdate() + dt.timedelta(days=days)
    reunion.state, reunion.held_on, reunion.signup_deadline = state, day, day
    reunion.save()
    text = client.get(f"/c/{code}/").content.decode()
    assert sentence in text
    assert ('value="told"' in text, 'value="no_contact"' in text) == (state == "closed", True)


@pytest.mark.parametrize("mark", ["deceased", "do_not_contact"])
def test_of_whom_must_not_be_named_a_family_is_asked_nothing(client, yuko, code, mark):
    setattr(yuko, mark, True)
    yuko.save()
    text = client.get(f"/c/{code}/").content.decode()
    assert [word for word in ("高田", "ご家族の方へ", 'name="what"') if word in text] == []


@pytest.mark.parametrize("role", [Role.ORGANIZER, Role.CLASS_STAFF])
def test_the_committee_is_led_to_the_desk_and_may_look_as_a_guest(client, reunion, code, role):
    client.force_login(cast.member(reunion, role, rooms="A"))
    answer = client.get(f"/c/{code.lower()}/")
    assert (answer.status_code, answer.url) == (302, f"/staff/mamagawa/postcards/returned/?code={code}")
    page = client.get(f"/c/{code}/?as=guest")
    assert (page.status_code, page.context["stamp"]) == (200, "")


def test_the_committee_of_another_reunion_is_a_guest(client, reunion, code):
    client.force_login(cast.member(cast.mamagawa("another")))
    assert client.get(f"/c/{code}/").status_code == 200


def test_no_other_site_and_no_search_engine_is_told(client, code):
    page = client.get(f"/c/{code}/")
    assert page["Referrer-Policy"] == "no-referrer"
    assert "private" in page["Cache-Control"]


def test_many_wrong_codes_are_asked_to_wait_and_the_right_one_opens(client, code):
    cache.clear()
    for _try in range(MOST_WRONG_CODES):
        assert client.get("/c/2222222222/").status_code == 404
    answer = client.get("/c/3333333333/")
    assert (answer.status_code, answer["Retry-After"]) == (429, "3600")
    assert "3333333333" not in answer.content.decode()
    assert client.get(f"/c/{code}/").status_code == 200


def test_the_number_of_questions_does_not_grow(client, reunion, yuko, code, django_assert_max_num_queries):
    for _number in range(5):
        post_a_card(reunion, yuko, code)
    with django_assert_max_num_queries(12):
        client.get(f"/c/{code}/")
