"""A letter that came back counts as refused at whatever moment; one that names a fault of ours stops all."""

import datetime as dt
from dataclasses import replace

import pytest
from django.utils import timezone

from reunion.mail.delivery import deliver, park_abandoned_announcements, sweep
from reunion.mail.models import AddressHealth, Attempt, Bounce, Message
from reunion.mail.our_server import trouble
from reunion.mail.returned import take_in
from reunion.mail.signals import before_sending

from .bounces.shapes import Refused, postfix
from .test_returned import BROKEN, DEAD, FULL, WHO, about, by_return_path, sent

ICLOUD = Refused(
    "554 5.7.1 Your message was rejected due to reunion.example's DMARC policy. See https://support.apple.com",
    step="end of DATA",
    status="5.7.1",
    to=WHO,
)
FILTERED = Refused("550 5.2.0 rejected by the recipient's filter", step="end of DATA", status="5.2.0", to=WHO)
MINUTE = dt.timedelta(minutes=1)


def state_of(message):
    message.refresh_from_db()
    return message.state


def move_back(minutes):
    """As if so much time had passed since all tries."""
    for attempt in Attempt.objects.all():
        Attempt.objects.filter(pk=attempt.pk).update(at=attempt.at - minutes * MINUTE)


def make_all_due():
    Message.objects.filter(state="queued").update(due_at=timezone.now() - MINUTE)


@pytest.fixture
def queue(letter):
    return [letter(key=f"queued:{number}", recipient=f"p{number}@example.net") for number in range(3)]


@pytest.mark.parametrize("way", [about, by_return_path])
def test_a_letter_that_came_back_through_our_fault_stops_all_and_is_told(letter, queue, mamagawa, way):
    message = sent(letter())
    take_in(way(message, ICLOUD), source="mailbox")
    assert state_of(message) == "refused"
    assert Message.objects.due().count() == 0
    told = trouble(mamagawa)
    assert told.sentence == (
        "送ったメールが、こちら側の理由で戻ってきました。こちらのドメインの証明（SPF・DKIM・DMARC）が足りません。"
        "設定を直してください。ほかのメールは止めて、30分に一通ずつ試しています。"
    )
    assert "DMARC policy" in told.server_words
    assert not AddressHealth.objects.exists()


@pytest.mark.parametrize("refused", [DEAD, FULL, BROKEN, FILTERED])
def test_what_is_no_fault_of_ours_stops_nothing(letter, queue, mamagawa, refused):
    take_in(about(sent(letter()), refused), source="mailbox")
    assert Message.objects.due().count() == 3
    assert trouble(mamagawa) is None


def test_a_stranger_who_knows_the_address_only_stops_nothing(letter, queue, mamagawa):
    message = sent(letter())
    take_in(postfix(replace(ICLOUD, message_id="<invented@example.jp>")), source="mailbox")
    assert (state_of(message), trouble(mamagawa)) == ("sent", None)


def test_nor_does_who_reads_a_letter_that_was_passed_on(letter, queue, mamagawa):
    message = sent(letter())
    take_in(about(message, replace(ICLOUD, to="somebody@example.org")), source="mailbox")
    assert (state_of(message), trouble(mamagawa)) == ("sent", None)


def test_nor_does_a_letter_that_its_recipient_had_passed_on(letter, queue, mamagawa):
    message = sent(letter())
    final = f"Final-Recipient: rfc822; {WHO}".encode()
    passed_on = f"Original-Recipient: rfc822;{WHO}\nFinal-Recipient: rfc822; h@gmail.example".encode()
    take_in(about(message, ICLOUD).replace(final, passed_on), source="mailbox")
    assert (state_of(message), trouble(mamagawa)) == ("refused", None)


def test_its_reader_can_stop_the_others_only_once(letter, queue, mamagawa):
    message = sent(letter())
    take_in(about(message, ICLOUD), source="mailbox")
    Attempt.objects.all().delete()
    again = about(message, ICLOUD).replace(b"bounce-1@", b"bounce-2@").replace(b"Message-ID:", b"X-Old:", 1)
    take_in(again + b"\n.", source="mailbox")
    assert trouble(mamagawa) is None


def test_nor_with_a_letter_of_long_ago(letter, queue, mamagawa):
    message = sent(letter())
    Message.objects.filter(pk=message.pk).update(sent_at=timezone.now() - dt.timedelta(days=8))
    take_in(about(message, ICLOUD), source="mailbox")
    assert (state_of(message), trouble(mamagawa)) == ("refused", None)


def test_nor_with_a_letter_that_never_left(letter, queue, mamagawa):
    take_in(about(letter(), ICLOUD), source="mailbox")
    assert trouble(mamagawa) is None


def test_our_servers_yes_is_believed_only_when_nothing_has_come_back(letter, queue, real_mail, mamagawa):
    take_in(about(sent(letter()), ICLOUD), source="mailbox")
    move_back(16)
    make_all_due()
    assert sweep() == {"sent": 1}
    assert trouble(mamagawa) is not None
    make_all_due()
    assert sweep() == {}
    assert Message.objects.due().count() == 0
    move_back(31)
    make_all_due()
    assert trouble(mamagawa) is None
    assert sweep() == {"sent": 2}


