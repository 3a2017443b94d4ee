"""What a person wrote, without what they quote; nothing they wrote is lost."""

import pytest

from reunion.mail.replies import reply_in, unquoted_text

from .letters_home import reply, with_a_photo

MINE = "出席します。\n\n楽しみにしています。"


@pytest.mark.parametrize(
    "quoted",
    [
        "",
        "> 会費は8,000円です。\n> お待ちしています。",
        "2026年11月14日(土) 10:00 真間川高校 <kanji@reunion.example>:\n\n> 会費は8,000円です。",
        "2026/11/14 10:00、真間川高校のメール：\n\n> 会費は8,000円です。",
        "On Sat, 14 Nov 2026 at 10:00, 真間川高校 <kanji@reunion.example> wrote:\n> 会費",
        "On Sat, 14 Nov 2026 at 10:00, 真間川高校\n<kanji@reunion.example> wrote:\n\n会費は8,000円です。",
        "-----Original Message-----\nFrom: kanji@reunion.example\nSubject: 会費\n\n会費は8,000円です。",
        "____________\n差出人: 真間川高校 <kanji@reunion.example>\n送信日時: 2026年\n\n会費は",
        "----- 元のメッセージ -----\n会費は8,000円です。",
    ],
)
def test_what_stands_above_the_quoted_letter(quoted):
    text = unquoted_text(f"{MINE}\n\n{quoted}")
    assert text.rstrip("_\n") == MINE


def test_who_writes_below_what_they_quote_is_heard_too():
    assert unquoted_text(f"On Sat, A <a@b.example> wrote:\n> 会費は8,000円です。\n\n{MINE}") == MINE
    assert unquoted_text(f"> 会費は8,000円です。\n{MINE}\n> お待ちしています。") == MINE


@pytest.mark.parametrize(
    "text",
    [
        "2026年11月14日は都合が悪いです。山田 <yamada@example.jp> に聞いてください",
        "差出人の名前は高田です。\n会費は払いました",
        "onlyと書きましたが、行きます",
    ],
)
def test_a_sentence_is_no_border(text):
    assert unquoted_text(f"{text}\nよろしく") == f"{text}\nよろしく"


def test_who_wrote_and_what_was_attached():
    found = reply_in(with_a_photo(reply()))
    assert (found.sender, found.sender_name, found.attachments) == ("hanako@example.jp", "高田 裕子", 2)
    assert found.text == "ありがとうございます。出席します。"


@pytest.mark.parametrize("data", [b"", b"\x00\xff", b"From: x\n\n", b"Content-Type: multipart/mixed\n\n--"])
def test_nothing_breaks_it(data):
    assert reply_in(data).sender == ""
