"""The letter to ourselves: it leaves once a day, comes back to the mailbox, is missed when it does not."""

import datetime as dt

import pytest
from django.utils import timezone

from reunion.mail import polling, round_trip
from reunion.mail.models import Attempt, InboundLetter, Message, RoundTrip
from reunion.mail.tasks import send_round_trip

from .bounces.shapes import Refused, postfix
from .mailbox import ImapServer
from .post_office import free_port

pytestmark = pytest.mark.django_db
HOUR = dt.timedelta(hours=1)


@pytest.fixture
def mailbox(settings):
    server = ImapServer()
    settings.BOUNCE_MAILBOX_URL = server.url
    settings.DEFAULT_FROM_EMAIL = "kanji@reunion.example"
    yield server
    server.close()


def trip(number: int, *, hours: float, **details) -> RoundTrip:
    made = RoundTrip.objects.create(message_id=f"<trip-{number}@reunion.example>", **details)
    RoundTrip.objects.filter(pk=made.pk).update(created_at=timezone.now() - hours * HOUR)
    return made


def test_it_leaves_comes_back_and_is_ticked_off(mailbox, real_mail):
    send_round_trip()
    [envelope] = real_mail.envelopes
    assert (envelope.sender, envelope.recipient) == ("kanji@reunion.example", "returned@reunion.example")
    made = RoundTrip.objects.get()
    assert envelope.mail["Message-ID"] == made.message_id
    assert (made.sent_at is not None, made.returned_at, made.outcome) == (True, None, "")
    mailbox.put(envelope.mail.as_bytes())
    assert polling.poll() == {"round trip": 1}
    made.refresh_from_db()
    assert made.returned_at is not None
    assert not (Message.objects.exists() or Attempt.objects.exists() or InboundLetter.objects.exists())


def test_a_provider_may_give_it_another_message_id(mailbox, real_mail):
    send_round_trip()
    mail = real_mail.envelopes[0].mail
    mail.replace_header("Message-ID", "<another@provider.example>")
    mailbox.put(mail.as_bytes())
    assert polling.poll() == {"round trip": 1}
    assert RoundTrip.objects.get().returned_at is not None


def test_once_a_day(mailbox, real_mail):
    send_round_trip()
    send_round_trip()
    assert len(real_mail.envelopes) == 1
    RoundTrip.objects.update(created_at=timezone.now() - 24 * HOUR)
    send_round_trip()
    assert len(real_mail.envelopes) == 2


@pytest.mark.parametrize(
    "missing",
    [{"BOUNCE_MAILBOX_URL": ""}, {"EMAIL_CONFIGURED": False}, {"DEFAULT_FROM_EMAIL": "reunion@localhost"}],
)
def test_without_a_mailbox_or_a_way_out_nothing_leaves_and_nothing_is_missed(
    mailbox, real_mail, settings, missing
):
    for name, value in missing.items():
        setattr(settings, name, value)
    send_round_trip()
    assert (real_mail.envelopes, RoundTrip.objects.count()) == ([], 0)
    trip(1, hours=13)
    assert round_trip.lost() is None


def test_it_is_missed_after_twelve_hours_until_a_later_one_is_back(mailbox, real_mail):
    assert round_trip.lost() is None
    first = trip(1, hours=11.9)
    assert round_trip.lost() is None
    RoundTrip.objects.update(created_at=timezone.now() - 12.1 * HOUR)
    assert round_trip.lost() == first
    later = trip(2, hours=1)
    assert round_trip.lost() == first
    RoundTrip.objects.filter(pk=later.pk).update(returned_at=timezone.now())
    assert round_trip.lost() is None


def test_a_server_that_does_not_take_it_is_told_at_once(mailbox, real_mail, settings):
    settings.EMAIL_PORT = free_port()
    made = round_trip.send()
    assert (made.sent_at, made.outcome) == (
        None,
        "会のメールサーバーに渡せませんでした。（ConnectionRefusedError）",
    )
    assert round_trip.lost() == made


def test_a_refusal_is_told_at_once(mailbox, real_mail):
    made = round_trip.send()
    mailbox.put(postfix(Refused("550 5.7.1 DMARC policy", step="end of DATA", message_id=made.message_id)))
    assert polling.poll() == {"round trip": 1}
    assert round_trip.lost() == made
    assert round_trip.lost().outcome != ""


@pytest.mark.parametrize(
    ("user", "address"),
    [("returned%40reunion.example", "returned@reunion.example"), ("kanji", "kanji@reunion.example")],
)
def test_to_which_address(mailbox, settings, user, address):
    settings.BOUNCE_MAILBOX_URL = f"imaps://{user}:x@mail.reunion.example/INBOX"
    assert round_trip.mailbox_address() == address


def test_a_letter_of_more_than_400_days_ago_is_forgotten(mailbox, real_mail):
    trip(1, hours=24 * 401)
    kept = trip(2, hours=24 * 399)
    new = round_trip.send()
    assert set(RoundTrip.objects.values_list("pk", flat=True)) == {kept.pk, new.pk}
