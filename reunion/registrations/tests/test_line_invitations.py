import pytest

from reunion import cast
from reunion.events.models import LineGroup
from reunion.registrations.line_invitations import invitations_for
from reunion.registrations.models import State
from reunion.registrations.vouching import vouch

pytestmark = pytest.mark.django_db


@pytest.fixture
def reunion():
    reunion = cast.mamagawa()
    for room in (None, "A", "B"):
        LineGroup.objects.create(
            reunion=reunion,
            homeroom=room and cast.homeroom(reunion, room),
            invitation_url=f"https://line.me/ti/g/{room}",
        )
    return reunion


def invited_to(guest):
    return [group.invitation_url[-1] for group in invitations_for(guest)]


@pytest.mark.parametrize("state", [State.COMING, State.DECLINED, State.WAITLISTED])
def test_whoever_a_letter_led_here_is_invited_at_once(reunion, state):
    assert sorted(invited_to(cast.guest(reunion, state=state))) == ["A", "e"]
    other = cast.guest(reunion, "林 実 かな かな", email="", second_email="x@y.jp")
    assert sorted(invited_to(other)) == ["A", "e"]


def test_who_left_no_address_is_invited_once_a_member_vouches(reunion):
    guest = cast.guest(reunion, email="")
    assert invited_to(guest) == []
    vouch(guest, actor=cast.member(reunion))
    assert sorted(invited_to(guest)) == ["A", "e"]


@pytest.mark.parametrize("state", [State.WAITING, State.CANCELLED])
def test_nobody_is_invited_before_it_is_known_who_they_are_nor_after_taking_it_back(reunion, state):
    assert invited_to(cast.guest(reunion, state=state)) == []
    assert invited_to(cast.registration(reunion, teacher=cast.teacher(reunion), email="x@y.jp")) == []


def test_the_group_of_the_staff_is_shown_to_no_guest(reunion):
    LineGroup.objects.create(reunion=reunion, for_staff=True, invitation_url="https://line.me/ti/g/S")
    assert invited_to(cast.guest(reunion)) == ["e", "A"]
