"""An invitation is accepted with Google or LINE; what such a house does not vouch for is proved by digits."""

import re
from urllib.parse import urlencode

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from allauth.socialaccount.models import SocialAccount
from django.core import mail
from django.urls import reverse

from reunion import cast
from reunion.accounts.models import User
from reunion.team.inviting import invite, withdraw
from reunion.team.models import Invitation, Member, Role
from reunion.tests.other_house import OtherHouse, goes_there

pytestmark = pytest.mark.django_db
WHO = {"name": "宮本 緑", "address": "midori@example.jp"}
VOUCHED = {"sub": "g1", "name": "宮本 緑", "email": "Midori@example.jp", "email_verified": True}


@pytest.fixture
def house(settings):
    with OtherHouse() as house:
        house.becomes_google_and_line(settings)
        yield house


@pytest.fixture
def ando():
    return cast.member(cast.mamagawa(), name="安藤")


@pytest.fixture
def link(ando):
    return invite(Member.objects.get(user=ando).reunion, role=Role.TREASURER, name="宮本", actor=ando)


def page(invitation) -> str:
    return reverse("public:invitation", args=[invitation.code])


def number_page(invitation) -> str:
    return reverse("public:invitation_number", args=[invitation.code])


def door(house: str, invitation) -> str:
    query = urlencode({"process": "login", "next": page(invitation)})
    return f"{reverse('openid_connect_login', args=[house])}?{query}"


def digits() -> str:
    (found,) = re.findall(r"\b\d{6}\b", mail.outbox[-1].body)
    return found


def test_the_buttons_lead_back_to_the_invitation(client, house, link):
    shown = client.get(page(link)).text.replace("&amp;", "&")
    assert door("google", link) in shown
    assert door("line", link) in shown


def test_with_google_one_press_accepts(client, house, link):
    house.person = VOUCHED
    assert goes_there(client, door("google", link)).url == page(link)
    assert Invitation.objects.get().is_open
    shown = client.get(page(link)).text
    assert "Googleで確かめました" in shown
    assert 'value="宮本 緑"' in shown
    assert client.post(page(link), {"name": "宮本 緑"}).url == "/staff/mamagawa/home/"
    member = Member.objects.get(role=Role.TREASURER)
    assert (member.user.email, member.user.name) == ("midori@example.jp", "宮本 緑")
    assert client.get("/staff/mamagawa/home/").status_code == 200
    assert mail.outbox == [] or "数字" not in mail.outbox[-1].subject
    assert SocialAccount.objects.get().user == member.user


def test_with_line_the_address_is_proved_by_digits_and_line_leads_in_from_then_on(client, house, link):
    goes_there(client, door("line", link))
    assert "LINEで確かめました" in client.get(page(link)).text
    client.post(page(link), WHO)
    client.post(number_page(link), {"code": digits()})
    member = Member.objects.get(role=Role.TREASURER)
    account = SocialAccount.objects.get()
    assert (account.provider, account.uid, account.user) == ("line", "u1", member.user)
    client.logout()
    goes_there(client, reverse("openid_connect_login", args=["line"]))
    assert client.session["_auth_user_id"] == str(member.user_id)


def test_who_has_a_second_step_gets_no_new_key_by_an_invitation(client, house, link):
    suzuki = User.objects.create_user("midori@example.jp", name="宮本")
    TOTP.activate(suzuki, "JBSWY3DPEHPK3PXP")
    goes_there(client, door("line", link))
    client.post(page(link), WHO)
    client.post(number_page(link), {"code": digits()})
    assert Member.objects.filter(user=suzuki).exists()
    assert not SocialAccount.objects.exists()


def test_an_invitation_by_mail_is_not_for_another_address_of_google(client, house, ando):
    reunion = Member.objects.get().reunion
    letter = invite(reunion, role=Role.TREASURER, name="鈴木", email="suzuki@example.jp", actor=ando)
    house.person = VOUCHED
    goes_there(client, door("google", letter))
    client.post(page(letter), {"accepts": "yes"})
    assert [message.to for message in mail.outbox] == [["suzuki@example.jp"]]
    assert Member.objects.count() == 1


def test_what_google_said_counts_for_one_invitation_only(client, house, link, ando):
    another = invite(link.reunion, role=Role.ORGANIZER, name="宮本", actor=ando)
    house.person = VOUCHED
    goes_there(client, door("google", link))
    assert "Googleで確かめました" not in client.get(page(another)).text


def test_taken_back_in_between(client, house, link, ando):
    house.person = VOUCHED
    goes_there(client, door("google", link))
    withdraw(link, actor=ando)
    assert client.post(page(link), {"name": "宮本 緑"}).status_code == 410
    assert not User.objects.filter(email="midori@example.jp").exists()


def test_a_member_elsewhere_is_signed_in_and_accepts_with_one_press(client, house, link):
    onishi = cast.member(cast.mamagawa("another"), name="大西")
    house.person = VOUCHED | {"email": onishi.email}
    assert goes_there(client, door("google", link)).url == page(link)
    assert "大西 さんとしてログインしています" in client.get(page(link)).text
    client.post(page(link))
    assert Member.objects.get(user=onishi, reunion=link.reunion).role == Role.TREASURER
