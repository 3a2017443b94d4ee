"""Mails that are no refusal, mails with several recipients, and mails made to break the reader."""

import time
from dataclasses import replace

import pytest

from reunion.mail.bounces.reading import read
from reunion.mail.tests.bounces.shapes import Refused, exchange, gmail, postfix, qmail, standard_report

UNKNOWN_USER = Refused("550 5.1.1 <taro@example.jp>: User unknown", step="RCPT TO", status="5.1.1")


def mail(body: str, **headers: str) -> bytes:
    lines = {"From": "Taro <taro@example.jp>", "To": "kanji@reunion.example", "Subject": "Re: 同窓会"}
    lines |= {name.replace("_", "-"): value for name, value in headers.items()}
    return ("".join(f"{name}: {value}\n" for name, value in lines.items()) + "\n" + body).encode()


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (mail("行きます。楽しみです。"), "person"),
        (mail("先日のメールが戻りました。\n> 550 5.1.1 <x@example.jp>: User unknown\n"), "person"),
        (
            mail("先日のは 550 User unknown でした", Subject="Re: Undelivered Mail Returned to Sender"),
            "person",
        ),
        (
            mail("可能はかぎり早く返事します", Subject="不在のお知らせ", Auto_Submitted="auto-replied"),
            "auto_reply",
        ),
        (mail("I am away", Subject="Out of Office: 同窓会", Return_Path="<>"), "auto_reply"),
        (mail("自動返信です", Subject="自動返信: お振り込み"), "auto_reply"),
        (mail("夏季休暇をいただいております", Subject="夏季休暇のお知らせ", Precedence="bulk"), "auto_reply"),
        (mail("I no longer work here; this mailbox is not in use", X_Autoreply="yes"), "auto_reply"),
        (mail("受け付けました", Auto_Submitted="auto-generated"), "auto_reply"),
        (mail("返事です", Auto_Submitted="no"), "person"),
        (b"", "empty"),
        (b"\n \n", "empty"),
        ("ただの文章です。".encode(), "no_refusal"),
        (b"250 2.0.0 OK queued as 4XyZ", "no_refusal"),
    ],
)
def test_what_is_no_refusal(data, why):
    first = read(data).first
    assert (first.outcome, first.why) == ("none", why)


def test_a_delivered_report_and_a_receipt_are_no_refusal():
    delivered = replace(UNKNOWN_USER, words="250 2.1.5 Ok", status="2.0.0", action="delivered")
    assert read(postfix(delivered)).first.why == "receipt"
    receipt = mail(
        "Disposition", Content_Type="multipart/report; report-type=disposition-notification; boundary=x"
    )
    assert read(receipt).first.why == "receipt"
    complaint = mail("", Content_Type="multipart/report; report-type=feedback-report; boundary=x")
    assert read(complaint).first.why == "complaint"


@pytest.mark.parametrize("shape", [gmail, exchange], ids=lambda shape: shape.__name__)
def test_an_unknown_user_at_an_unknown_step_is_kept(shape):
    first = read(shape(UNKNOWN_USER)).first
    assert (first.outcome, first.why, first.stage, first.may_block) == (
        "mailbox",
        "stage_unknown",
        "unknown",
        False,
    )


@pytest.mark.parametrize("shape", [gmail, exchange], ids=lambda shape: shape.__name__)
def test_what_a_mailbox_owner_says_of_its_own_list_is_believed_but_blocks_nobody_by_itself(shape):
    words = "550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup"
    first = read(shape(replace(UNKNOWN_USER, words=words, status="5.1.10"))).first
    assert (first.outcome, first.may_block) == ("dead", False)
    assert read(postfix(UNKNOWN_USER)).first.may_block is True


def test_what_is_only_put_off_is_never_dead():
    later = replace(
        UNKNOWN_USER, words="450 4.1.1 <taro@example.jp>: User unknown", status="4.1.1", action="delayed"
    )
    first = read(postfix(later)).first
    assert (first.outcome, first.why) == ("mailbox", "later")


def test_a_forwarded_refusal_speaks_of_the_address_we_wrote_to():
    data = postfix(UNKNOWN_USER).replace(
        b"Final-Recipient: rfc822; taro@example.jp",
        b"Original-Recipient: rfc822; hanako+2Bx@example.org\nFinal-Recipient: rfc822; taro@example.jp",
    )
    assert read(data).first.recipient == "hanako+x@example.org"


def test_each_of_several_recipients_gets_its_own_outcome():
    data = b"""From: MAILER-DAEMON@relay.example
To: kanji@reunion.example
Subject: failure notice

Hi. This is the qmail-send program at relay.example.

<taro@example.jp>:
192.0.2.25 does not like recipient.
Remote host said: 550 5.1.1 User unknown

<hanako@example.jp>:
192.0.2.25 does not like recipient.
Remote host said: 552 5.2.2 Mailbox full

--- Below this line is a copy of the message.

Return-Path: <kanji@reunion.example>
Message-ID: <m1@reunion.example>
To: taro@example.jp, hanako@example.jp
"""
    judged = read(data).judged
    assert [(one.recipient, one.outcome, one.why) for one in judged] == [
        ("taro@example.jp", "dead", "user_unknown"),
        ("hanako@example.jp", "mailbox", "full"),
    ]


def test_whom_it_is_about_is_told_by_header_and_letter():
    returned = read(qmail(UNKNOWN_USER))
    assert returned.message_ids == ("<m1@reunion.example>",)
    assert "kanji@reunion.example" in returned.went_to


