"""read_bounce from end to end: files, standard input, unknown mail, and files that are not there."""

import io
import json
import os
import subprocess
import sys

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from reunion import cast
from reunion.mail.models import AddressHealth, Bounce, Message, RoundTrip
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
    assert answer["message"] == letter.message_id
    assert list(Message.objects.values()) == before


def test_a_line_a_file_and_a_pipe(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(postfix(DEAD))))
    reason = "この宛先はもうありません。別の連絡先をさがしてください。"
    assert said("-") == f"-\ttaro@ezweb.ne.jp\tdead\t{reason}\tRCPT TO\t\n"


def test_a_file_that_is_not_there_is_told_after_the_others(tmp_path):
    (tmp_path / "a.eml").write_bytes(postfix(DEAD))
    out = io.StringIO()
    with pytest.raises(CommandError, match=r"ファイル「nowhere\.eml」を読めません"):
        call_command("read_bounce", "nowhere.eml", str(tmp_path / "a.eml"), stdout=out)
    assert out.getvalue().count("\n") == 1


@pytest.fixture
def came_back(tmp_path):
    """Our letter, refused, as a file."""
    reunion = cast.mamagawa()
    letter = Message.objects.create(
        reunion=reunion,
        key="x",
        message_id="<x@reunion.example>",
        recipient=DEAD.to,
        state="sent",
        sent_at=timezone.now(),
    )
    data = postfix(DEAD).replace(b"<m1@reunion.example>", letter.message_id.encode())
    (tmp_path / "a.eml").write_bytes(data)
    return tmp_path / "a.eml"


def test_with_keep_it_is_taken_in_once(came_back):
    told = [said(came_back, keep=True) for _again in range(2)]
    assert told[0] == told[1] == said(came_back)
    assert (Message.objects.get().state, Bounce.objects.get().source) == ("refused", "pipe")
    assert AddressHealth.objects.get().state == "dead"


def test_a_letter_to_ourselves_is_told_as_what_it_looks_like(tmp_path):
    RoundTrip.objects.create(message_id="<trip@reunion.example>")
    (tmp_path / "a.eml").write_bytes(b"From: kanji@reunion.example\nMessage-ID: <trip@reunion.example>\n\nx")
    assert json.loads(said(tmp_path / "a.eml", keep=True, json=True))["outcome"] == "none"
    assert RoundTrip.objects.get().returned_at is not None


def test_a_mail_server_keeps_the_mail_while_the_database_is_away(tmp_path, settings):
    """A real process, as Postfix starts it: any other exit code would have the mail given up."""
    environment = os.environ | {"DATABASE_URL": "postgres://nobody@127.0.0.1:1/nowhere", "DEBUG": "1"}
    environment["VAR_DIR"] = str(tmp_path)
    command = [sys.executable, str(settings.BASE_DIR / "manage.py"), "read_bounce", "--keep", "-"]
    done = subprocess.run(command, input=postfix(DEAD), env=environment, capture_output=True, timeout=60)
    assert done.returncode == 75
    assert "データベースにつながりません" in done.stderr.decode()
    assert b"taro" not in done.stderr + done.stdout
