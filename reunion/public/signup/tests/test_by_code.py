"""What the code of a card opens, and what it tells."""

import pytest

from reunion import cast
from reunion.outreach.models import SignupLink
from reunion.outreach.signup_links import links_of, typed
from reunion.registrations.models import Registration

from .guests import typed as answers

pytestmark = pytest.mark.django_db


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
