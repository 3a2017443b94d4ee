import pytest

from reunion import cast
from reunion.events.milestones import mark_done, mark_not_done
from reunion.events.models import Milestone
from reunion.overview.kick_off import kick_off_due
from reunion.team.models import Role

pytestmark = pytest.mark.django_db


def test_it_is_due_from_half_the_classes_until_it_was_held():
    reunion = cast.mamagawa()
    step = Milestone.objects.get(reunion=reunion, step="kick_off")
    for label in "ABCD":
        cast.homeroom(reunion, label)
    assert list(kick_off_due(reunion)) == []
    cast.member(reunion, Role.CLASS_STAFF, rooms="A")
    cast.member(reunion, Role.CLASS_STAFF, rooms="A")
    assert list(kick_off_due(reunion)) == []
    cast.member(cast.mamagawa("another", name="x"), Role.CLASS_STAFF)
    cast.member(reunion, Role.CLASS_STAFF, rooms="B")
    assert list(kick_off_due(reunion)) == [step]
    organizer = cast.member(reunion)
    mark_done(step, actor=organizer)
    assert list(kick_off_due(reunion)) == []
    mark_not_done(step, actor=organizer)
    assert list(kick_off_due(reunion)) == [step]


def test_home_says_so_to_the_office(client):
    reunion = cast.mamagawa()
    staff = cast.member(reunion, Role.CLASS_STAFF, rooms="A")
    sentence = "半分のクラスにスタッフがそろいました。顔合わせを開きましょう"
    for user, shown in ((cast.member(reunion), [1]), (staff, [])):
        client.force_login(user)
        todo = client.get("/staff/mamagawa/home/").context["todo"]
        assert [item["count"] for item in todo if item["text"] == sentence] == shown


def test_whoever_presses_that_it_was_held_is_told_and_not_asked_again(client):
    reunion = cast.mamagawa()
    cast.member(reunion, Role.CLASS_STAFF, rooms="A")
    client.force_login(cast.member(reunion))
    page = "/staff/mamagawa/outreach/classes/"
    assert client.get(page).context["kick_off"].step == "kick_off"
    for _press in range(2):
        assert client.post(f"{page}kick-off/").url == page
    assert client.get(page).context["kick_off"] is None
