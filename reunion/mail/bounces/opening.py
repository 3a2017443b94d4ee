"""A raw mail is taken apart without trusting it.

Only the beginning is read: a report stands before the letter it returns. A mail with more parts than any
server writes is not opened. The bouncing server's own words (the notice) and the fields of its report are
kept apart from the letter that came back, whose text must never be taken for a refusal: it is cut off at its
part, or where its headers begin when it was simply pasted below. A text without any mail header is the
notice itself. No input makes this fail otherwise than by `Unreadable`.
"""

import email
import html
import re
from dataclasses import dataclass
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from itertools import islice

from .charsets import text_of

LONGEST = 1024 * 1024
LONGEST_TEXT = 60_000
LONGEST_LINE = 2_000
LONGEST_HEADER = 4_000
MOST_PARTS = 60
DEEPEST = 3

MARKS_OF_PARTS = re.compile(rb"boundary=|message/(?:rfc822|global)", re.IGNORECASE)
HEADERS_OF_MAIL = {"from", "to", "subject", "received", "return-path", "date", "message-id", "content-type"}
# Where a pasted letter begins: several header lines in a row, one of which only a real mail has.
HEADER_LINE = re.compile(r"[A-Za-z][A-Za-z0-9-]{1,40}:(?:\s|$)")
ONLY_IN_A_MAIL = re.compile(
    r"(?:Received|Return-Path|Message-ID|MIME-Version|X-Mailer|DKIM-Signature):", re.I
)
REPORT_FIELD = re.compile(r"(?:Final-Recipient|Original-Recipient|Reporting-MTA|Diagnostic-Code):", re.I)

Headers = dict[str, tuple[str, ...]]


class Unreadable(Exception):
    """Too many parts, or nothing in it."""


@dataclass(frozen=True)
class Opened:
    headers: Headers
    notice: str
    report: str
    original: Headers
    kind: str = ""

    def header(self, name: str) -> str:
        return next(iter(self.headers.get(name, ())), "")


def opened(data: bytes, *, depth: int = 0) -> Opened:
    data = data[:LONGEST].replace(b"\r\n", b"\n").replace(b"\r", b"\n").lstrip(b"\xef\xbb\xbf\n \t")
    if not data:
        raise Unreadable("empty")
    if sum(1 for _mark in MARKS_OF_PARTS.finditer(data)) > MOST_PARTS:
        raise Unreadable("too many parts")
    try:
        mail = email.message_from_bytes(data)
        headers = headers_of(mail)
        if not HEADERS_OF_MAIL & set(headers):
            return Opened({}, _short_lines(text_of(data[:LONGEST_TEXT])), "", {})
        return _of_parts(mail, headers, data, depth)
    except (MessageError, RecursionError, ValueError, TypeError, LookupError, AttributeError) as error:
        raise Unreadable("broken") from error


def headers_of(mail: Message) -> Headers:
    found: dict[str, list[str]] = {}
    for name, value in islice(mail.raw_items(), 500):
        found.setdefault(name.lower(), []).append(_header_text(str(value)[:LONGEST_HEADER]))
    return {name: tuple(values) for name, values in found.items()}


def _header_text(raw: str) -> str:
    """Encoded words decoded; what stands there unencoded, against the rules, is read all the same."""
    try:
        text = str(make_header(decode_header(raw))) if raw.isascii() else text_of(_bytes_of(raw))
    except (MessageError, ValueError, LookupError):
        text = text_of(_bytes_of(raw))
    return " ".join(text.replace("\x00", "").split())


def _bytes_of(raw: str) -> bytes:
    return raw.encode("utf-8", "surrogateescape")


def _of_parts(mail: Message, headers: Headers, data: bytes, depth: int) -> Opened:
    notices, reports, original = [], [], {}
    for part in _outer_parts(mail):
        kind = part.get_content_type()
        if kind.endswith("delivery-status"):
            reports.append(_fields_of(part))
        elif kind.startswith("message/") or kind.endswith("rfc822-headers"):
            original = original or _returned(part)
        elif kind in {"text/plain", "text/html"} and not (notices and (reports or original)):
            # What stands below the report is the footer of somebody on the way.
            notices.append((kind, _text_of_part(part)))
    if not any(text.strip() for _kind, text in notices) and not reports and depth < DEEPEST:
        inner = _only_inner(mail)
        if inner is not None:
            return opened(inner.as_bytes(), depth=depth + 1)
    if not notices and not reports and not original:
        notices = [("text/plain", text_of(data.partition(b"\n\n")[2][:LONGEST_TEXT]))]
    notice, pasted = _cut(_short_lines(_plainest(notices)))
    kind = str(mail.get_param("report-type", "") or "").lower()
    return Opened(
        headers, notice, _short_lines("\n\n".join(reports)[:LONGEST_TEXT]), original or pasted, kind
    )


