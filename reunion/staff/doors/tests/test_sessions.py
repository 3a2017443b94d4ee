import re

import pytest
from allauth.usersessions.models import UserSession
from django.core import mail
from django.test import Client
from django.urls import reverse

from reunion import cast
from reunion.lib.devices import device
from reunion.team.membership import remove_member
from reunion.team.models import Member, Role

pytestmark = pytest.mark.django_db
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1"


def signed_in(user, agent: str) -> Client:
    """By a mailed number, as everybody does."""
    client = Client(headers={"user-agent": agent})
    client.post(reverse("account_request_login_code"), {"email": user.email})
    (code,) = re.findall(r"\b\d{6}\b", mail.outbox[-1].body)
    client.post(reverse("account_confirm_login_code"), {"code": code})
    return client


def is_in(client) -> bool:
    return client.get(reverse("usersessions_list")).status_code == 200


def test_each_device_is_listed_and_one_is_signed_out():
    ando = cast.member(cast.mamagawa(), name="安藤")
    telephone, laptop = signed_in(ando, IPHONE), signed_in(ando, "Mozilla/5.0 (Windows NT 10.0) Chrome/140")
    page = laptop.get(reverse("usersessions_list")).text
    assert ("iPhone Safari" in page, "Windows Chrome" in page, "この機器" in page) == (True, True, True)
    of_telephone = UserSession.objects.get(user_agent=IPHONE)
    laptop.post(reverse("doors:end_session", args=[of_telephone.pk]))
    assert (is_in(telephone), is_in(laptop)) == (False, True)


def test_all_others_are_signed_out_at_once():
    ando = cast.member(cast.mamagawa(), name="安藤")
    telephone, laptop = signed_in(ando, IPHONE), signed_in(ando, "Windows Chrome")
    laptop.post(reverse("usersessions_list"))
    assert (is_in(telephone), is_in(laptop)) == (False, True)


def test_nobody_signs_out_another_person():
    reunion = cast.mamagawa()
    ando, onishi = cast.member(reunion, name="安藤"), cast.member(reunion, name="大西")
    one, other = signed_in(ando, IPHONE), signed_in(onishi, IPHONE)
    foreign = UserSession.objects.get(user=onishi)
    assert one.post(reverse("doors:end_session", args=[foreign.pk])).status_code == 404
    assert is_in(other)


def test_who_leaves_the_committee_is_out_at_the_next_request():
    reunion = cast.mamagawa()
    cast.member(reunion)
    treasurer = cast.member(reunion, Role.TREASURER)
    client = signed_in(treasurer, IPHONE)
    desk = reverse("staff:home:home", args=[reunion.slug])
    assert client.get(desk).status_code == 200
    remove_member(Member.objects.get(user=treasurer), actor=None)
    assert client.get(desk).status_code in {302, 404}
    assert not is_in(client)


@pytest.mark.parametrize(
    ("agent", "words"),
    [(IPHONE, "iPhone Safari"), ("curl/8", ""), ("Android Line/14", "Android LINE")],
)
def test_a_device_is_named_as_it_is_known(agent, words):
    assert device(agent) == words
