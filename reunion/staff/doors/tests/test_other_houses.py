"""Google and LINE let in whom the committee knows; buttons are there only when they are set up."""

import re

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from allauth.socialaccount.models import SocialAccount
from django.core import mail
from django.urls import reverse

from reunion import cast
from reunion.accounts.models import User
from reunion.team.inviting import invite
from reunion.team.models import Member, Role
from reunion.tests.other_house import OtherHouse, goes_there
from reunion.tests.signing_in import show_second_step

pytestmark = pytest.mark.django_db
GOOGLE = reverse("openid_connect_login", args=["google"])
LINE = reverse("openid_connect_login", args=["line"])
CONNECT_LINE = f"{LINE}?process=connect"
CONNECTIONS = reverse("socialaccount_connections")


@pytest.fixture
def house(settings):
    with OtherHouse() as house:
        house.becomes_google_and_line(settings)
        yield house


@pytest.fixture
def ando():
    return cast.member(cast.mamagawa(), name="安藤")


def vouched(email: str) -> dict:
    return {"sub": "g1", "name": "安藤", "email": email, "email_verified": True}


def is_signed_in(client) -> bool:
    return "_auth_user_id" in client.session


def test_without_settings_there_is_no_button_and_no_door(client, ando):
    assert "/accounts/oidc/" not in client.get(reverse("account_login")).text
    assert client.post(GOOGLE).status_code == 404
    client.force_login(ando)
    assert CONNECTIONS not in client.get(reverse("staff:team:own", args=["mamagawa"])).text


def test_with_settings_there_are_buttons(client, house, ando):
    page = client.get(reverse("account_login")).text
    assert ("Googleで入る</button>" in page, "LINEで入る</button>" in page) == (True, True)
    assert "/accounts/oidc/" in page
    client.force_login(ando)
    assert CONNECTIONS in client.get(reverse("staff:team:own", args=["mamagawa"])).text
    assert "LINEをつなぐ" in client.get(CONNECTIONS).text


def test_google_vouches_for_the_address_of_a_member(client, house, ando):
    house.person = vouched(ando.email.upper())
    assert goes_there(client, GOOGLE).url == "/staff/"
    assert client.session["_auth_user_id"] == str(ando.pk)
    assert [set(scope.split()) for scope in house.scopes] == [{"openid", "profile", "email"}]


def test_an_address_that_google_does_not_vouch_for_opens_nothing(client, house, ando):
    house.person = vouched(ando.email) | {"email_verified": False}
    assert "招待制です" in goes_there(client, GOOGLE).text
    assert not is_signed_in(client)


def test_line_never_opens_by_a_mail_address(client, house, ando):
    house.person = vouched(ando.email)
    assert "招待制です" in goes_there(client, LINE).text
    assert not is_signed_in(client)
    assert [set(scope.split()) for scope in house.scopes] == [{"openid", "profile"}]


def test_a_stranger_gets_no_account(client, house, ando):
    house.person = vouched("stranger@example.jp")
    answer = goes_there(client, GOOGLE)
    assert "招待制です" in answer.text
    assert not is_signed_in(client)
    assert (User.objects.count(), SocialAccount.objects.count()) == (1, 0)
    assert client.get(reverse("socialaccount_signup")).url == reverse("account_login")


def test_who_has_left_has_nothing_to_open(client, house, ando):
    house.person = vouched(ando.email)
    Member.objects.all().delete()
    goes_there(client, GOOGLE)
    assert client.get("/staff/mamagawa/home/").status_code == 404
    User.objects.update(is_active=False)
    client.logout()
    assert goes_there(client, GOOGLE).url == reverse("account_inactive")
    assert not is_signed_in(client)


def test_line_is_connected_on_the_own_page_and_then_leads_in(client, house, ando):
    show_second_step(client, ando)
    answer = goes_there(client, CONNECT_LINE)
    assert answer.url == CONNECTIONS
    page = client.get(CONNECTIONS).text
    assert "つなぎました。次からは、このアカウントでも入れます。" in page
    assert "山本 緑" in page
    account = SocialAccount.objects.get()
    assert (account.user, account.provider, account.uid) == (ando, "line", "u1")
    assert account.extra_data == {"id_token": {"name": "山本 緑"}}
    client.logout()
    answer = goes_there(client, LINE)
    assert answer.url.startswith("/accounts/2fa/authenticate/")
    assert not is_signed_in(client)


