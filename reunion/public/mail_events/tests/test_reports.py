"""Real reports of two providers at the door: kept once each, in any order, and never from a stranger."""

import base64
import hashlib
import hmac
import json

import pytest
from django.urls import reverse

from reunion import cast
from reunion.mail.bounces.return_path import return_path
from reunion.mail.health import is_dead
from reunion.mail.models import AddressHealth, Bounce, Message
from reunion.mail.outbox import enqueue
from reunion.mail.unsubscribing import has_unsubscribed

NUMBER = "883953f4-6105-42a2-a16a-77a8eac79483"
SECRET = "reunion:a-long-secret"


@pytest.fixture
def letter(db):
    reunion = cast.mamagawa()
    message = enqueue(
        reunion,
        key="bank-info:1:1",
        kind="bank-info",
        about=reunion,
        recipient="hanako@example.jp",
        recipient_name="高田 裕子",
        subject="会費のお振り込みについて",
        body="会費は8,000円です。",
    )
    Message.objects.filter(pk=message.pk).update(state="sent", sent_at=message.created_at, provider_id=NUMBER)
    message.refresh_from_db()
    return message


@pytest.fixture
def postmark(settings):
    settings.MAIL_PROVIDER = "postmark"
    settings.ANYMAIL = {"WEBHOOK_SECRET": SECRET}


@pytest.fixture
def mailgun(settings):
    settings.MAIL_PROVIDER = "mailgun"
    settings.ANYMAIL = {"WEBHOOK_SECRET": SECRET, "MAILGUN_WEBHOOK_SIGNING_KEY": "signing-key"}


def post(client, report, *, provider="postmark", secret=SECRET):
    signed_in = {"Authorization": "Basic " + base64.b64encode(secret.encode()).decode()} if secret else {}
    door = reverse("mail_events", args=[provider])
    return client.post(door, json.dumps(report), content_type="application/json", headers=signed_in)


def of_postmark(**changes) -> dict:
    return {
        "RecordType": "Bounce",
        "ID": 901542550,
        "Type": "HardBounce",
        "TypeCode": 1,
        "Name": "Hard bounce",
        "MessageID": NUMBER,
        "Description": "The server was unable to deliver your message (ex: unknown user, mailbox not found).",
        "Details": "smtp;550 5.1.1 <hanako@example.jp>: Recipient address rejected: User unknown",
        "Email": "hanako@example.jp",
        "From": "kanji@reunion.example",
        "BouncedAt": "2027-01-10T17:01:05Z",
        "Inactive": True,
        "CanActivate": True,
        "Metadata": {},
        "MessageStream": "outbound",
    } | changes


def of_mailgun(letter, **changes) -> dict:
    timestamp, token = "1799600465", "c7a9dda43bf9ae7e19af4c0b8ae8c0ab2e8c5a5b0a3b6b5d0f"
    signature = hmac.new(b"signing-key", f"{timestamp}{token}".encode(), hashlib.sha256).hexdigest()
    return {
        "signature": {"timestamp": timestamp, "token": token, "signature": signature},
        "event-data": {
            "id": "G9Bn5sl1TC6nu79C8C0bwg",
            "timestamp": 1799600465.9,
            "event": "failed",
            "severity": "permanent",
            "reason": "bounce",
            "recipient": "hanako@example.jp",
            "message": {"headers": {"message-id": letter.message_id.strip("<>"), "to": "hanako@example.jp"}},
            "delivery-status": {
                "code": 550,
                "description": "",
                "message": "5.7.26 This mail is unauthenticated, which poses a security risk",
            },
            "user-variables": {},
        }
        | changes,
    }


def kept() -> list[tuple]:
    return list(Bounce.objects.order_by("pk").values_list("outcome", "stage", "source", "recipient"))


def test_a_refusal_reported_by_postmark_is_kept_once(client, postmark, letter):
    for _time in range(3):
        assert post(client, of_postmark()).status_code == 200
    assert kept() == [("dead", "RCPT TO", "provider", "hanako@example.jp")]
    bounce = Bounce.objects.get()
    assert (bounce.message, bounce.reason) == (
        letter,
        "この宛先はもうありません。別の連絡先をさがしてください。",
    )
    letter.refresh_from_db()
    assert letter.state == "refused"
    assert is_dead("hanako@example.jp")


