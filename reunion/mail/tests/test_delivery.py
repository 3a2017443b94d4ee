"""A letter leaves once, and whatever the other side says is understood and written down."""

import datetime as dt
from email.header import decode_header, make_header
from email.utils import parseaddr

import pytest
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone

from reunion import cast
from reunion.mail import demo_folder
from reunion.mail.bounces.return_path import letter_number
from reunion.mail.delivery import LEASE, deliver, park_abandoned_announcements, sweep
from reunion.mail.handover import SECONDS_FOR_THE_TEXT
from reunion.mail.models import Attempt, Message
from reunion.mail.our_server import trouble
from reunion.mail.outbox import waiting_for_settings
from reunion.mail.signals import before_sending

MINUTE = dt.timedelta(minutes=1)


def attempts_of(message):
    return list(message.attempts.values_list("outcome", "stage", "code", "is_ours"))


def minutes_until_due(message):
    message.refresh_from_db()
    return round((message.due_at - timezone.now()) / MINUTE)


def make_due(message, **changes):
    Message.objects.filter(pk=message.pk).update(due_at=timezone.now(), **changes)


def test_a_letter_arrives_as_it_was_written(letter, real_mail):
    message = letter(
        body="髙﨑①𠮷 様\n\n.点で始まる行\n" + "振" * 400 + "\n",
        subject="【真間川高校】会費のお振り込みについて",
    )
    assert deliver(message.pk) == "sent"
    [envelope] = real_mail.envelopes
    assert (envelope.sender, envelope.recipient) == ("kanji@reunion.example", "hanako@example.jp")
    mail = envelope.mail
    assert mail["Message-ID"] == message.message_id
    assert mail["Subject"] == "【真間川高校】会費のお振り込みについて"
    assert mail["From"] == "真間川高校 還暦同窓会 <kanji@reunion.example>"
    assert mail["To"] == "hanako@example.jp"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Date"].datetime > timezone.now() - MINUTE
    assert (mail.get_content_type(), mail.get_content_charset()) == ("text/plain", "utf-8")
    assert mail["Content-Transfer-Encoding"] == "base64"
    assert mail.get_content().replace("\r\n", "\n") == message.body
    message.refresh_from_db()
    assert (message.state, message.attempt_count) == ("sent", 1)
    assert attempts_of(message) == [("sent", "end of DATA", 250, False)]


@pytest.mark.parametrize("length", [1, 14, 15, 40, 120, 200])
def test_a_subject_of_any_length_starts_on_its_line(letter, real_mail, length):
    subject = ("還暦同窓会のお知らせ①髙﨑𠮷 2027 " * 12)[:length].strip()
    deliver(letter(subject=subject).pk)
    [envelope] = real_mail.envelopes
    assert envelope.mail["Subject"] == subject
    assert dict(envelope.mail.raw_items())["Subject"].startswith("=?utf-8?b?")


def test_an_answer_goes_to_the_reunions_contact(letter, real_mail, mamagawa):
    mamagawa.contact_email = "kanji-shitsu@example.jp"
    deliver(letter().pk)
    assert real_mail.envelopes[0].mail["Reply-To"] == "kanji-shitsu@example.jp"


@pytest.mark.parametrize("name", ["真間川, 高校 (還暦) 同窓会", "同" * 80, 'Mamagawa "Reunion"; 1983'])
def test_the_reunions_name_stands_before_our_own_address(letter, real_mail, mamagawa, name):
    mamagawa.name = name
    deliver(letter().pk)
    display_name, address = parseaddr(dict(real_mail.envelopes[0].mail.raw_items())["From"])
    assert str(make_header(decode_header(display_name))) == name.replace('"', "")
    assert address == "kanji@reunion.example"


@pytest.mark.parametrize(
    ("typed", "on_the_line"),
    [
        ("taro..x@docomo.ne.jp", "taro..x@docomo.ne.jp"),
        ("taro.@docomo.ne.jp", "taro.@docomo.ne.jp"),
        ('"taro..x"@ezweb.ne.jp', "taro..x@ezweb.ne.jp"),
        ("-taro/?+@docomo.ne.jp", "-taro/?+@docomo.ne.jp"),
    ],
)
def test_old_carrier_addresses_go_out_without_quotes(letter, real_mail, typed, on_the_line):
    message = letter(recipient=typed)
    assert deliver(message.pk) == "sent"
    assert [envelope.recipient for envelope in real_mail.envelopes] == [on_the_line]


def test_a_letter_that_left_is_not_sent_again(letter, real_mail):
    message = letter()
    assert [deliver(message.pk), deliver(message.pk)] == ["sent", None]
    assert len(real_mail.envelopes) == 1


