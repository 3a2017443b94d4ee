"""The mailbox to which refusals and replies come is looked into over IMAP.

Unread mails are taken in one by one; each is marked as read only once it is stored, so that a worker that
dies loses none, and a mail read twice is taken in once. A mail that cannot be taken in is starred for a
person and does not stop the others; when the database fails, the rest waits for the next time. Of a long
mail only the beginning is fetched. How the look went is noted (watching.py). Nothing of a mail, and nothing
of the password, goes into the log.
"""

import imaplib
import logging
import ssl
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.db import InterfaceError, OperationalError

from . import watching
from .bounces.opening import LONGEST
from .models import Bounce
from .returned import take_in

logger = logging.getLogger(__name__)

SECONDS_TO_ANSWER = 30
SECONDS_FOR_ALL = 240
MOST_AT_ONCE = 500
ON_THIS_MACHINE = {"localhost", "127.0.0.1", "::1"}
PORTS = {"imaps": 993, "imap": 143}


class Unreachable(Exception):
    """The mailbox does not answer, or not as it should; the message tells nothing secret."""


@dataclass(frozen=True)
class Mailbox:
    scheme: str
    host: str
    port: int
    user: str
    password: str
    folder: str

    @classmethod
    def of(cls, url: str) -> "Mailbox":
        parts = urlsplit(url)
        return cls(
            scheme=parts.scheme,
            host=parts.hostname or "",
            port=parts.port or PORTS.get(parts.scheme, 0),
            user=unquote(parts.username or ""),
            password=unquote(parts.password or ""),
            folder=unquote(parts.path.strip("/")) or "INBOX",
        )


def poll() -> Counter:
    """Looks once; counts what came, by `returned.What`. Without a mailbox it does nothing."""
    if not settings.BOUNCE_MAILBOX_URL:
        return Counter()
    try:
        with _opened(Mailbox.of(settings.BOUNCE_MAILBOX_URL)) as server:
            taken = _take_all(server)
    except Unreachable as error:
        logger.warning("The mailbox of returned mail was not read: %s", error)
        watching.note_trouble(str(error))
        return Counter({"unreachable": 1})
    watching.note_read()
    return taken


@contextmanager
def _opened(mailbox: Mailbox) -> Iterator[imaplib.IMAP4]:
    server = _asked("connecting", _connected, mailbox)
    try:
        if mailbox.scheme != "imaps" and mailbox.host not in ON_THIS_MACHINE:
            _asked("STARTTLS", server.starttls, ssl.create_default_context())
        _asked("LOGIN", server.login, mailbox.user, mailbox.password)
        _asked("SELECT", server.select, _quoted(mailbox.folder))
        yield server
    finally:
        with suppress(imaplib.IMAP4.error, OSError):
            server.logout()


def _connected(mailbox: Mailbox) -> imaplib.IMAP4:
    if mailbox.scheme != "imaps":
        return imaplib.IMAP4(mailbox.host, mailbox.port, timeout=SECONDS_TO_ANSWER)
    encryption = ssl.create_default_context()
    return imaplib.IMAP4_SSL(mailbox.host, mailbox.port, ssl_context=encryption, timeout=SECONDS_TO_ANSWER)


def _asked(step: str, ask: Callable, *arguments):
    """Whatever goes wrong on the line becomes Unreachable: the step and the kind of the error, no words."""
    try:
        answer = ask(*arguments)
    except (imaplib.IMAP4.error, OSError, UnicodeError) as error:
        raise Unreachable(f"{step}, {type(error).__name__}") from None
    if isinstance(answer, tuple) and answer[0] != "OK":
        raise Unreachable(f"{step}, answered with {answer[0]}")
    return answer[1] if isinstance(answer, tuple) else answer


def _quoted(folder: str) -> str:
    escaped = folder.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _take_all(server: imaplib.IMAP4) -> Counter:
    taken: Counter = Counter()
    stop_at = time.monotonic() + SECONDS_FOR_ALL
    found = _asked("SEARCH", server.uid, "SEARCH", "UNSEEN")
    numbers = b" ".join(part for part in found if part).decode("ascii").split()
    for number in numbers[:MOST_AT_ONCE]:
        what = _take_one(server, number)
        taken[what] += 1
        if what == "later" or time.monotonic() > stop_at:
            break
    return taken


def _take_one(server: imaplib.IMAP4, number: str) -> str:
    data = _beginning(server, number)
    if data is None:
        return "gone"
    try:
        what = take_in(data, source=Bounce.Source.MAILBOX).what
    except (OperationalError, InterfaceError) as error:
        logger.error("Mails wait in the mailbox: the database failed (%s)", type(error).__name__)
        return "later"
    except Exception as error:  # a mail that nobody foresaw must not stop the others
        logger.error("Mail %s of the mailbox could not be taken in: %s", number, type(error).__name__)
        _mark(server, number, r"(\Seen \Flagged)")
        return "broken"
    _mark(server, number, r"(\Seen)")
    return what


def _beginning(server: imaplib.IMAP4, number: str) -> bytes | None:
    """Without marking it as read; None when somebody has removed it meanwhile."""
    answer = _asked("FETCH", server.uid, "FETCH", number, f"(BODY.PEEK[]<0.{LONGEST}>)")
    return next((part[1] for part in answer if isinstance(part, tuple)), None)


def _mark(server: imaplib.IMAP4, number: str, flags: str) -> None:
    _asked("STORE", server.uid, "STORE", number, "+FLAGS.SILENT", flags)