def _outer_parts(mail: Message) -> list[Message]:
    """Every part in order, without going into letters that are enclosed."""
    found, waiting = [], [mail]
    while waiting:
        part = waiting.pop(0)
        if part.get_content_maintype() == "multipart" and part.is_multipart():
            waiting[:0] = part.get_payload()
        else:
            found.append(part)
    return found


def _only_inner(mail: Message) -> Message | None:
    enclosed = [part for part in _outer_parts(mail) if part.get_content_type() == "message/rfc822"]
    inside = [part.get_payload() for part in enclosed]
    return inside[0][0] if len(inside) == 1 and isinstance(inside[0], list) and inside[0] else None


def _text_of_part(part: Message) -> str:
    payload = part.get_payload(decode=True) or b""
    text = text_of(payload[:LONGEST_TEXT], claimed=str(part.get_content_charset() or ""))
    return _without_tags(text) if part.get_content_type() == "text/html" else text


def _without_tags(text: str) -> str:
    text = re.sub(r"<(style|script)\b[^>]{0,500}>.{0,20000}?</\1>", " ", text, flags=re.I | re.S)
    text = re.sub(r"</?(?:p|br|div|tr|li|h\d|table)\b[^<>]{0,2000}>", "\n", text, flags=re.I)
    return html.unescape(re.sub(r"</?[a-zA-Z!][^<>@]{0,2000}>", " ", text))


def _plainest(notices: list[tuple[str, str]]) -> str:
    plain = "\n".join(text for kind, text in notices if kind == "text/plain")
    return (plain if plain.strip() else "\n".join(text for _kind, text in notices))[:LONGEST_TEXT]


def _short_lines(text: str) -> str:
    """So that no pattern has much to try: neither long lines nor long gaps mean anything in a notice."""
    return "\n".join(line[:LONGEST_LINE] for line in re.sub(r"[ \t]{9,}", " " * 8, text).split("\n"))


def _fields_of(part: Message) -> str:
    """The fields as text: the parser has made headers of them, in one piece or block by block."""
    payload = part.get_payload()
    blocks = payload if isinstance(payload, list) else [part]
    if str(part.get("Content-Transfer-Encoding", "")).strip().lower() in {"base64", "quoted-printable"}:
        return _decoded_fields(part, blocks)
    return "\n\n".join(_block_text(block, with_headers=isinstance(payload, list)) for block in blocks)


def _decoded_fields(part: Message, blocks: list[Message]) -> str:
    """Encoded against the standard, so that the parser saw no fields in it."""
    encoded = Message()
    encoded["Content-Transfer-Encoding"] = part["Content-Transfer-Encoding"]
    encoded.set_payload("\n\n".join(_block_text(block, with_headers=True).strip() for block in blocks))
    return text_of(encoded.get_payload(decode=True) or b"")


def _block_text(block: Message, *, with_headers: bool) -> str:
    lines = (
        [f"{name}: {' '.join(str(value).split())}" for name, value in block.items()] if with_headers else []
    )
    body = block.get_payload(decode=True) or b""
    return "\n".join(lines) + "\n\n" + text_of(body)


def _returned(part: Message) -> Headers:
    payload = part.get_payload()
    if isinstance(payload, list):
        return headers_of(payload[0]) if payload else {}
    return headers_of(email.message_from_string(_text_of_part(part)))


def _cut(notice: str) -> tuple[str, Headers]:
    """The notice up to a letter pasted below it, and that letter's headers."""
    lines = notice.split("\n")
    start = next((number for number in range(len(lines)) if _begins_a_mail(lines, number)), None)
    if start is None:
        return notice, {}
    return "\n".join(lines[:start]), headers_of(email.message_from_string("\n".join(lines[start:])))


def _begins_a_mail(lines: list[str], number: int) -> bool:
    if not HEADER_LINE.match(lines[number]) or REPORT_FIELD.match(lines[number]):
        return False
    block = []
    for line in lines[number : number + 40]:
        if not (HEADER_LINE.match(line) or (line[:1] in " \t" and line.strip())):
            break
        block.append(line)
    names = [line for line in block if HEADER_LINE.match(line)]
    if any(REPORT_FIELD.match(line) for line in names):
        return False
    return len(names) >= 3 and any(ONLY_IN_A_MAIL.match(line) for line in names)