@pytest.mark.parametrize(
    ("stage", "reply", "outcome", "state", "noted", "minutes"),
    [
        ("RCPT", "450 4.2.1 try later", "later", "queued", ("RCPT TO", 450, False), 1),
        ("RCPT", "550 5.1.1 User unknown", "refused", "refused", ("RCPT TO", 550, False), 0),
        ("RCPT", "554 5.7.1 Relay access denied", "later", "queued", ("RCPT TO", 554, True), 15),
        ("RCPT", "hang up", "later", "queued", ("RCPT TO", None, False), 1),
        ("MAIL", "451 4.3.0 busy", "later", "queued", ("MAIL FROM", 451, True), 1),
        ("MAIL", "553 5.7.1 not you", "later", "queued", ("MAIL FROM", 553, True), 15),
        ("DATA", "452 4.3.1 full", "later", "queued", ("end of DATA", 452, False), 1),
        ("DATA", "550 Unknown user", "refused", "refused", ("end of DATA", 550, False), 0),
        ("DATA", "550 5.7.26 DMARC policy", "later", "queued", ("end of DATA", 550, True), 15),
    ],
)
def test_each_answer_is_understood(letter, real_mail, stage, reply, outcome, state, noted, minutes):
    message = letter()
    real_mail.answers[stage] = reply
    assert deliver(message.pk) == outcome
    assert minutes_until_due(message) == minutes
    assert (message.state, message.claim, message.leased_until) == (state, None, None)
    assert attempts_of(message) == [(outcome, *noted)]
    attempt = message.attempts.get()
    assert (reply == "hang up") or attempt.words == reply[4:]
    assert real_mail.envelopes == []


def test_a_letter_goes_out_when_the_server_is_willing_again(letter, real_mail):
    message = letter()
    real_mail.answers["RCPT"] = "450 later"
    deliver(message.pk)
    assert deliver(message.pk) is None
    real_mail.answers.clear()
    make_due(message)
    assert sweep() == {"sent": 1}
    assert attempts_of(message) == [
        ("later", "RCPT TO", 450, False),
        ("sent", "end of DATA", 250, False),
    ]
    assert real_mail.envelopes[0].mail["Message-ID"] == message.message_id


def test_after_four_days_of_later_a_letter_counts_as_refused(letter, real_mail):
    message = letter()
    real_mail.answers["RCPT"] = "450 later"
    make_due(message, deferred_since=timezone.now() - dt.timedelta(days=4))
    assert deliver(message.pk) == "refused"


def test_a_line_that_breaks_after_the_text_sends_the_same_letter_again(letter, real_mail):
    message = letter()
    real_mail.answers["DATA"] = "hang up"
    assert deliver(message.pk) == "later"
    assert attempts_of(message) == [("later", "end of DATA", None, False)]
    real_mail.answers.clear()
    make_due(message)
    assert deliver(message.pk) == "sent"
    assert [envelope.mail["Message-ID"] for envelope in real_mail.envelopes] == [message.message_id] * 2


def test_without_a_server_no_letter_is_used_up_and_all_wait(letter, real_mail, mamagawa):
    real_mail.close()
    first, second = letter(), letter(key="bank-info:2:1")
    assert sweep() == {"later": 1}
    assert (minutes_until_due(first), minutes_until_due(second)) == (1, 1)
    assert attempts_of(first) == [("later", "connect", None, True)]
    assert (
        trouble(mamagawa).sentence == "会のメールサーバーにつながりません。つながりしだい、自動で送ります。"
    )


def test_when_our_server_says_no_the_whole_queue_waits_until_it_is_mended(letter, real_mail, mamagawa):
    real_mail.answers["MAIL"] = "535 5.7.8 wrong password"
    first, second = letter(), letter(key="bank-info:2:1")
    assert deliver(first.pk) == "later"
    assert deliver(second.pk) is None
    assert (minutes_until_due(first), minutes_until_due(second)) == (15, 15)
    found = trouble(mamagawa)
    assert found.sentence == "会のメールサーバーが送信を断っています。設定を直すと、自動で送ります。"
    assert found.server_words == "535 5.7.8 wrong password"
    real_mail.answers.clear()
    make_due(second)
    assert deliver(second.pk) == "sent"
    assert trouble(mamagawa) is None


def test_a_lease_that_ran_out_lets_another_worker_send(letter, real_mail):
    message = letter()
    claimed = {"state": "sending", "attempt_count": 1}
    make_due(message, leased_until=timezone.now() + MINUTE, **claimed)
    assert deliver(message.pk) is None
    make_due(message, leased_until=timezone.now() - MINUTE, **claimed)
    assert sweep() == {"sent": 1}
    message.refresh_from_db()
    assert (message.state, message.attempt_count) == ("sent", 2)


def test_an_announcement_whose_worker_died_is_parked_for_a_person(letter, real_mail):
    message = letter()
    gone = {"state": "sending", "attempt_count": 1, "batch": "announcement:1"}
    make_due(message, leased_until=timezone.now() + MINUTE, **gone)
    assert sweep() == {}
    message.refresh_from_db()
    assert message.state == "sending"
    make_due(message, leased_until=timezone.now() - MINUTE, **gone)
    assert (deliver(message.pk), sweep(), sweep()) == (None, {}, {})
    message.refresh_from_db()
    assert (message.state, message.leased_until) == ("held", None)
    assert message.outcome == (
        "送っている途中で止まりました。届いているかもしれないので、送り直すかどうかをお決めください。"
    )
    assert attempts_of(message) == [("held", "check", None, False)]
    assert real_mail.envelopes == []
    assert message.can_go_again


