import datetime as dt

import pytest
from django.utils import timezone

from reunion import cast
from reunion.registrations.deciding import tie
from reunion.registrations.models import Registration, State
from reunion.registrations.signing_up import Reply, register
from reunion.registrations.vouching import is_vouched_for
from reunion.roster.models import ContactPoint

pytestmark = pytest.mark.django_db


def signed_up(reunion, **changes):
    details = {
        "attending": True,
        "family_name": "高田",
        "given_name": "裕子",
        "family_kana": "たかだ",
        "given_kana": "ゆうこ",
        "homeroom": cast.homeroom(reunion),
        "email": "yuko@mail.example",
        "phone": "090-1111-2222",
    }
    return register(reunion, reply=Reply(**(details | changes)))


def test_a_name_and_a_class_alone_vouch_for_nobody():
    reunion = cast.mamagawa()
    cast.classmate(reunion)
    guest = signed_up(reunion)
    assert guest.is_known
    # What the roster learnt from this very registration proves nothing about it.
    assert ContactPoint.objects.count() == 2
    assert not is_vouched_for(guest)


@pytest.mark.parametrize(("kind", "value"), [("mail", "yuko@mail.example"), ("phone", "090-1111-2222")])
def test_a_number_or_address_the_roster_knew_before_does(kind, value):
    reunion = cast.mamagawa()
    point = ContactPoint.objects.create(classmate=cast.classmate(reunion), kind=kind, value=value)
    ContactPoint.objects.filter(pk=point.pk).update(created_at=timezone.now() - dt.timedelta(days=1))
    assert is_vouched_for(signed_up(reunion))


def test_somebody_elses_number_does_not():
    reunion = cast.mamagawa()
    cast.classmate(reunion)
    other = cast.classmate(reunion, "池田 茂 いけだ しげる")
    ContactPoint.objects.create(classmate=other, kind="mail", value="yuko@mail.example")
    assert not is_vouched_for(signed_up(reunion))


def test_whom_a_member_tied_or_entered_is_vouched_for():
    reunion = cast.mamagawa()
    person = cast.classmate(reunion)
    waiting = signed_up(reunion, family_kana="", given_kana="", given_name="ゆう子", homeroom=None)
    assert (waiting.state, is_vouched_for(waiting)) == (State.WAITING, False)
    tied = tie(waiting, classmate=person, actor=cast.member(reunion))
    assert is_vouched_for(tied)
    cast.classmate(reunion, "池田 茂 いけだ しげる")
    by_telephone = signed_up(
        reunion,
        family_name="池田",
        given_name="茂",
        family_kana="いけだ",
        given_kana="しげる",
        channel=Registration.Channel.TELEPHONE,
    )
    assert is_vouched_for(by_telephone)
