"""What a person at each carrier receives, opened as a mail program opens it, and what its server sees."""

from email.utils import parsedate_to_datetime

import pytest
from django.utils import timezone

from reunion.mail.bounces.return_path import letter_number
from reunion.mail.carrier_domains import domains_by_carrier
from reunion.mail.delivery import deliver, sweep
from reunion.mail.models import Message
from reunion.mail.unsubscribing import unsubscribe_url

SUBJECT = "髙橋様・﨑山様・𠮷田様へ【還暦同窓会】①会費のお振り込みについて"
BODY = (
    "髙橋 﨑子 様（旧姓 𠮷田）\n\n"
    ".点で始まる行も\nFrom で始まる行も、そのままです。\n" + "振" * 700 + "\n～—−①㈱ｶﾅ 🌸\n"
)
# Where a line of 1,000 bytes is cut, mail must keep below it (RFC 5322: 998 without its end).
LONGEST_LINE = 998
ADDRESSES = sorted(
    f"taro@{domain}"
    for domains in domains_by_carrier().values()
    for domain in [domain for domain in domains if not domain.startswith(".")][:3]
)
FREE_MAIL = ["taro@gmail.com", "taro@yahoo.co.jp", "taro@icloud.com", "taro@outlook.jp"]


@pytest.mark.parametrize("address", [*ADDRESSES, *FREE_MAIL, "taro..x@docomo.ne.jp", "taro.@ezweb.ne.jp"])
def test_a_letter_to_each_carrier_is_read_as_it_was_written(letter, real_mail, settings, address):
    settings.RETURN_PATH_DOMAIN = "returned.reunion.example"
    message = letter(recipient=address, subject=SUBJECT, body=BODY)
    assert deliver(message.pk) == "sent"
    [envelope] = real_mail.envelopes
    mail = envelope.mail
    assert mail["Subject"] == SUBJECT
    assert mail.get_content().replace("\r\n", "\n") == BODY
    assert (mail.get_content_type(), mail.get_content_charset()) == ("text/plain", "utf-8")
    assert not mail.is_multipart()
    assert mail.defects == []
    assert parsedate_to_datetime(mail["Date"]) <= timezone.now()
    assert (envelope.recipient, mail["To"]) == (address, address)
    [author] = mail["From"].addresses
    assert (author.display_name, author.addr_spec) == ("真間川高校 還暦同窓会", "kanji@reunion.example")
    assert letter_number(envelope.sender) == message.pk
    assert envelope.sender.endswith(f".{author.domain}")


def test_no_line_is_longer_than_a_carrier_takes_and_none_holds_a_bare_sign(letter, real_mail):
    deliver(letter(subject=SUBJECT * 3, body="髙" * 4_000, reply_to="kanji@reunion.example").pk)
    [envelope] = real_mail.envelopes
    assert envelope.raw.isascii()
    assert max(len(line) for line in envelope.raw.split(b"\r\n")) <= LONGEST_LINE
    assert envelope.raw.count(b"\n") == envelope.raw.count(b"\r\n") == envelope.raw.count(b"\r")


def test_nobody_sees_who_else_got_it(letter, real_mail):
    everyone = [f"classmate{number}@docomo.ne.jp" for number in range(10)]
    for number, address in enumerate(everyone):
        letter(key=f"notice:{number}", recipient=address)
    assert sweep() == {"sent": 10}
    for envelope in real_mail.envelopes:
        others = set(everyone) - {envelope.recipient}
        assert envelope.mail["To"] == envelope.recipient
        assert (envelope.mail["Cc"], envelope.mail["Bcc"]) == (None, None)
        assert not [address for address in others if address.encode() in envelope.raw]
    assert sorted(envelope.recipient for envelope in real_mail.envelopes) == everyone


def test_only_announcements_can_be_stopped_with_one_press(letter, real_mail):
    payment, announcement = letter(), letter(key="notice:1")
    Message.objects.filter(pk=announcement.pk).update(batch="announcement:1")
    deliver(payment.pk)
    deliver(announcement.pk)
    about_payment, announced = (envelope.mail for envelope in real_mail.envelopes)
    assert (about_payment["List-Unsubscribe"], about_payment["List-Unsubscribe-Post"]) == (None, None)
    announcement.refresh_from_db()
    assert announced["List-Unsubscribe"].strip() == f"<{unsubscribe_url(announcement)}>"
    assert announced["List-Unsubscribe"].strip().startswith("<https://reunion.example/mamagawa/")
    assert announced["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
