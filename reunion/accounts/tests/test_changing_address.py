"""Another mail address takes the place of the old one when it is confirmed, and opens nothing before."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.urls import reverse

from reunion import cast
from reunion.tests.signing_in import show_second_step, sign_in_by_number

pytestmark = pytest.mark.django_db
NEW = {"email": "new@example.jp", "action_add": "1"}


@pytest.fixture
def ando():
    return cast.member(cast.mamagawa(), name="安藤")


@pytest.mark.parametrize("signs_in", [sign_in_by_number, show_second_step])
def test_a_confirmed_address_takes_the_place_of_the_old_one_which_is_told(client, ando, signs_in):
    old = ando.email
    signs_in(client, ando)
    client.post(reverse("account_email"), NEW)
    (message,) = mail.outbox
    assert (message.to, message.subject) == (["new@example.jp"], "新しいメールアドレスの確認")
    (path,) = re.findall(r"https?://testserver(\S+confirm-email\S+)", message.body)
    assert "このアドレスにする" in client.get(path).text
    ando.refresh_from_db()
    assert ando.email == old
    client.post(path)
    ando.refresh_from_db()
    assert ando.email == "new@example.jp"
    assert [address.email for address in EmailAddress.objects.all()] == ["new@example.jp"]
    told = {message.to[0]: message.body for message in mail.outbox[1:]}
    assert f"{old} から new@example.jp に変わりました。" in told[old]


def test_an_address_not_yet_confirmed_opens_nothing(client, ando):
    """It may be mistyped, and somebody else's."""
    sign_in_by_number(client, ando)
    client.post(reverse("account_email"), NEW)
    client.logout()
    mail.outbox.clear()
    client.post(reverse("account_request_login_code"), {"email": "new@example.jp"})
    client.post(reverse("account_reset_password"), {"email": "new@example.jp"})
    assert {message.subject for message in mail.outbox} == {"このアドレスは登録されていません"}


def test_a_change_that_waits_does_not_keep_anybody_from_a_second_step(client, ando):
    sign_in_by_number(client, ando)
    client.post(reverse("account_email"), NEW)
    assert client.get(reverse("mfa_add_webauthn")).status_code == 200
