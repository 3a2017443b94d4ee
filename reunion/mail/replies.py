"""What a person wrote back: who, and the new text without what they quote of ours.

Mail programs put a line above what they quote (`On … wrote:`, `2026年…のメール:`, `差出人:`), or mark it with
`>`. Text above that line is the reply; where there is none, somebody has written below or between. What is
attached is not kept, only how many things there were. Pure: bytes in, nothing looked up.
"""

import email
import re
from dataclasses import dataclass
from email.message import Message
from itertools import islice

from .bounces.opening import LONGEST, MOST_PARTS, Unreadable, opened
from .bounces.recipients import ANY_ADDRESS

LONGEST_TEXT = 1_900
QUOTED = re.compile(r"[ \t]*[>＞]")
ABOVE_THE_QUOTED = (
    re.compile(r"[-_\s]*(?:original (?:message|mail)|forwarded message|元のメッセージ|転送).{0,40}-", re.I),
    re.compile(r"on .{5,300}\bwrote[:：]$", re.I),
    re.compile(
        r".{0,40}\d{4}[年/.-] ?\d{1,2}[月/.-] ?\d{1,2}.{0,160}(?:@|<|のメール|書きました).{0,80}[:：]$"
    ),
    re.compile(r"(?:差出人|from) ?[:：].{0,200}@", re.I),
)


@dataclass(frozen=True)
class Reply:
    sender: str
    sender_name: str
    text: str
    attachments: int = 0


def reply_in(data: bytes) -> Reply:
    try:
        mail = opened(data)
    except Unreadable:
        return Reply("", "", "")
    line = mail.header("from")
    address = ANY_ADDRESS.search(line)
    return Reply(
        sender=address[0] if address else "",
        sender_name=line.partition("<")[0].strip(" \"'")[:80] if "<" in line else "",
        text=unquoted_text(mail.notice)[:LONGEST_TEXT],
        attachments=_attachments(data),
    )


def unquoted_text(notice: str) -> str:
    lines = notice.split("\n")
    border = next((number for number in range(len(lines)) if _is_border(lines, number)), len(lines))
    above = _without_quoted(lines[:border])
    return above or _without_quoted(lines[border + 1 :])


def _is_border(lines: list[str], number: int) -> bool:
    """Some programs break the line above the quoted text in two."""
    line = lines[number].strip()
    both = f"{line} {lines[number + 1].strip()}" if number + 1 < len(lines) else line
    return any(pattern.match(line) or pattern.match(both) for pattern in ABOVE_THE_QUOTED)


def _without_quoted(lines: list[str]) -> str:
    kept = "\n".join(line.rstrip() for line in lines if not QUOTED.match(line))
    return re.sub(r"\n{3,}", "\n\n", kept).strip()


def _attachments(data: bytes) -> int:
    parts = islice(email.message_from_bytes(data[:LONGEST]).walk(), MOST_PARTS)
    return sum(_is_attached(part) for part in parts)


def _is_attached(part: Message) -> bool:
    if part.is_multipart():
        return False
    return part.get_content_disposition() == "attachment" or part.get_content_maintype() != "text"
