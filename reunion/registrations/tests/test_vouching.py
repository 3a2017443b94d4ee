import datetime as dt

import pytest
from django.utils import timezone

from reunion import cast
from reunion.journal.models import Entry
from reunion.lib.refused import Refused
from reunion.registrations.contacting import Contact, correct_own_contact
from reunion.registrations.deciding import cancel, tie
from reunion.registrations.models import Registration, State
from reunion.registrations.signing_up import Reply, register
from reunion.registrations.vouching import is_vouched_for, vouch
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


def known_before(person, value="yuko@mail.example", *, kind="mail"):
    point = ContactPoint.objects.create(classmate=person, kind=kind, value=value)
    ContactPoint.objects.filter(pk=point.pk).update(created_at=timezone.now() - dt.timedelta(days=1))


def test_an_address_the_roster_knew_before_does():
    reunion = cast.mamagawa()
    known_before(cast.classmate(reunion), "Yuko@mail.example")
    assert is_vouched_for(signed_up(reunion))


def test_a_number_proves_only_that_somebody_knows_it():
    reunion = cast.mamagawa()
    known_before(cast.classmate(reunion), "090-1111-2222", kind="phone")
    assert not is_vouched_for(signed_up(reunion))


def test_a_letter_that_also_goes_elsewhere_vouches_for_nobody():
    reunion = cast.mamagawa()
    known_before(cast.classmate(reunion))
    assert not is_vouched_for(signed_up(reunion, second_email="stranger@mail.example"))


def test_an_address_typed_on_the_own_page_proves_nothing():
    reunion = cast.mamagawa()
    known_before(cast.classmate(reunion))
    stranger = signed_up(reunion, email="stranger@mail.example")
    correct_own_contact(stranger, contact=Contact(email="yuko@mail.example"))
    stranger.refresh_from_db()
    assert (stranger.addresses, is_vouched_for(stranger)) == (["yuko@mail.example"], False)


def test_what_the_roster_learnt_from_a_reply_that_was_taken_back_proves_nothing():
    reunion = cast.mamagawa()
    cast.classmate(reunion)
    first = signed_up(reunion, email="stranger@mail.example")
    cancel(first, actor=None)
    again = signed_up(reunion, email="stranger@mail.example")
    assert (again.is_known, again.pk == first.pk, is_vouched_for(again)) == (True, False, False)


def test_a_member_who_is_sure_says_so_once():
    reunion = cast.mamagawa()
    cast.classmate(reunion)
    guest, actor = signed_up(reunion), cast.member(reunion)
    for _press in range(2):
        vouch(guest, actor=actor)
    assert is_vouched_for(guest)
    entry = Entry.objects.about(guest).get(action="vouch")
    assert (entry.sentence, entry.actor) == ("高田 裕子が本人であることを確かめました", actor)


def test_nobody_vouches_for_somebody_who_waits():
    reunion = cast.mamagawa()
    waiting = signed_up(reunion)
    with pytest.raises(Refused, match="先に名簿の人と結んでください"):
        vouch(waiting, actor=cast.member(reunion))


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
