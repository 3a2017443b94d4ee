"""The mailbox is looked into: each mail once, one after the other, and nothing secret in the log."""

import logging
import time
from dataclasses import replace

import pytest
from django.db import OperationalError
from django.utils import timezone

from reunion.mail import polling
from reunion.mail.bounces.opening import LONGEST
from reunion.mail.models import AddressHealth, Bounce, InboundLetter, Message, RoundTrip
from reunion.mail.signals import reply_received
from reunion.mail.tasks import poll_mailbox

from .bounces.shapes import Refused, postfix
from .letters_home import reply
from .mailbox import ImapServer

DEAD = Refused("550 5.1.1 User unknown", step="RCPT TO", status="5.1.1", to="hanako@example.jp")
SEEN, STARRED = {r"\Seen"}, {r"\Seen", r"\Flagged"}


@pytest.fixture
def mailbox(settings, db):
    server = ImapServer()
    settings.BOUNCE_MAILBOX_URL = server.url
    yield server
    server.close()


@pytest.fixture
def sent(letter):
    message = letter()
    Message.objects.update(state="sent", sent_at=timezone.now())
    message.refresh_from_db()
    return message


def returned(message) -> bytes:
    return postfix(replace(DEAD, message_id=message.message_id))


def test_all_that_is_unread_is_taken_in_and_marked(mailbox, sent):
    RoundTrip.objects.create(message_id="<trip-1@reunion.example>")
    mailbox.put(
        returned(sent),
        reply(sent),
        b"From: x@spam.example\nAuto-Submitted: auto-generated\nSubject: x\n\nx",
        reply(message_id="<trip-1@reunion.example>"),
    )
    assert polling.poll() == {"bounce": 1, "reply": 1, "nothing": 1, "round trip": 1}
    assert mailbox.flags() == [SEEN] * 4
    assert AddressHealth.objects.get().state == "dead"
    assert InboundLetter.objects.get().contact == "hanako@example.jp"
    assert RoundTrip.objects.get().returned_at is not None
    assert polling.poll() == {}


def test_the_worker_looks_every_five_minutes(mailbox, sent, settings):
    mailbox.put(returned(sent))
    poll_mailbox()
    assert Bounce.objects.get().source == "mailbox"
    planned = settings.CELERY_BEAT_SCHEDULE["poll-mailbox"]
    assert (planned["task"], planned["schedule"]) == (poll_mailbox.name, 300)


def test_a_mail_is_marked_only_once_it_is_stored(mailbox, sent):
    mailbox.put(returned(sent))
    mailbox.hangs_up_at = "STORE"
    assert polling.poll() == {"unreachable": 1}
    assert (Bounce.objects.count(), mailbox.flags()) == (1, [set()])
    mailbox.hangs_up_at = ""
    assert polling.poll() == {"bounce": 1}
    assert (Bounce.objects.count(), mailbox.flags()) == (1, [SEEN])


class broken_upstairs:
    """A receiver that fails while a reply is taken in."""

    def __init__(self, error):
        self.error = error

    def fail(self, **kwargs):
        raise self.error

    def __enter__(self):
        reply_received.connect(self.fail)

    def __exit__(self, *error):
        reply_received.disconnect(self.fail)


def test_a_mail_that_fails_is_starred_and_stops_no_other(mailbox, sent, caplog):
    mailbox.put(reply(sent), returned(sent))
    with broken_upstairs(ValueError("ありがとうございます")):
        assert polling.poll() == {"broken": 1, "bounce": 1}
    assert mailbox.flags() == [STARRED, SEEN]
    assert not InboundLetter.objects.exists()
    assert caplog.messages[0] == "Mail 101 of the mailbox could not be taken in: ValueError"


def test_when_the_database_fails_all_wait(mailbox, sent):
    mailbox.put(reply(sent), returned(sent))
    with broken_upstairs(OperationalError("away")):
        assert polling.poll() == {"later": 1}
    assert mailbox.flags() == [set(), set()]
    assert polling.poll() == {"reply": 1, "bounce": 1}


def test_of_a_long_mail_only_the_beginning_is_fetched(mailbox, sent):
    mailbox.put(returned(sent) + b"x" * 3 * LONGEST)
    started = time.monotonic()
    assert polling.poll() == {"bounce": 1}
    assert time.monotonic() - started < 10


@pytest.mark.parametrize(
    ("word", "answer", "told"),
    [
        ("LOGIN", "NO [AUTHENTICATIONFAILED] wrong", "LOGIN, error"),
        ("SELECT", "NO no such folder", "SELECT, answered with NO"),
        ("SEARCH", "BAD what", "SEARCH, error"),
        ("FETCH", "NO not now", "FETCH, answered with NO"),
    ],
)
def test_a_mailbox_that_says_no_is_tried_again_later(mailbox, sent, caplog, word, answer, told):
    mailbox.put(returned(sent))
    mailbox.says[word] = answer
    assert polling.poll() == {"unreachable": 1}
    assert caplog.messages == [f"The mailbox of returned mail was not read: {told}"]
    assert mailbox.flags() == [set()]


@pytest.mark.parametrize("word", ["LOGIN", "SELECT", "SEARCH", "FETCH"])
def test_a_line_that_breaks_anywhere_is_tried_again_later(mailbox, sent, word):
    mailbox.put(returned(sent))
    mailbox.hangs_up_at = word
    assert polling.poll() == {"unreachable": 1}


def test_nobody_there(settings, db, caplog):
    settings.BOUNCE_MAILBOX_URL = "imap://user:geheim@127.0.0.1:1/INBOX"
    assert polling.poll() == {"unreachable": 1}
    assert "geheim" not in caplog.text


def test_without_a_mailbox_nothing_happens(settings, db):
    settings.BOUNCE_MAILBOX_URL = ""
    assert polling.poll() == {}


def test_nothing_of_a_mail_or_of_the_password_is_in_the_log(mailbox, sent, caplog):
    caplog.set_level(logging.DEBUG)
    mailbox.put(returned(sent), reply(sent))
    polling.poll()
    mailbox.says["LOGIN"] = "NO wrong"
    polling.poll()
    for secret in ("pass word", "hanako", "高田", "ありがとう", "User unknown"):
        assert secret not in caplog.text


def test_the_parts_of_the_address():
    mailbox = polling.Mailbox.of("imaps://a%40b.example:p%3A%2F@imap.b.example/Returned%20mail")
    assert (mailbox.scheme, mailbox.host, mailbox.port) == ("imaps", "imap.b.example", 993)
    assert (mailbox.user, mailbox.password, mailbox.folder) == ("a@b.example", "p:/", "Returned mail")


def test_a_server_elsewhere_that_offers_no_encryption_gets_no_password(settings, db):
    elsewhere = ImapServer(host="127.0.0.2")
    settings.BOUNCE_MAILBOX_URL = elsewhere.url
    assert polling.poll() == {"unreachable": 1}
    elsewhere.close()
    assert elsewhere.asked == ["CAPABILITY", "LOGOUT"]
