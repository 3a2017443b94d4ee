"""A letter enters the outbox once, whatever happens around it."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from reunion import cast
from reunion.journal.models import Entry
from reunion.lib.refused import Refused
from reunion.mail.delivery import deliver
from reunion.mail.models import Message
from reunion.mail.outbox import enqueue, send_again


def test_the_same_key_is_one_letter(letter):
    first = letter()
    again = letter(body="another text")
    assert (again.pk, again.body) == (first.pk, first.body)
    assert Message.objects.count() == 1


def test_sender_and_message_id_are_fixed_from_the_start(letter, mamagawa):
    mamagawa.contact_email = "contact@example.jp"
    message = letter()
    assert message.from_address == '"真間川高校 還暦同窓会" <kanji@reunion.example>'
    assert message.message_id.endswith("@reunion.example>")
    assert message.reply_to == "contact@example.jp"
    assert letter(key="other", reply_to="author@example.jp").reply_to == "author@example.jp"
    assert Message.objects.about(mamagawa).count() == 2


@pytest.mark.parametrize(
    ("recipient", "level", "carrier", "state"),
    [
        ("hanako@example.jp", "none", "", "queued"),
        (" taro..x@docomo.ne.jp ", "carrier", "docomo", "queued"),
        ("hanako@docomo.ne.jo", "typo", "", "queued"),
        ("hanako@", "malformed", "", "held"),
        ("a" * 300 + "@example.jp", "malformed", "", "held"),
        ("", "none", "", "held"),
    ],
)
def test_the_risk_of_the_address_stands_with_the_letter(letter, recipient, level, carrier, state):
    message = letter(recipient=recipient)
    assert (message.risk, message.carrier, message.state) == (level, carrier, state)
    assert message.recipient == recipient.strip()[:254]
    assert message.outcome.startswith("送らずに止めています。") == (state == "held")


def test_the_subject_is_one_line(letter):
    assert letter(subject="会費の\r\nBcc: x").subject == "会費の Bcc: x"


def test_the_worker_is_woken_after_the_commit_and_only_once(letter, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as callbacks:
        letter()
        letter()
        letter(key="held", recipient="hanako@")
    assert len(callbacks) == 1


def test_a_refused_letter_goes_again_under_its_message_id(letter, real_mail, mamagawa):
    message = letter()
    real_mail.answers["RCPT"] = "552 5.2.2 mailbox full"
    deliver(message.pk)
    real_mail.answers.clear()
    organizer = cast.member(mamagawa)
    sent_again = send_again(message, actor=organizer)
    assert deliver(message.pk) == "sent"
    assert real_mail.envelopes[0].mail["Message-ID"] == message.message_id == sent_again.message_id
    assert [attempt.outcome for attempt in message.attempts.all()] == ["refused", "sent"]
    entry = Entry.objects.about(message).get()
    assert entry.sentence == "高田 裕子さんへのメール「会費のお振り込みについて」をもう一度送るようにしました"
    assert entry.actor == organizer


def test_what_was_sent_or_cannot_be_sent_does_not_go_again(letter, real_mail, mamagawa):
    organizer = cast.member(mamagawa)
    sent, malformed = letter(), letter(key="malformed", recipient="hanako@")
    deliver(sent.pk)
    for message in (sent, malformed):
        with pytest.raises(Refused):
            send_again(message, actor=organizer)
    assert len(real_mail.envelopes) == 1


def details(reunion, key):
    return {
        "key": key,
        "kind": "bank-info",
        "about": reunion,
        "recipient": "hanako@example.jp",
        "recipient_name": "高田 裕子",
        "subject": "件",
        "body": "文",
    }


def in_threads(function, arguments):
    def closing(argument):
        try:
            return function(argument)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        return list(pool.map(closing, arguments))


@pytest.mark.django_db(transaction=True)
def test_two_requests_at_once_write_one_letter():
    reunion = cast.mamagawa()

    def request(_number):
        with transaction.atomic():
            return enqueue(reunion, **details(reunion, "bank-info:1:1")).pk

    assert len(set(in_threads(request, range(8)))) == 1
    assert Message.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_workers_at_once_send_each_letter_once(real_mail):
    reunion = cast.mamagawa()
    letters = [enqueue(reunion, **details(reunion, f"bank-info:{number}:1")) for number in range(15)]
    outcomes = in_threads(deliver, [letter.pk for letter in letters for _worker in range(4)])
    assert sorted(filter(None, outcomes)) == ["sent"] * 15
    arrived = [envelope.mail["Message-ID"] for envelope in real_mail.envelopes]
    assert sorted(arrived) == sorted(letter.message_id for letter in letters)
