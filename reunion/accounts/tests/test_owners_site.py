"""The owner's pages have no door of their own, and ask for the second step."""

import pytest
from django.urls import reverse

from reunion import cast
from reunion.accounts.models import User
from reunion.accounts.owners_site import COUNTS_FOR_SECONDS
from reunion.roster.models import School
from reunion.tests.signing_in import show_second_step, sign_in_by_number

pytestmark = pytest.mark.django_db
INDEX = "/admin/"
PAGES = [INDEX, "/admin/login/", "/admin/roster/classmate/", "/admin/accounts/user/add/"]


@pytest.fixture
def owner():
    """As `manage.py createsuperuser` makes one."""
    return User.objects.create_superuser("owner@example.jp", "a long password", name="持ち主")


@pytest.mark.parametrize("page", PAGES)
def test_a_stranger_comes_in_by_the_door_of_the_desk(client, owner, page):
    typed = {"username": "owner@example.jp", "password": "a long password"}
    for answer in (client.get(page, follow=True), client.post(page, typed, follow=True)):
        assert answer.redirect_chain[-1][0].startswith("/accounts/login/?next=/admin/")
        assert "数字をメールで受け取る" in answer.text


@pytest.mark.parametrize("page", PAGES)
def test_a_new_owner_is_led_to_set_one_up_first_and_back(client, owner, page):
    client.force_login(owner)
    led = client.get(page, follow=True)
    assert led.redirect_chain[-1][0].startswith("/accounts/second-step/?next=%2Fadmin%2F")
    assert led.status_code == 200
    show_second_step(client, owner)
    client.get(INDEX)
    assert "after_second_step" not in client.session


def test_signing_in_by_a_number_is_not_enough(client, owner):
    sign_in_by_number(client, owner)
    assert client.get(INDEX).url.startswith("/accounts/second-step/")


@pytest.mark.parametrize("page", PAGES)
def test_who_showed_it_within_the_hour_goes_on(client, owner, page):
    show_second_step(client, owner, seconds_ago=COUNTS_FOR_SECONDS - 60)
    assert client.get(page, follow=True).status_code == 200


def test_after_an_hour_it_is_asked_again_before_anything_is_changed(client, owner):
    show_second_step(client, owner, seconds_ago=COUNTS_FOR_SECONDS)
    answer = client.post(reverse("admin:roster_school_add"), {"name": "x"})
    assert answer.url == "/accounts/2fa/reauthenticate/?next=%2Fadmin%2Froster%2Fschool%2Fadd%2F"
    assert not School.objects.exists()


def test_a_committee_member_is_no_owner(client):
    ando = cast.member(cast.mamagawa(), name="安藤")
    show_second_step(client, ando)
    answers = [client.get(page, follow=True).status_code for page in PAGES]
    assert answers == [403] * len(PAGES)