def test_a_hard_bounce_without_words_blocks_nobody(client, postmark, letter):
    post(client, of_postmark(Details="", Description=""))
    assert kept() == [("mailbox", "unknown", "provider", "hanako@example.jp")]
    assert not AddressHealth.objects.exists()


def test_reports_in_the_wrong_order_take_nothing_back(client, postmark, letter):
    delivered = {
        "RecordType": "Delivery",
        "MessageID": NUMBER,
        "Recipient": "hanako@example.jp",
        "DeliveredAt": "2027-01-10T17:01:04Z",
        "Details": "250 2.0.0 OK",
        "Metadata": {},
    }
    deferred = of_postmark(Type="Transient", ID=7, Details="450 4.2.0 greylisted")
    for report in (of_postmark(), delivered, deferred, delivered, of_postmark()):
        assert post(client, report).status_code == 200
    outcomes = [outcome for outcome, *_rest in kept()]
    assert outcomes == ["dead", "none", "none"]
    letter.refresh_from_db()
    assert letter.state == "refused"


def test_put_off_and_then_taken_is_still_sent(client, postmark, letter):
    post(client, of_postmark(Type="Transient", Details="450 4.2.0 greylisted"))
    letter.refresh_from_db()
    assert letter.state == "sent"
    assert not AddressHealth.objects.exists()


def test_mailgun_reports_under_the_message_id_that_our_domain_is_at_fault(client, mailgun, letter):
    assert post(client, of_mailgun(letter), provider="mailgun").status_code == 200
    assert kept() == [("ours", "unknown", "provider", "hanako@example.jp")]
    assert not is_dead("hanako@example.jp")


def test_a_report_that_comes_before_our_note_finds_its_letter_by_the_mark(client, mailgun, letter):
    Message.objects.filter(pk=letter.pk).update(message_id="<another@reunion.example>", provider_id="")
    report = of_mailgun(letter, **{"user-variables": {"letter": return_path(letter.pk, domain="")}})
    post(client, report, provider="mailgun")
    assert Bounce.objects.get().message == letter


def test_who_complains_gets_no_further_announcements(client, postmark, letter):
    post(client, of_postmark(RecordType="SpamComplaint", Type="SpamComplaint", Details="", Description=""))
    assert has_unsubscribed(letter)
    assert kept() == [("none", "unknown", "provider", "hanako@example.jp")]


def test_that_a_mail_was_opened_is_not_kept(client, postmark, letter):
    opened = {
        "RecordType": "Open",
        "MessageID": NUMBER,
        "Recipient": "hanako@example.jp",
        "FirstOpen": True,
        "ReceivedAt": "2027-01-10T17:05:00Z",
        "Metadata": {},
    }
    assert post(client, opened).status_code == 200
    assert kept() == []


def test_a_letter_of_another_installation_is_ignored(client, postmark, letter):
    for metadata in ({}, {"letter": str(letter.pk)}, {"letter": f"returned-{letter.pk}-0123456789abcdef@"}):
        report = of_postmark(MessageID="somebody-elses", Metadata=metadata)
        assert post(client, report).status_code == 200
    assert kept() == []


@pytest.mark.parametrize("secret", ["", "reunion:wrong", "a-long-secret"])
def test_a_stranger_reports_nothing(client, postmark, letter, secret):
    assert post(client, of_postmark(), secret=secret).status_code == 400
    assert kept() == []


def test_a_report_of_mailgun_must_be_signed_too(client, mailgun, letter):
    report = of_mailgun(letter)
    report["signature"]["signature"] = "0" * 64
    assert post(client, report, provider="mailgun").status_code == 400
    assert kept() == []


def test_the_door_is_there_only_for_the_provider_in_use(client, postmark, letter, settings):
    assert post(client, of_postmark(), provider="mailgun").status_code == 404
    assert post(client, of_postmark(), provider="nobody").status_code == 404
    settings.ANYMAIL = {"WEBHOOK_SECRET": ""}
    assert post(client, of_postmark()).status_code == 404
    settings.MAIL_PROVIDER = ""
    assert post(client, of_postmark()).status_code == 404
    assert client.get(reverse("mail_events", args=["postmark"])).status_code == 404
