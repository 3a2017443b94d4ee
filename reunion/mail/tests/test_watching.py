"""A mailbox that cannot be read for hours is told; one look that works ends it."""

import datetime as dt

import pytest
from django.utils import timezone

from reunion import cast
from reunion.events.counting import counted
from reunion.mail import polling, watching
from reunion.mail.models import MailboxWatch
from reunion.overview.sending import mailbox_unread

from .mailbox import ImapServer


@pytest.fixture
def mailbox(settings, db):
    server = ImapServer()
    settings.BOUNCE_MAILBOX_URL = server.url
    yield server
    server.close()


def hours_pass(hours):
    for watch in MailboxWatch.objects.exclude(failing_since=None):
        since = watch.failing_since - dt.timedelta(hours=hours)
        MailboxWatch.objects.filter(pk=watch.pk).update(failing_since=since)


def test_a_wrong_password_is_told_after_three_hours_and_until_it_is_right(mailbox):
    assert polling.poll() == {}
    mailbox.says["LOGIN"] = "NO [AUTHENTICATIONFAILED] wrong"
    polling.poll()
    assert watching.unread_for_hours() is None
    hours_pass(2)
    polling.poll()
    assert watching.unread_for_hours() is None
    hours_pass(1)
    watch = watching.unread_for_hours()
    assert watching.sentence_about(watch).startswith("受信箱にログインできません。")
    assert (watch.trouble, watch.read_at is not None) == ("LOGIN, error", True)
    mailbox.says.clear()
    polling.poll()
    assert watching.unread_for_hours() is None
    assert MailboxWatch.objects.count() == 1


def test_a_server_that_is_away_is_told_without_its_secrets(settings, db):
    settings.BOUNCE_MAILBOX_URL = "imap://user:geheim@127.0.0.1:1/INBOX"
    polling.poll()
    hours_pass(4)
    watch = watching.unread_for_hours()
    assert watching.sentence_about(watch).startswith("受信箱のサーバーにつながりません。")
    assert "geheim" not in f"{watch.mailbox} {watch.trouble}"
    settings.BOUNCE_MAILBOX_URL = "imap://user:another@127.0.0.1:1/INBOX"
    assert watching.unread_for_hours() is None
    settings.BOUNCE_MAILBOX_URL = ""
    assert watching.unread_for_hours() is None


def told(reunion) -> int:
    return counted(reunion, {"unread": mailbox_unread(reunion, None)})["unread"]


def test_the_first_page_tells_it_to_every_reunion_that_is_no_demo(settings, db):
    reunion, demo = cast.mamagawa(), cast.mamagawa("trial")
    demo.is_demo = True
    settings.BOUNCE_MAILBOX_URL = "imap://user:x@127.0.0.1:1/INBOX"
    watching.note_trouble("connecting, OSError")
    assert told(reunion) == 0
    MailboxWatch.objects.update(failing_since=timezone.now() - watching.PATIENCE)
    assert (told(reunion), told(demo)) == (1, 0)
