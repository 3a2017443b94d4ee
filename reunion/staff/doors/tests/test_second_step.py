"""The roster, the account and new organizers need a second step; the demo does not."""

import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core import mail
from django.urls import reverse

from reunion import cast
from reunion.accounts.second_step import COUNTS_FOR_SECONDS
from reunion.journal.models import Entry
from reunion.lib.refused import Refused
from reunion.team.lost_phone import forget_second_step
from reunion.team.models import Member, Role
from reunion.tests.signing_in import show_second_step, sign_in_by_number

pytestmark = pytest.mark.django_db
DELICATE = [
    ("staff:exports:file", ["roster", "csv"]),
    ("staff:exports:file", ["roster", "xlsx"]),
    ("staff:exports:file", ["registrations", "csv"]),
    ("staff:events:account", []),
]


@pytest.fixture
def reunion():
    return cast.mamagawa()


@pytest.fixture
def ando(reunion):
    return cast.member(reunion, name="安藤")


def page(name, *args) -> str:
    return reverse(name, args=["mamagawa", *args])


def code_of(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


@pytest.mark.parametrize(("name", "args"), DELICATE)
def test_who_has_none_is_led_to_set_one_up(client, reunion, ando, name, args):
    client.force_login(ando)
    answer = client.get(page(name, *args))
    assert answer.url.startswith("/accounts/second-step/?next=%2Fstaff%2Fmamagawa%2F")
    explained = client.get(answer.url)
    assert "もう一つの確かめを用意します" in explained.text
    assert not Entry.objects.filter(action="exported").exists()


@pytest.mark.parametrize(("name", "args"), DELICATE)
def test_who_showed_it_lately_goes_on(client, reunion, ando, name, args):
    show_second_step(client, ando)
    assert client.get(page(name, *args)).status_code == 200


@pytest.mark.parametrize(("name", "args"), DELICATE)
def test_after_a_quarter_of_an_hour_it_is_asked_again(client, reunion, ando, name, args):
    show_second_step(client, ando)
    session = client.session
    session["account_authentication_methods"] = [{"method": "mfa", "at": time.time() - COUNTS_FOR_SECONDS}]
    session.save()
    assert client.get(page(name, *args)).url.startswith("/accounts/2fa/reauthenticate/?next=")


@pytest.mark.parametrize(("name", "args"), DELICATE)
def test_the_demo_asks_nobody(client, reunion, ando, name, args):
    reunion.is_demo = True
    reunion.save()
    client.force_login(ando)
    assert client.get(page(name, *args)).status_code == 200


@pytest.mark.parametrize(("role", "is_asked"), [(Role.ORGANIZER, True), (Role.SECRETARIAT, False)])
def test_only_making_an_organizer_is_delicate(client, reunion, ando, role, is_asked):
    client.force_login(ando)
    typed = {"name": "宮本", "email": "miyamoto@example.jp", "role": role}
    answer = client.post(page("staff:team:invite"), typed)
    assert answer.url.startswith("/accounts/second-step/") == is_asked
    assert reunion.invitations.filter(email="miyamoto@example.jp").exists() != is_asked


@pytest.mark.django_db(transaction=True)
def test_setting_up_an_app_counts_and_leads_back(client, reunion, ando):
    sign_in_by_number(client, ando)
    client.get(client.get(page("staff:events:account")).url)
    form = client.get(reverse("mfa_activate_totp")).context["form"]
    answer = client.post(reverse("mfa_activate_totp"), {"code": code_of(form.secret)})
    assert page("staff:events:account") in client.get(answer.url).text
    assert client.get(page("staff:events:account")).status_code == 200


def test_what_was_typed_goes_on_after_the_digits(client, reunion, ando):
    TOTP.activate(ando, "JBSWY3DPEHPK3PXP")
    client.force_login(ando)
    typed = {"name": "宮本", "email": "miyamoto@example.jp", "role": Role.ORGANIZER}
    answer = client.post(page("staff:team:invite"), typed)
    assert not reunion.invitations.exists()
    client.post(answer.url, {"code": code_of("JBSWY3DPEHPK3PXP")})
    assert reunion.invitations.get(email="miyamoto@example.jp").role == Role.ORGANIZER


def test_the_digits_of_the_app_may_be_typed_full_width(client, reunion, ando):
    TOTP.activate(ando, "JBSWY3DPEHPK3PXP")
    client.force_login(ando)
    code = code_of("JBSWY3DPEHPK3PXP")
    full_width = code.translate({ord("0") + digit: ord("０") + digit for digit in range(10)})
    typed = {"code": f"{full_width[:3]}　{full_width[3:]}"}
    client.post(reverse("mfa_reauthenticate"), typed)
    assert client.get(page("staff:events:account")).status_code == 200


def test_the_way_back_never_leads_to_another_site(client, ando):
    client.force_login(ando)
    client.get(reverse("doors:second_step"), {"next": "https://evil.example/"})
    assert "after_second_step" not in client.session


def test_an_organizer_takes_the_step_of_a_lost_phone_away_and_all_are_told(
    client, reunion, ando, django_capture_on_commit_callbacks
):
    onishi = cast.member(reunion, Role.SECRETARIAT, name="大西")
    TOTP.activate(onishi, "JBSWY3DPEHPK3PXP")
    show_second_step(client, ando)
    member = Member.objects.get(user=onishi)
    assert client.get(page("staff:team:lost_phone", member.pk)).status_code == 200
    assert Authenticator.objects.filter(user=onishi).count() == 1
    with django_capture_on_commit_callbacks(execute=True):
        client.post(page("staff:team:lost_phone", member.pk))
    assert not Authenticator.objects.filter(user=onishi).exists()
    assert sorted(message.to[0] for message in mail.outbox) == sorted([ando.email, onishi.email])
    assert Entry.objects.get().sentence == "大西さんの「もう一つの確かめ」を外しました"


def test_not_ones_own_and_not_that_of_a_member_elsewhere(reunion, ando):
    TOTP.activate(ando, "JBSWY3DPEHPK3PXP")
    with pytest.raises(Refused, match="自分の分"):
        forget_second_step(Member.objects.get(user=ando), actor=ando)
    onishi = cast.member(reunion, name="大西")
    Member.objects.create(user=onishi, reunion=cast.mamagawa("another"), role=Role.TREASURER)
    TOTP.activate(onishi, "JBSWY3DPEHPK3PXP")
    with pytest.raises(Refused, match="ほかの会にも"):
        forget_second_step(Member.objects.get(user=onishi, reunion=reunion), actor=ando)
