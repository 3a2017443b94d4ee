"""Mail about who may enter leaves at once, beside the outbox: codes, invitations, warnings to organizers.

It must arrive while the queue is stopped, for it may be needed to start it again. Mail to a member of the
demo stays in a folder of this machine, whatever the settings say. A server that does not answer never breaks
the page: who waits is told to ask again, and the log names neither address nor text.
"""

import logging
from collections.abc import Iterable

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend

logger = logging.getLogger(__name__)

DEMO_DOMAIN = "demo.invalid"


def demo_connection(address: str) -> BaseEmailBackend | None:
    """The folder that mail to a member of the demo ends in; None for everybody else."""
    if not address.lower().endswith(f"@{DEMO_DOMAIN}"):
        return None
    return get_connection(
        "django.core.mail.backends.filebased.EmailBackend",
        file_path=str(settings.VAR_DIR / "demo" / "sign-in-mail"),
    )


def send_directly(addresses: Iterable[str], *, subject: str, body: str) -> bool:
    """One mail to each address, so that nobody sees the others; False when any could not be handed over."""
    connection = get_connection()
    for address in addresses:
        message = EmailMessage(subject, body, to=[address], connection=demo_connection(address) or connection)
        try:
            message.send()
        except OSError as error:  # smtplib's errors and a network that is away
            logger.warning("A direct mail could not be handed over (%s)", type(error).__name__)
            return False
    return True