def test_a_refusal_forwarded_whole_by_a_server_is_read_inside():
    outer = b"From: MAILER-DAEMON@x.example\nTo: k@reunion.example\nContent-Type: message/rfc822\n\n"
    assert read(outer + postfix(UNKNOWN_USER)).first.outcome == "dead"


def nested(depth: int, kind: str) -> bytes:
    if kind == "rfc822":
        return b"From: mailer-daemon@x.example\n" + b"Content-Type: message/rfc822\n\n" * depth
    parts = (f'Content-Type: multipart/mixed; boundary="b{one}"\n\n--b{one}\n' for one in range(depth))
    return b"From: mailer-daemon@x.example\n" + "".join(parts).encode()


REPORT = postfix(UNKNOWN_USER)
HOSTILE = {
    "claims a gigabyte": REPORT.replace(b"To: kanji", b"Content-Length: 1073741824\nTo: kanji", 1),
    "five thousand parts in parts": nested(5_000, "multipart"),
    "five thousand letters in letters": nested(5_000, "rfc822"),
    "fifty parts in parts and long": nested(50, "multipart") + b"x\n" * 3_000_000,
    "ten megabytes of one line": REPORT + b"x" * 10_000_000,
    "ten megabytes of header": b"From: mailer-daemon@x\nSubject: " + b"=?utf-8?b?" * 1_000_000,
    "a million headers": b"X: y\n" * 1_000_000 + REPORT,
    "a million recipients": REPORT.replace(
        b"\nDiagnostic-Code", b"\n\nFinal-Recipient: rfc822; a@example.jp" * 40_000 + b"\nDiagnostic-Code"
    ),
    "unknown charset": REPORT.replace(b"charset=utf-8", b"charset=no-such-charset"),
    "charset of nonsense": REPORT.replace(b"charset=utf-8", b"charset=\"\xff\x00'''*\""),
    "zeros": REPORT.replace(b"User", b"\x00User\x00"),
    "all bytes": bytes(range(256)) * 20_000,
    "half a base64": REPORT.replace(b"8bit", b"base64", 1),
    "brackets": b"From: mailer-daemon@x\nSubject: failure notice\n\n" + b"<" * 500_000 + b"@" * 500_000,
    "at signs": b"From: mailer-daemon@x\nSubject: failure notice\n\n" + b"a@a." * 500_000,
    "spaces": b"From: mailer-daemon@x\nSubject: failure notice\n\n" + b" " * 1_000_000 + b"\t" * 1_000_000,
    "commands": b"From: mailer-daemon@x\nSubject: failure notice\n\n"
    + b">>> RCPT TO:<a@b.example>\n" * 100_000,
    "tags": b"From: mailer-daemon@x\nSubject: x\nContent-Type: text/html\n\n" + b"<style <style <" * 200_000,
    "mailboxes": b"From: mailer-daemon@x\nSubject: failure notice\n\n"
    + b"user address is mailbox account " * 60_000,
    "messages": b"From: mailer-daemon@x\nSubject: failure notice\n\n550 " + b"message size exceed " * 100_000,
    "header lines": b"From: mailer-daemon@x\nSubject: failure notice\n\n" + b"A-b: c\n" * 300_000,
    "boundary within": REPORT.replace(b"b-o-u-n-d", b"--b-o-u-n-d--"),
    "encoded address": REPORT.replace(b"rfc822; taro", b"rfc822; " + b"+2B" * 100_000 + b"taro"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_mail_neither_breaks_nor_stops_the_reader(name):
    start = time.process_time()
    returned = read(HOSTILE[name])
    assert returned.judged and returned.first.reason
    assert time.process_time() - start < 4


@pytest.mark.parametrize(
    "name", ["claims a gigabyte", "ten megabytes of one line", "unknown charset", "zeros"]
)
def test_a_refusal_is_understood_in_spite_of_it(name):
    assert read(HOSTILE[name]).first.outcome == "dead"


@pytest.mark.parametrize("name", ["five thousand parts in parts", "five thousand letters in letters"])
def test_what_cannot_be_read_says_so(name):
    first = read(HOSTILE[name]).first
    assert (first.outcome, first.why, first.reason) == (
        "none",
        "unreadable",
        "形がこわれていて、読めません。",
    )


@pytest.mark.parametrize("cut", range(0, len(REPORT), 97))
def test_a_refusal_that_breaks_off_anywhere_is_read_as_far_as_it_goes(cut):
    assert read(REPORT[:cut]).judged


def test_line_ends_of_every_kind():
    for ends in (b"\r\n", b"\r"):
        assert read(standard_report(UNKNOWN_USER).replace(b"\n", ends)).first.outcome == "dead"


def test_a_shop_that_cannot_deliver_a_parcel_returns_no_letter():
    data = mail("ご注文の品をお届けできません。", From="no-reply@shop.example", Subject="ご注文について")
    assert read(data).first.outcome == "none"


def test_a_carriers_notice_with_no_telling_subject_or_sender():
    data = mail(
        "Your mail sent on: Sat, 14 Nov 2026\n     Could not be delivered to: <taro@x.dion.ne.jp>\n"
        "     As their mailbox is full.\n",
        From="no-reply@x.dion.ne.jp",
        Subject="Mail",
    )
    first = read(data).first
    assert (first.recipient, first.outcome, first.why) == ("taro@x.dion.ne.jp", "mailbox", "full")
