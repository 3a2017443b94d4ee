import pytest
from django.urls import reverse

from reunion import cast
from reunion.accounts.models import User
from reunion.team.calendar_addresses import draw
from reunion.team.models import CalendarAddress, Member, Role
from reunion.team.showing import shown_members

pytestmark = pytest.mark.django_db


@pytest.fixture
def reunion():
    return cast.mamagawa()


def address():
    return reverse("staff:team:own", args=["mamagawa"])


def shown(reunion):
    return [(str(member.user), member.surname, str(member.own_homeroom)) for member in shown_members(reunion)]


@pytest.mark.parametrize("role", list(Role))
def test_each_member_says_so_for_themselves_and_takes_it_back(client, reunion, role):
    cast.member(reunion, name="別の人")
    client.force_login(cast.member(reunion, role, name="山本", rooms="B"))
    assert "在学時の名字とクラスを案内ページに載せる" in client.get(address()).content.decode()
    typed = {"surname": "　安藤 ", "homeroom": cast.homeroom(reunion).pk}
    client.post(address(), typed)
    assert shown(reunion) == []
    client.post(address(), typed | {"agrees": "on"})
    assert shown(reunion) == [("山本", "安藤", "3年A組")]
    assert "いま、案内ページに載っています" in client.get(address()).content.decode()
    client.post(address(), typed)
    assert shown(reunion) == []


def test_the_page_is_about_its_reader_whatever_is_sent_along(client, reunion):
    other = Member.objects.get(user=cast.member(reunion, name="別の人"))
    client.force_login(cast.member(reunion, name="山本"))
    typed = {
        "surname": "安藤",
        "agrees": "on",
        "member": other.pk,
        "member_id": other.pk,
        "user": other.user_id,
    }
    client.post(f"{address()}?member={other.pk}", typed)
    assert shown(reunion) == [("山本", "安藤", "None")]
    other.refresh_from_db()
    assert (other.surname, other.shown_since) == ("", None)


def test_no_consent_without_a_surname(client, reunion):
    client.force_login(cast.member(reunion))
    page = client.post(address(), {"surname": " ", "agrees": "on"}).content.decode()
    assert page.count("在学時の名字を書いてください。") == 2
    assert "checked" in page
    assert shown(reunion) == []


def test_the_owner_of_the_installation_is_no_member(client, reunion):
    owner = User.objects.create_superuser("owner@example.jp", "correct horse battery")
    client.force_login(owner)
    assert "この会の幹事として登録されていません。" in client.get(address()).content.decode()
    client.post(address(), {"surname": "安藤", "agrees": "on"})
    assert shown(reunion) == []


def test_a_member_draws_an_address_for_their_calendar_changes_it_and_gives_it_up(client, reunion):
    cast.member(reunion, name="別の人")
    client.force_login(cast.member(reunion, Role.CLASS_STAFF, name="山本", rooms="B"))
    press = reverse("staff:team:own_calendar", args=["mamagawa"])
    for _press in range(2):
        client.post(press)
    first = CalendarAddress.objects.get()
    assert first.member.name == "山本"
    assert f"/mamagawa/dates/{first.token}/calendar.ics" in client.get(address()).text
    for _press in range(2):
        client.post(press, {"address": first.pk})
    second = CalendarAddress.objects.get()
    assert first.token not in client.get(address()).text
    assert f"/mamagawa/dates/{second.token}/calendar.ics" in client.get(address()).text
    client.post(press, {"what": "stop"})
    assert not CalendarAddress.objects.exists()
    assert "自分だけのアドレスを作る" in client.get(address()).text


def test_nobody_else_sees_the_address(client, reunion):
    token = draw(Member.objects.get(user=cast.member(reunion, name="山本"))).token
    client.force_login(cast.member(reunion, name="別の人"))
    assert token not in client.get(address()).text
