"""A session without a second step cannot make itself at home: the first key asks for a mailed number."""

import re

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.core import mail
from django.urls import reverse

from reunion import cast
from reunion.accounts.mailed_number import TRIES
from reunion.accounts.second_step import NUMBER_COUNTS_FOR_SECONDS
from reunion.tests.signing_in import show_second_step, sign_in_by_number

from .test_second_step import code_of

pytestmark = pytest.mark.django_db
KEYS = ["mfa_add_webauthn", "mfa_activate_totp", "account_set_password"]
PAGE = "/accounts/mailed-number/"


@pytest.fixture
def ando():
    user = cast.member(cast.mamagawa(), name="安藤")
    user.set_unusable_password()
    user.save()
    return user


def number_in_the_mail() -> str:
    (number,) = re.findall(r"\b\d{6}\b", mail.outbox[-1].body)
    return number


@pytest.mark.parametrize("key", KEYS)
def test_an_open_session_alone_gets_no_key(client, ando, key):
    client.force_login(ando)
    for answer in (client.get(reverse(key)), client.post(reverse(key), {"code": "123456", "name": "x"})):
        assert answer.url == f"{PAGE}?next=%2Faccounts%2F{reverse(key)[10:].replace('/', '%2F')}"
    assert not Authenticator.objects.exists()


@pytest.mark.parametrize("key", KEYS)
def test_a_password_does_not_help(client, ando, key):
    """Nor does the page that asks for one: it leads to the number."""
    ando.set_password("correct horse battery")
    ando.save()
    client.force_login(ando)
    answer = client.post(reverse("account_reauthenticate"), {"password": "correct horse battery"})
    assert answer.url == PAGE
    assert client.get(reverse("mfa_add_webauthn")).url.startswith(PAGE)


def test_an_open_session_cannot_change_the_address(client, ando):
    client.force_login(ando)
    answer = client.post(reverse("account_email"), {"email": "thief@example.jp", "action_add": "1"})
    assert answer.url.startswith(PAGE)
    assert not EmailAddress.objects.filter(email="thief@example.jp").exists()
    assert mail.outbox == []


@pytest.mark.django_db(transaction=True)
def test_a_mailed_number_opens_and_what_was_asked_for_goes_on(client, ando):
    client.force_login(ando)
    asked = client.get(client.get(reverse("mfa_activate_totp")).url)
    assert f"{ando.email}</strong> に数字6桁をお送りします。" in asked.text
    sent = client.post(f"{PAGE}?next=/accounts/2fa/totp/activate/", {"send": "1"})
    assert [message.to for message in mail.outbox] == [[ando.email]]
    number = number_in_the_mail()
    full_width = number.translate({ord("0") + digit: ord("０") + digit for digit in range(10)})
    answer = client.post(sent.url, {"code": f"{full_width[:3]} {full_width[3:]}"})
    assert answer.url == "/accounts/2fa/totp/activate/"
    secret = client.get(answer.url).context["form"].secret
    client.post(answer.url, {"code": code_of(secret)})
    assert Authenticator.objects.filter(user=ando, type="totp").count() == 1


def test_a_number_opens_once(client, ando):
    client.force_login(ando)
    client.post(PAGE, {"send": "1"})
    number = number_in_the_mail()
    client.post(PAGE, {"code": number})
    sign_in_by_number(client, ando, seconds_ago=NUMBER_COUNTS_FOR_SECONDS)
    client.post(PAGE, {"code": number})
    assert client.get(reverse("mfa_activate_totp")).url.startswith(PAGE)


def test_after_three_wrong_numbers_another_is_needed(client, ando):
    client.force_login(ando)
    client.post(PAGE, {"send": "1"})
    number = number_in_the_mail()
    wrong = f"{(int(number) + 1) % 1_000_000:06}"
    pages = [client.post(PAGE, {"code": wrong}).text for _ in range(TRIES)]
    assert ["数字6桁が違います" in page for page in pages] == [True] * TRIES
    assert client.post(PAGE, {"code": number}).url == PAGE
    assert client.get(reverse("mfa_activate_totp")).url.startswith(PAGE)


def test_a_number_is_no_use_to_another_session(client, ando):
    client.force_login(ando)
    client.post(PAGE, {"send": "1"})
    client.logout()
    client.force_login(ando)
    client.post(PAGE, {"code": number_in_the_mail()})
    assert client.get(reverse("mfa_activate_totp")).url.startswith(PAGE)


@pytest.mark.parametrize("key", KEYS)
def test_who_sign_in_by_number_just_now_is_not_asked_again(client, ando, key):
    sign_in_by_number(client, ando)
    assert client.get(reverse(key)).status_code == 200
    sign_in_by_number(client, ando, seconds_ago=NUMBER_COUNTS_FOR_SECONDS)
    assert client.get(reverse(key)).url.startswith(PAGE)


@pytest.mark.parametrize("key", ["mfa_add_webauthn", "mfa_generate_recovery_codes", "account_set_password"])
def test_who_has_a_second_step_shows_it_for_another_key(client, ando, key):
    """The mailbox alone no longer opens anything."""
    show_second_step(client, ando)
    assert client.get(reverse(key)).status_code == 200
    sign_in_by_number(client, ando)
    assert client.get(reverse(key)).url.startswith("/accounts/2fa/reauthenticate/?next=")


def test_a_member_of_the_demo_is_not_asked(client, ando):
    ando.email = "ando@demo.invalid"
    ando.save()
    client.force_login(ando)
    assert [client.get(reverse(key)).status_code for key in KEYS] == [200, 200, 200]