class SlowBackend(BaseEmailBackend):
    """While it thinks the lease runs out, and a sweep parks the letter."""

    def send_messages(self, mails):
        Message.objects.update(leased_until=timezone.now() - MINUTE)
        park_abandoned_announcements()
        return len(mails)


def test_a_worker_that_was_only_slow_still_notes_that_its_announcement_left(letter, real_mail, settings):
    settings.EMAIL_BACKEND = f"{__name__}.SlowBackend"
    message = letter()
    Message.objects.filter(pk=message.pk).update(batch="announcement:1")
    assert deliver(message.pk) == "sent"
    message.refresh_from_db()
    assert message.state == "sent"
    assert attempts_of(message) == [("held", "check", None, False), ("sent", "end of DATA", None, False)]


def test_each_letter_returns_to_an_address_of_its_own(letter, real_mail, settings):
    settings.RETURN_PATH_DOMAIN = "returned.reunion.example"
    first, second = letter(), letter(key="bank-info:2:1")
    sweep()
    assert [letter_number(envelope.sender) for envelope in real_mail.envelopes] == [first.pk, second.pk]
    assert {envelope.sender.partition("@")[2] for envelope in real_mail.envelopes} == {
        "returned.reunion.example"
    }
    assert {envelope.mail["From"].addresses[0].addr_spec for envelope in real_mail.envelopes} == {
        "kanji@reunion.example"
    }


def test_whoever_lost_the_claim_on_the_way_sends_nothing(letter, real_mail):
    message = letter()

    def another_takes_over(message, **_rest):
        Message.objects.filter(pk=message.pk).update(claim="00000000-0000-4000-8000-000000000000")

    before_sending.connect(another_takes_over)
    try:
        assert deliver(message.pk) is None
    finally:
        before_sending.disconnect(another_takes_over)
    assert real_mail.envelopes == []
    assert attempts_of(message) == []


def test_the_time_for_the_text_fits_into_a_lease():
    assert LEASE.total_seconds() > 2 * SECONDS_FOR_THE_TEXT


def test_a_reason_from_above_holds_a_letter_back(letter, real_mail):
    message = letter()

    def deceased(message, **_rest):
        return "亡くなった方への連絡のため、送りません。"

    before_sending.connect(deceased)
    try:
        assert deliver(message.pk) == "held"
    finally:
        before_sending.disconnect(deceased)
    message.refresh_from_db()
    assert (message.state, message.outcome) == ("held", "亡くなった方への連絡のため、送りません。")
    assert real_mail.envelopes == []


def test_a_check_that_fails_makes_the_letter_wait(letter, real_mail):
    message = letter()

    def broken(message, **_rest):
        raise LookupError("no such table")

    before_sending.connect(broken)
    try:
        assert deliver(message.pk) == "later"
    finally:
        before_sending.disconnect(broken)
    assert minutes_until_due(message) == 15
    assert real_mail.envelopes == []


def test_a_letter_of_which_no_mail_can_be_made_is_held(letter, real_mail):
    message = letter(reply_to="a@example.jp\nBcc: b@example.jp")
    assert deliver(message.pk) == "held"
    assert real_mail.envelopes == []


def test_without_email_settings_letters_wait_untouched(letter, mamagawa, settings):
    settings.EMAIL_CONFIGURED = False
    message = letter()
    assert (deliver(message.pk), sweep()) == (None, {})
    message.refresh_from_db()
    assert (message.state, message.attempt_count) == ("queued", 0)
    assert waiting_for_settings(mamagawa) == 1


def test_a_demo_writes_into_its_folder_whatever_the_settings_say(letter, real_mail, mamagawa):
    mamagawa.is_demo = True
    mamagawa.save()
    message = letter(recipient="taro..x@docomo.ne.jp")
    assert deliver(message.pk) == "sent"
    assert real_mail.envelopes == []
    assert demo_folder.letters_of(mamagawa) == [message.pk]
    read = demo_folder.read(message.pk)
    assert (read.sender, read.recipient, read.subject) == (
        "真間川高校 還暦同窓会 <kanji@reunion.example>",
        "taro..x@docomo.ne.jp",
        "会費のお振り込みについて",
    )
    assert read.body == message.body
    assert demo_folder.letters_of(cast.mamagawa("other")) == []
    assert demo_folder.empty(mamagawa) == 1
    assert demo_folder.letters_of(mamagawa) == []


def test_a_fault_of_our_server_does_not_make_a_demo_wait(letter, real_mail, mamagawa):
    demo = cast.mamagawa("trial")
    demo.is_demo = True
    demo.save()
    in_demo = letter.func(demo, **letter.keywords | {"key": "demo:1"})
    real_mail.answers["MAIL"] = "535 5.7.8 wrong password"
    deliver(letter().pk)
    assert deliver(in_demo.pk) == "sent"
    assert Attempt.objects.filter(message=in_demo).get().stage == "folder"
