"""One mail is handed to the next server, step by step, so that we know how far it came.

A demo's letter goes into its folder, whatever the settings say. Over SMTP the steps are connect, MAIL FROM,
RCPT TO, DATA, end of DATA; the first refusal, broken line or silence ends the conversation, and the answer
keeps the server's own words. Where the installation has a domain for it, each letter has a return path of
its own, so that whatever comes back names it. Before the text goes over, the caller is asked once more
whether the letter is still ours to send. The line is hung up only after the caller has noted the answer:
once a server has taken a letter, nothing may stand between that and our note of it.
"""

import smtplib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.smtp import EmailBackend

from . import demo_folder, providers
from .bounces.return_path import return_path
from .bounces.stage import Stage
from .mime import as_mail
from .models import Message
from .refusals import FOLDER

# The server's check of the text may take a while. Twice this must be shorter than a lease (delivery.py).
SECONDS_FOR_THE_TEXT = 25
LONGEST_WORDS = 500


@dataclass(frozen=True)
class Answer:
    """How far it came and what was said; `code` is None when nothing was."""

    stage: str
    code: int | None = None
    words: str = ""
    accepted: bool = False
    provider_id: str = ""


class CannotBeMade(Exception):
    """No mail can be made of the letter, such as a line break in an address."""


class NotOursAnyMore(Exception):
    """Another worker has taken the letter over; nothing was sent."""


@contextmanager
def handed_over(message: Message, *, still_ours: Callable[[], bool]) -> Iterator[Answer]:
    """Raises CannotBeMade or NotOursAnyMore; then nothing was sent."""
    mail = _made(message)
    if message.reunion.is_demo:
        yield _into_folder(message, mail)
        return
    backend = get_connection()
    hand_over = _over_smtp if isinstance(backend, EmailBackend) else _by_backend
    try:
        yield hand_over(backend, message, mail, still_ours)
    finally:
        with suppress(smtplib.SMTPException, OSError):
            backend.close()


def return_path_of(message: Message) -> str:
    if not settings.RETURN_PATH_DOMAIN:
        return message.sender
    return return_path(message.pk, domain=settings.RETURN_PATH_DOMAIN)


def _made(message: Message) -> EmailMessage:
    try:
        mail = as_mail(message)
        mail.message().as_bytes()
    except (ValueError, TypeError, LookupError) as error:
        raise CannotBeMade from error
    return mail


def _into_folder(message: Message, mail: EmailMessage) -> Answer:
    try:
        place = demo_folder.put(message, mail)
    except OSError as error:
        return Answer(FOLDER, words=_words(error))
    return Answer(FOLDER, words=place.name, accepted=True)


def _by_backend(backend, message: Message, mail: EmailMessage, still_ours: Callable[[], bool]) -> Answer:
    """A backend other than SMTP (a mail provider, a folder) tells no steps and has faults of its own."""
    _insist(still_ours)
    try:
        number = providers.handed_to(backend, mail, message, return_path=return_path_of(message))
    except providers.CANNOT_BE_MADE as error:
        raise CannotBeMade from error
    except Exception as error:
        return Answer(*providers.where_it_failed(error), words=_words(error))
    if number is None:
        return Answer(Stage.UNKNOWN, words="neither yes nor no")
    return Answer(Stage.END_OF_DATA, accepted=True, provider_id=number)


def _over_smtp(
    backend: EmailBackend, message: Message, mail: EmailMessage, still_ours: Callable[[], bool]
) -> Answer:
    stage = Stage.CONNECT
    try:
        backend.open()
        server = backend.connection
        server.ehlo_or_helo_if_needed()
        _insist(still_ours)
        stage = Stage.MAIL
        code, words = server.mail(return_path_of(message))
        if code == 250:
            stage = Stage.RCPT
            code, words = server.rcpt(_plain(message.recipient))
        if stage == Stage.RCPT and code in (250, 251):
            _insist(still_ours)
            stage = Stage.DATA
            server.sock.settimeout(SECONDS_FOR_THE_TEXT)
            code, words = server.data(mail.message().as_bytes(linesep="\r\n"))
            stage = Stage.END_OF_DATA
    except smtplib.SMTPResponseException as error:
        return Answer(stage, error.smtp_code, _words(error.smtp_error))
    except (smtplib.SMTPException, OSError) as error:
        return Answer(_where_the_line_broke(stage), words=_words(error))
    return Answer(stage, code, _words(words), accepted=stage == Stage.END_OF_DATA and code == 250)


def _where_the_line_broke(stage: Stage) -> Stage:
    """A line that breaks during DATA may have broken after the last byte: the server may have the letter."""
    return Stage.END_OF_DATA if stage == Stage.DATA else stage


def _plain(address: str) -> str:
    """Carriers' old addresses with `..` are known to them without the quotes that the standard asks for."""
    local_part, at, domain = address.rpartition("@")
    return f"{local_part.removeprefix(chr(34)).removesuffix(chr(34))}{at}{domain}"


def _insist(still_ours: Callable[[], bool]) -> None:
    if not still_ours():
        raise NotOursAnyMore


def _words(said: bytes | str | Exception) -> str:
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)
    text = text or type(said).__name__
    return " ".join(text.replace("\x00", "").split())[:LONGEST_WORDS]
