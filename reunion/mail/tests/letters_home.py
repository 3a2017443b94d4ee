"""Mails as guests write them back, for tests."""

from base64 import b64encode

QUOTED = """2026年11月14日(土) 10:00 幹事会 <kanji@reunion.example>:

> 高田 裕子 様
> 会費は8,000円です。"""


def reply(
    to=None,
    *,
    sender: str = "hanako@example.jp",
    name: str = "高田 裕子",
    text: str = "",
    headers: str = "",
    message_id: str = "<reply-1@mail.example.jp>",
) -> bytes:
    """An answer to the letter `to`, with what it quotes below."""
    named = f"In-Reply-To: {to.message_id}\nReferences: <other@example.jp> {to.message_id}\n" if to else ""
    encoded_name = f"=?utf-8?b?{b64encode(name.encode()).decode()}?="
    said = text or f"ありがとうございます。出席します。\n\n{QUOTED}"
    body = b64encode(said.encode()).decode()
    return f"""Return-Path: <{sender}>
From: {encoded_name} <{sender}>
To: kanji@reunion.example
Subject: =?utf-8?b?UmU6IOS8muiyuw==?=
Message-ID: {message_id}
{named}{headers}MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: base64

{body}
""".encode()


def with_a_photo(plain: bytes) -> bytes:
    """The same with two things attached."""
    top, _blank, body = plain.partition(b"\n\n")
    top, text_part = top.split(b"Content-Type:")[0], b"Content-Type:" + top.split(b"Content-Type:")[1]
    photo = b'--b\nContent-Type: image/jpeg\nContent-Disposition: attachment; filename="x.jpg"\n\nxx\n'
    parts = b"--b\n" + text_part + b"\n\n" + body + b"\n" + photo * 2 + b"--b--\n"
    return top + b'Content-Type: multipart/mixed; boundary="b"\n\n' + parts


def vacation(to) -> bytes:
    return reply(
        to,
        text="休暇中です。戻りしだいご連絡します。",
        headers="Auto-Submitted: auto-replied\n",
        message_id="<vacation-1@mail.example.jp>",
    )
