"""A letter handed to a mail provider's own interface instead of SMTP.

The provider tells no steps, only whether it took the letter, refused this one, or refused us. Its number of
the letter is kept: by it the provider names the letter in its reports (provider_events.py). So that a report
which comes before we have noted that number finds its letter too, the letter bears a mark of ours. A key
that is not accepted, too many letters and no answer are faults of our own; a "no" to this one letter that
does not speak of us is asked again for some days.
"""

import re

from anymail.exceptions import (
    AnymailAPIError,
    AnymailInvalidAddress,
    AnymailRecipientsRefused,
    AnymailSerializationError,
)
from django.conf import settings
from django.core.mail import EmailMessage

from .bounces.return_path import return_path as sealed_return_path
from .bounces.stage import Stage
from .models import Message

# The name under which the provider keeps our own number of the letter.
MARK = "letter"
CANNOT_BE_MADE = (AnymailInvalidAddress, AnymailSerializationError)
TAKEN = {"sent", "queued"}
NOT_LET_IN = {401, 403}
TOO_MANY = 429
DOT_ATOM = re.compile(r"[^.@\"]+(\.[^.@\"]+)*")


def handed_to(backend, mail: EmailMessage, message: Message, *, return_path: str) -> str | None:
    """The provider's number of the letter; None when it told neither yes nor no."""
    if settings.MAIL_PROVIDER:
        # The provider encodes what it is given as plain text.
        mail.subject = message.subject
        mail.to = [_as_the_standard_asks(message.recipient)]
        mail.metadata = {MARK: sealed_return_path(message.pk, domain="")}
        mail.envelope_sender = return_path
    try:
        backend.send_messages([mail])
    except AnymailInvalidAddress:
        # Said of the provider's answer, which names an old carrier address, when there is an answer.
        if mail.anymail_status.esp_response is None:
            raise
        return ""
    status = getattr(mail, "anymail_status", None)
    if status is not None and not TAKEN.issuperset(status.status or ()):
        return None
    return str(getattr(status, "message_id", None) or "")[:200]


def _as_the_standard_asks(address: str) -> str:
    """Carriers' old addresses with `..` are quoted, or django-anymail does not take them."""
    local_part, at, domain = address.rpartition("@")
    is_plain = DOT_ATOM.fullmatch(local_part) or local_part.startswith('"')
    return address if is_plain else f'"{local_part}"{at}{domain}'


def where_it_failed(error: Exception) -> tuple[str, int | None]:
    """The step and code that come closest, for refusals.py to judge."""
    if isinstance(error, AnymailRecipientsRefused):
        return Stage.UNKNOWN, 550
    if not isinstance(error, AnymailAPIError) or error.status_code is None:
        return Stage.CONNECT, None
    if error.status_code in NOT_LET_IN:
        return Stage.CONNECT, 535
    if error.status_code == TOO_MANY or error.status_code >= 500:
        return Stage.CONNECT, None
    return Stage.UNKNOWN, error.status_code