def test_to_connect_asks_who_it_is(client, house, ando):
    client.force_login(ando)
    assert goes_there(client, CONNECT_LINE).url == reverse("account_reauthenticate")
    assert not SocialAccount.objects.exists()


def test_who_has_no_second_step_types_a_mailed_number_and_is_connected(client, house, ando):
    client.force_login(ando)
    asked = goes_there(client, CONNECT_LINE).url
    page = client.get(asked).url
    client.post(page, {"send": "1"})
    (number,) = re.findall(r"\b\d{6}\b", mail.outbox[-1].body)
    answer = client.post(page, {"code": number})
    assert answer.url == CONNECTIONS
    assert SocialAccount.objects.get().user == ando
    assert (mail.outbox[-1].to, mail.outbox[-1].subject) == ([ando.email], "LINEをつなぎました")
    assert "LINEでも、幹事ページに入れるようになりました。" in mail.outbox[-1].body
    client.logout()
    assert goes_there(client, LINE).url == "/staff/"
    assert is_signed_in(client)


def test_the_second_step_is_asked_for_after_google_too(client, house, ando):
    TOTP.activate(ando, "JBSWY3DPEHPK3PXP")
    house.person = vouched(ando.email)
    assert goes_there(client, GOOGLE).url.startswith("/accounts/2fa/authenticate/")
    assert not is_signed_in(client)


def test_the_account_of_somebody_else_is_not_connected(client, house, ando):
    onishi = cast.member(cast.mamagawa("another"), name="大西")
    SocialAccount.objects.create(user=onishi, provider="line", uid="u1")
    show_second_step(client, ando)
    goes_there(client, CONNECT_LINE)
    assert "ほかの人につながっています" in client.get(CONNECTIONS).text
    assert SocialAccount.objects.get().user == onishi


def test_it_is_taken_away_again_without_a_password(client, house, ando):
    ando.set_unusable_password()
    ando.save()
    account = SocialAccount.objects.create(user=ando, provider="line", uid="u1")
    client.force_login(ando)
    client.post(CONNECTIONS, {"account": account.pk})
    assert SocialAccount.objects.exists()
    show_second_step(client, ando)
    client.post(CONNECTIONS, {"account": account.pk})
    assert not SocialAccount.objects.exists()
    assert "つながりを外しました。" in client.get(CONNECTIONS).text


def test_nobody_takes_away_what_is_not_theirs(client, house, ando):
    onishi = cast.member(cast.mamagawa("another"), name="大西")
    account = SocialAccount.objects.create(user=onishi, provider="line", uid="u1")
    show_second_step(client, ando)
    client.post(CONNECTIONS, {"account": account.pk})
    assert SocialAccount.objects.exists()


def test_who_says_no_there_and_a_house_that_is_away_are_told_kindly(client, house, ando):
    house.says_no = True
    assert goes_there(client, LINE).url == reverse("socialaccount_login_cancelled")
    assert "取りやめました" in client.get(reverse("socialaccount_login_cancelled")).text
    forged = client.get(reverse("openid_connect_callback", args=["line"]), {"code": "x", "state": "x"})
    assert (forged.status_code, "確かめられませんでした" in forged.text) == (401, True)
    house.__exit__()
    away = client.post(LINE)
    assert "確かめられませんでした" in away.text


def test_an_invited_address_is_led_to_its_invitation(client, house, ando):
    reunion = Member.objects.get().reunion
    made = invite(reunion, role=Role.TREASURER, name="鈴木", email="suzuki@example.jp", actor=ando)
    house.person = vouched("suzuki@example.jp")
    assert goes_there(client, GOOGLE).url == f"/invitation/{made.code}/"
    assert not User.objects.filter(email="suzuki@example.jp").exists()
