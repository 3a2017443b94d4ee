"""Each held letter tells why; when that alone falls away it goes again, and never twice."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from reunion import cast
from reunion.mail import health, unsubscribing
from reunion.mail.delivery import deliver, sweep
from reunion.mail.models import AddressHealth, Message
from reunion.mail.outbox import send_again
from reunion.mail.signals import before_sending

WHO = "hanako@example.jp"


def reasons():
    return list(Message.objects.order_by("pk").values_list("state", "held_because"))


def die(address=WHO):
    return health.mark_dead(address, reason="この宛先はもうありません。")


def test_what_is_held_at_birth_tells_why(letter):
    die()
    letter(key="dead")
    letter(key="ended", recipient="x@dct.dion.ne.jp")
    letter(key="malformed", recipient="jiro@")
    letter(key="words", recipient="taro@example.jp", held="文面を直してください。")
    letter(key="both", held="文面を直してください。")
    assert reasons() == [
        ("held", "dead"),
        ("held", "address"),
        ("held", "address"),
        ("held", "words"),
        ("held", "words"),
    ]


def test_lifting_sends_exactly_what_was_held_for_that_address(letter, mamagawa, real_mail):
    dead = die()
    letter(key="mine"), letter(key="mine again", recipient="Hanako@Example.jp")
    letter(key="words", held="文面を直してください。")
    die("taro@example.jp")
    letter(key="another", recipient="taro@example.jp")
    assert health.lift(dead, actor=cast.member(mamagawa), reunion=mamagawa) == 2
    assert health.lift(dead, actor=cast.member(mamagawa), reunion=mamagawa) == 0
    assert sweep() == {"sent": 2}
    assert reasons() == [("sent", ""), ("sent", ""), ("held", "words"), ("held", "dead")]


def test_what_was_refused_before_does_not_go_by_itself(letter, mamagawa):
    message = letter()
    Message.objects.filter(pk=message.pk).update(state="refused")
    assert health.lift(die(), actor=cast.member(mamagawa), reunion=mamagawa) == 0
    assert reasons() == [("refused", "")]


def test_lifting_writes_to_nobody_about_a_reunion_long_past(letter, mamagawa):
    past, next_one = cast.mamagawa("past"), cast.mamagawa("next")
    long_ago = timezone.localdate() - dt.timedelta(days=30)
    type(past).objects.filter(pk=past.pk).update(held_on=long_ago, signup_deadline=long_ago)
    dead = die()
    for number, reunion in enumerate((mamagawa, past, next_one)):
        letter.func(reunion, **letter.keywords | {"key": str(number)})
    assert health.lift(dead, actor=cast.member(mamagawa), reunion=mamagawa) == 2
    assert reasons() == [("queued", ""), ("held", "dead"), ("queued", "")]


def test_the_last_question_holds_it_with_its_reason(letter, real_mail):
    message = letter()
    die()
    assert deliver(message.pk) == "held"
    assert reasons() == [("held", "dead")]


def test_lifted_while_a_worker_was_just_about_to_hold_it(letter, real_mail, mamagawa):
    """The worker has seen a dead address; before it notes that, somebody says that the address works."""
    message = letter()
    dead = die()

    def lifted_meanwhile(message, **kwargs):
        health.lift(dead, actor=cast.member(mamagawa), reunion=mamagawa)

    before_sending.connect(lifted_meanwhile)
    try:
        assert deliver(message.pk) == "sent"
    finally:
        before_sending.disconnect(lifted_meanwhile)
    assert reasons() == [("sent", "")]


def announcement(letter, key, **changes):
    message = letter(key=key, kind="announcement", recipient=changes.pop("recipient", WHO))
    Message.objects.filter(pk=message.pk).update(batch="announcement:1", **changes)
    message.refresh_from_db()
    return message


def test_who_takes_it_back_gets_the_announcements_that_were_held_for_it(letter):
    first = announcement(letter, "a:1")
    announcement(letter, "a:2", recipient="taro@example.jp")
    unsubscribing.unsubscribe(first)
    assert reasons() == [("held", "unsubscribed"), ("queued", "")]
    unsubscribing.subscribe_again(first)
    assert reasons() == [("queued", ""), ("queued", "")]


def test_old_news_stays_held(letter):
    first = announcement(letter, "a:1", created_at=timezone.now() - dt.timedelta(days=15))
    unsubscribing.unsubscribe(first)
    unsubscribing.subscribe_again(first)
    assert reasons() == [("held", "unsubscribed")]


def test_sent_again_by_a_person_it_has_no_reason_any_more(letter, mamagawa):
    message = letter(held="文面を直してください。")
    send_again(message, actor=cast.member(mamagawa))
    assert reasons() == [("queued", "")]


@pytest.mark.django_db
def test_a_reason_without_being_held_is_no_state(letter):
    message = letter()
    with pytest.raises(IntegrityError), transaction.atomic():
        Message.objects.filter(pk=message.pk).update(held_because="dead")
    assert not AddressHealth.objects.exists()
