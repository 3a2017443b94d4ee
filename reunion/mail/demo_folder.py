"""Letters of a demo reunion never leave this machine: each becomes a file in VAR_DIR/demo/mail/.

The file is named for the letter's row (12.eml) and written in one move, so that a reader never sees half
of it and a second delivery replaces the first. It is what the person would have received.
"""

import datetime as dt
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.utils import parsedate_to_datetime
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMessage

from reunion.events.models import Reunion

from .models import Message


@dataclass(frozen=True)
class ReadLetter:
    """A letter as its reader sees it: every part decoded."""

    message_id: int
    sender: str
    reply_to: str
    recipient: str
    subject: str
    written_at: dt.datetime
    body: str


def folder() -> Path:
    return Path(settings.VAR_DIR) / "demo" / "mail"


def put(message: Message, mail: EmailMessage) -> Path:
    place = folder() / f"{message.pk}.eml"
    place.parent.mkdir(parents=True, exist_ok=True)
    unfinished = place.with_suffix(f".{message.claim}")
    unfinished.write_bytes(mail.message().as_bytes(linesep="\r\n"))
    unfinished.replace(place)
    return place


def letters_of(reunion: Reunion) -> list[int]:
    """The row numbers of this reunion's letters in the folder, newest first."""
    in_folder = {int(path.stem) for path in folder().glob("*.eml") if path.stem.isdecimal()}
    return sorted(in_folder & set(reunion.letters.values_list("pk", flat=True)), reverse=True)


def read(message_id: int) -> ReadLetter:
    """Raises FileNotFoundError when the letter is not in the folder."""
    data = (folder() / f"{message_id}.eml").read_bytes()
    letter = message_from_bytes(data, policy=policy.default)
    return ReadLetter(
        message_id=message_id,
        sender=str(letter["From"]),
        reply_to=str(letter["Reply-To"] or ""),
        recipient=str(letter["To"]),
        subject=str(letter["Subject"]),
        written_at=parsedate_to_datetime(letter["Date"]),
        body=letter.get_content(),
    )


def empty(reunion: Reunion) -> int:
    """Takes this reunion's letters out of the folder; answers how many there were."""
    found = letters_of(reunion)
    for message_id in found:
        (folder() / f"{message_id}.eml").unlink(missing_ok=True)
    return len(found)
