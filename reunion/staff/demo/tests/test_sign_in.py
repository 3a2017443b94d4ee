import pytest
from allauth.usersessions.models import UserSession
from django.test import Client
from django.urls import reverse

from reunion import cast
from reunion.events.models import AccountChange, BankAccount
from reunion.team.models import Member, Role

pytestmark = pytest.mark.django_db
URL = "/staff/demo/"


@pytest.fixture
def demo():
    reunion = cast.mamagawa("mamagawa-1983")
    reunion.is_demo = True
    reunion.save()
    return reunion


def test_one_press_signs_in_as_a_member_of_the_demo(client, demo):
    cast.member(demo, Role.TREASURER, name="鈴木")
    assert "会計 鈴木" in client.get(URL).content.decode()
    answer = client.post(URL, {"member": Member.objects.get().pk})
    assert answer.url == reverse("staff:home:home", args=["mamagawa-1983"])
    assert client.get(reverse("staff:team:list", args=["mamagawa-1983"])).status_code == 403


def test_whoever_came_in_by_one_press_is_listed_and_can_be_signed_out(client, demo):
    cast.member(demo, Role.TREASURER, name="鈴木")
    other = Client(headers={"user-agent": "iPhone Safari"})
    for each in (client, other):
        each.post(URL, {"member": Member.objects.get().pk})
    page = client.get(reverse("usersessions_list"))
    assert (page.context["session_count"], "iPhone Safari" in page.text) == (2, True)
    session = UserSession.objects.get(user_agent="iPhone Safari")
    client.post(reverse("doors:end_session", args=[session.pk]))
    desk = reverse("staff:home:home", args=["mamagawa-1983"])
    assert [each.get(desk).status_code for each in (client, other)] == [200, 302]


def test_a_proposed_account_is_confirmed_by_the_other_organizer_of_the_demo(client, demo):
    for name in ("安藤", "村田"):
        cast.member(demo, name=name)
    first, second = Member.objects.order_by("id")
    client.post(URL, {"member": first.pk})
    page = reverse("staff:events:account", args=["mamagawa-1983"])
    client.post(page, vars(cast.ACCOUNT) | {"number": "7654321"})
    change = AccountChange.objects.get()
    confirm = reverse("staff:events:confirm_account", args=["mamagawa-1983", change.pk])
    client.post(confirm)
    assert BankAccount.objects.get().number == "1234567"
    client.post(URL, {"member": second.pk})
    client.post(confirm)
    assert BankAccount.objects.get().number == "7654321"


def test_without_a_demo_there_is_no_such_page(client):
    reunion = cast.mamagawa()
    cast.member(reunion)
    assert client.get(URL).status_code == 404
    assert client.post(URL, {"member": Member.objects.get().pk}).status_code == 404


@pytest.mark.parametrize("powers", [{"is_superuser": True}, {"is_staff": True}, {"is_active": False}])
def test_the_owner_of_the_installation_is_no_demo_member(client, demo, powers):
    user = cast.member(demo)
    type(user).objects.filter(pk=user.pk).update(**powers)
    assert client.post(URL, {"member": Member.objects.get().pk}).status_code == 404


def test_a_member_of_a_real_reunion_is_no_demo_member(client, demo):
    user = cast.member(demo)
    Member.objects.create(user=user, reunion=cast.mamagawa("real"), role=Role.TREASURER)
    assert client.post(URL, {"member": Member.objects.get(reunion=demo).pk}).status_code == 404


@pytest.mark.parametrize("nonsense", ["", "0", "-1", "x", "9" * 30])
def test_nonsense_signs_in_nobody(client, demo, nonsense):
    cast.member(demo)
    assert client.post(URL, {"member": nonsense}).status_code == 404