def test_when_that_letter_comes_back_too_they_go_on_waiting(letter, queue, real_mail, mamagawa):
    take_in(about(sent(letter()), ICLOUD), source="mailbox")
    move_back(16)
    make_all_due()
    assert deliver(queue[0].pk) == "sent"
    move_back(20)
    take_in(about(queue[0], replace(ICLOUD, to=queue[0].recipient)), source="mailbox")
    move_back(11)
    make_all_due()
    assert trouble(mamagawa) is not None
    assert sweep() == {"sent": 1}


def test_the_receiver_who_refused_is_asked_first(letter, queue, real_mail):
    take_in(about(sent(letter()), ICLOUD), source="mailbox")
    same = letter(key="same", recipient="taro@Example.jp")
    move_back(16)
    make_all_due()
    assert sweep() == {"sent": 1}
    assert state_of(same) == "sent"


def test_fifty_that_come_back_at_once_are_one_stop(letter, queue):
    letters = [sent(letter(key=f"n{number}")) for number in range(2)]
    take_in(about(letters[0], ICLOUD), source="mailbox")
    first = Message.objects.filter(state="queued").order_by("pk").first().due_at
    take_in(about(letters[1], ICLOUD), source="mailbox")
    assert Message.objects.filter(state="queued").order_by("pk").first().due_at == first
    assert Attempt.objects.filter(outcome="returned").count() == 2


def test_a_demo_stops_nobody(letter, queue, mamagawa):
    message = sent(letter())
    type(mamagawa).objects.update(is_demo=True)
    take_in(about(message, ICLOUD), source="mailbox")
    assert not Attempt.objects.exists()


@pytest.mark.parametrize("refused", [DEAD, FULL, ICLOUD])
def test_a_refusal_quicker_than_our_own_note_stands_on_the_letter(letter, real_mail, refused):
    message = letter()

    def come_back(**kwargs):
        take_in(about(message, refused), source="mailbox")

    before_sending.connect(come_back)
    try:
        assert deliver(message.pk) == "sent"
    finally:
        before_sending.disconnect(come_back)
    message.refresh_from_db()
    assert (message.state, message.sent_at) == ("refused", None)
    assert message.outcome.startswith("戻ってきました。")


def test_the_refusal_of_an_earlier_try_says_nothing_about_this_one(letter, real_mail):
    message = sent(letter())
    take_in(about(message, FULL), source="mailbox")
    Message.objects.filter(pk=message.pk).update(state="queued", outcome="")
    assert deliver(message.pk) == "sent"
    assert state_of(message) == "sent"


def parked(letter):
    message = letter(kind="announcement")
    Message.objects.filter(pk=message.pk).update(
        batch="announcement:1", state="sending", leased_until=timezone.now() - MINUTE
    )
    return message


def test_a_parked_announcement_that_comes_back_has_not_arrived(letter):
    message = parked(letter)
    park_abandoned_announcements()
    assert state_of(message) == "held"
    take_in(about(message, FULL), source="mailbox")
    assert (state_of(message), message.held_because) == ("refused", "")


def test_nor_one_that_came_back_before_its_worker_was_missed(letter):
    message = parked(letter)
    take_in(about(message, FULL), source="mailbox")
    park_abandoned_announcements()
    assert state_of(message) == "refused"


WARNING = """From: MAILER-DAEMON@relay.reunion.example
To: kanji@reunion.example
Subject: Warning: message 1abc delayed 24 hours

This message was created automatically by mail delivery software.
A message that you sent has not yet been delivered to one or more of its recipients after more than 24 hours.

  hanako@example.jp
    host mx.example.jp [192.0.2.25]
    SMTP error from remote mail server after RCPT TO:<hanako@example.jp>:
    452 4.2.2 mailbox full

No action is required on your part. Delivery attempts will continue for some time.

Message-ID: {message_id}
"""


def delayed_report(message) -> bytes:
    words = "450 4.2.2 mailbox full"
    refused = Refused(words, step="RCPT TO", status="4.2.2", to=WHO, action="delayed")
    return about(message, refused)


def delayed_in_prose(message) -> bytes:
    return by_return_path(message, DEAD, lambda refused: WARNING.format(message_id="<x@y>").encode())


@pytest.mark.parametrize("notice", [delayed_report, delayed_in_prose])
def test_what_a_server_still_tries_is_known_and_not_refused(letter, notice):
    message = sent(letter())
    take_in(notice(message), source="mailbox")
    bounce = Bounce.objects.get()
    assert (bounce.outcome, bounce.is_final, bounce.message) == ("mailbox", False, message)
    assert state_of(message) == "sent"
    take_in(about(message, FULL), source="mailbox")
    assert state_of(message) == "refused"
    assert not AddressHealth.objects.exists()


def test_when_it_is_only_put_off_because_of_us_the_others_wait_too(letter, queue, mamagawa):
    message = sent(letter())
    words = "421 4.7.30 This mail has been rate limited because DKIM does not pass."
    refused = Refused(words, step="end of DATA", status="4.7.30", to=WHO, action="delayed")
    take_in(about(message, refused), source="mailbox")
    assert state_of(message) == "sent"
    assert trouble(mamagawa) is not None
