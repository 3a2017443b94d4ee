"""What gateways on the way make of a report: each takes a Refused and gives the bytes of a whole mail."""

import quopri
from base64 import b64encode
from dataclasses import replace

from .shapes import Refused, postfix

TEXT = b"Content-Transfer-Encoding: 8bit\n\n"
REPORT = b"Content-Type: message/delivery-status\n\n"
END = b"\n--b-o-u-n-d"
FOOTER = "このメールは迷惑メールとウイルスの検査を通りました。Scanned for viruses and spam.\n"


def notice_quoted_printable(refused: Refused) -> bytes:
    return _changed(postfix(refused), TEXT, b"quoted-printable", quopri.encodestring)


def notice_in_base64_of_iso_2022_jp(refused: Refused) -> bytes:
    def encode(text: bytes) -> bytes:
        japanese = f"宛先に届けられませんでした。\n\n{text.decode()}".encode("iso-2022-jp", "replace")
        return b64encode(japanese)

    mail = _changed(postfix(refused), TEXT, b"base64", encode)
    return mail.replace(b"charset=utf-8", b"charset=iso-2022-jp", 1)


def fields_in_base64(refused: Refused) -> bytes:
    """Against the standard, and seen."""
    top, fields, rest = _cut(postfix(refused), REPORT)
    header = REPORT.rstrip(b"\n") + b"\nContent-Transfer-Encoding: base64\n\n"
    return top + header + b64encode(fields) + rest


def footer_below(refused: Refused) -> bytes:
    """A list or a virus scanner hangs its own words below the whole."""
    headers, _blank, parts = postfix(refused).partition(b"\n\n")
    top, _kind, kind = headers.partition(b"Content-Type:")
    inner = b"--outer\nContent-Type:" + kind + b"\n\n" + parts
    footer = b"\n--outer\nContent-Type: text/plain; charset=utf-8\n\n" + FOOTER.encode() + b"--outer--\n"
    return top + b'Content-Type: multipart/mixed; boundary="outer"\n\n' + inner + footer


def without_the_letter(refused: Refused) -> bytes:
    top, _letter, _rest = _cut(postfix(refused), b"Content-Type: message/rfc822\n\n")
    return top.rstrip(b"-bound\n") + b"\n--b-o-u-n-d--\n"


def with_the_line_ends_of_the_wire(refused: Refused) -> bytes:
    return postfix(refused).replace(b"\n", b"\r\n")


def passed_on_as_an_attachment(refused: Refused) -> bytes:
    top = b"From: kanji@reunion.example\nTo: jimu@reunion.example\nSubject: Fwd: Undelivered Mail\n"
    top += b'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="fw"\n\n'
    parts = b"--fw\nContent-Type: text/plain\n\n\n--fw\nContent-Type: message/rfc822\n\n"
    return top + parts + postfix(refused) + b"\n--fw--\n"


def without_fields(refused: Refused) -> bytes:
    """The status is then in the words, as many servers say it."""
    status = "" if refused.status == "5.0.0" else f" (#{refused.status})"
    told = replace(refused, words=f"{refused.words}{status}")
    top, _fields, rest = _cut(postfix(told), b"--b-o-u-n-d\n" + REPORT)
    return top.rstrip(b"\n") + rest


GATEWAYS = (
    notice_quoted_printable, notice_in_base64_of_iso_2022_jp, fields_in_base64, footer_below,
    without_the_letter, with_the_line_ends_of_the_wire, passed_on_as_an_attachment, without_fields,
)  # fmt: skip


def _cut(mail: bytes, mark: bytes) -> tuple[bytes, bytes, bytes]:
    """What stands before the mark, the part that follows it, and the rest from the next boundary."""
    top, _mark, rest = mail.partition(mark)
    part, end, below = rest.partition(END)
    return top, part, end + below


def _changed(mail: bytes, mark: bytes, encoding: bytes, encode) -> bytes:
    top, text, rest = _cut(mail, mark)
    return top + b"Content-Transfer-Encoding: " + encoding + b"\n\n" + encode(text) + rest
