"""read_bounce from end to end: files, standard input, unknown mail, and files that are not there."""

import io
import json
import sys

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from reunion import cast
from reunion.mail.models import Message
from reunion.mail.outbox import enqueue
from reunion.mail.tests.bounces.shapes import Refused, au_own, postfix

pytestmark = pytest.mark.django_db
DEAD = Refused("550 <taro@ezweb.ne.jp>: User unknown", step="RCPT TO", to="taro@ezweb.ne.jp")


def said(*files, **options) -> str:
    out = io.StringIO()
    call_command("read_bounce", *map(str, files), stdout=out, stderr=io.StringIO(), **options)
    return out.getvalue()


def test_one_object_a_file_without_any_letter_of_ours(tmp_path):
    (tmp_path / "a.eml").write_bytes(au_own(DEAD))
    (tmp_path / "b.eml").write_bytes("From: taro@example.jp\nSubject: 参加\n\n行きます".encode())
    (tmp_path / "c.txt").write_text("552 5.2.2 <taro@icloud.com>: user is over quota", encoding="utf-8")
    files = [tmp_path / name for name in ("a.eml", "b.eml", "c.txt")]
    answers = [json.loads(line) for line in said(*files, json=True).splitlines()]
    assert answers[0] == {
        "file": str(files[0]),
        "recipient": "taro@ezweb.ne.jp",
        "outcome": "dead",
        "reason": "この宛先はもうありません。別の連絡先をさがしてください。",
        "stage": "RCPT TO",
        "message": None,
        "matched_by": "",
    }
    assert [(answer["recipient"], answer["outcome"]) for answer in answers[1:]] == [
        ("taro@example.jp", "none"),
        ("taro@icloud.com", "mailbox"),
    ]


def test_our_letter_is_named_and_nothing_is_changed(tmp_path):
    reunion = cast.mamagawa()
    letter = enqueue(
        reunion,
        key="bank-info:1:1",
        kind="bank-info",
        about=reunion,
        recipient="taro@ezweb.ne.jp",
        recipient_name="高田 太郎",
        subject="会費",
        body="会費",
    )
    Message.objects.update(state="sent", sent_at=timezone.now())
    before = list(Message.objects.values())
    (tmp_path / "a.eml").write_bytes(
        postfix(DEAD).replace(b"<m1@reunion.example>", letter.message_id.encode())
    )
    answer = json.loads(said(tmp_path / "a.eml", json=True))
    assert (answer["message"], answer["matched_by"]) == (letter.message_id, "message_id")
    assert list(Message.objects.values()) == before


def test_a_line_a_file_and_a_pipe(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(postfix(DEAD))))
    reason = "この宛先はもうありません。別の連絡先をさがしてください。"
    assert said("-") == f"-\ttaro@ezweb.ne.jp\tdead\t{reason}\tRCPT TO\t\t\n"


def test_a_file_that_is_not_there_is_told_after_the_others(tmp_path):
    (tmp_path / "a.eml").write_bytes(postfix(DEAD))
    out = io.StringIO()
    with pytest.raises(CommandError, match=r"ファイル「nowhere\.eml」を読めません"):
        call_command("read_bounce", "nowhere.eml", str(tmp_path / "a.eml"), stdout=out)
    assert out.getvalue().count("\n") == 1
