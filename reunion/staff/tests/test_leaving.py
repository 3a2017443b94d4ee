"""Whoever leaves, or loses a class or a role, is stopped at the very next request, also in tabs left open."""

import pytest
from django.urls import reverse

from reunion import cast
from reunion.events.models import BankAccount, Milestone
from reunion.outreach.models import ContactLog
from reunion.team.membership import change_role, remove_member
from reunion.team.models import Member, Role
from reunion.tests.signing_in import show_second_step

pytestmark = pytest.mark.django_db
TOLD = {"way": "phone", "result": "asked", "note": "x"}


@pytest.fixture
def reunion():
    reunion = cast.mamagawa()
    cast.member(reunion, name="安藤")
    return reunion


def page(name: str, *args) -> str:
    return reverse(f"staff:{name}", args=["mamagawa", *args])


def test_a_class_that_was_taken_away_is_closed_in_an_open_tab_too(client, reunion):
    miyamoto = cast.member(reunion, Role.CLASS_STAFF, name="宮本", rooms="AB")
    of_a = cast.classmate(reunion, "加藤 明 かとう あきら", room="A")
    of_b = cast.classmate(reunion, "森 薫 もり かおる", room="B")
    client.force_login(miyamoto)
    people = [page("outreach:person", person.pk) for person in (of_a, of_b)]
    assert [client.get(each).status_code for each in people] == [200, 200]
    change_role(
        Member.objects.get(user=miyamoto),
        role=Role.CLASS_STAFF,
        homerooms=[cast.homeroom(reunion, "B")],
        actor=None,
    )
    assert [client.get(each).status_code for each in people] == [404, 200]
    press = client.post(page("outreach:result", of_a.pk), TOLD)
    assert (press.status_code, ContactLog.objects.count()) == (404, 0)
    assert client.get(page("outreach:class", of_a.homeroom_id)).status_code == 404
    roster = client.get(page("roster:list")).text
    assert ("加藤" in roster, "森" in roster) == (False, True)


def test_a_role_that_was_taken_away_no_longer_opens_its_pages(client, reunion):
    suzuki = cast.member(reunion, name="鈴木")
    show_second_step(client, suzuki)
    assert client.get(page("events:account")).status_code == 200
    change_role(Member.objects.get(user=suzuki), role=Role.SECRETARIAT, actor=None)
    typed = vars(cast.ACCOUNT) | {"number": "7654321"}
    answers = [client.get(page("events:account")), client.post(page("events:account"), typed)]
    assert [answer.status_code for answer in answers] == [403, 403]
    assert BankAccount.objects.get().number == "1234567"
    assert client.get(page("home:home")).status_code == 200


def test_a_tab_left_open_does_nothing_after_its_owner_has_left(client, reunion):
    onishi = cast.member(reunion, Role.SECRETARIAT, name="大西")
    client.force_login(onishi)
    assert client.get(page("events:add_milestone")).status_code == 200
    remove_member(Member.objects.get(user=onishi), actor=None)
    before = Milestone.objects.count()
    answer = client.post(page("events:add_milestone"), {"title": "x", "due_on": "2027-01-10"})
    assert answer.status_code == 404
    assert Milestone.objects.count() == before


def test_whoever_stays_in_another_reunion_stays_signed_in_there_alone(client, reunion):
    onishi = cast.member(reunion, Role.SECRETARIAT, name="大西")
    Member.objects.create(user=onishi, reunion=cast.mamagawa("another"), role=Role.TREASURER)
    client.force_login(onishi)
    remove_member(Member.objects.get(user=onishi, reunion=reunion), actor=None)
    another = reverse("staff:home:home", args=["another"])
    assert [client.get(each).status_code for each in (page("home:home"), another)] == [404, 200]
