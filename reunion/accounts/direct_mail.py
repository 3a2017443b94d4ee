"""Mail about who may enter leaves at once, beside the outbox: codes, invitations, warnings to organizers.

It must arrive while the queue is stopped, for it may be needed to start it again. Mail to a member of the
demo stays in a folder of this machine, whatever the settings say. An address that cannot be reached keeps
nobody else from their mail, and no error of sending breaks the page: the caller learns who was not reached
and tells the person at the screen. After half a minute nobody is kept waiting any longer. The log names
neither address nor text.
"""

import logging
import time
from collections.abc import Iterable

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend

logger = logging.getLogger(__name__)

DEMO_DOMAIN = "demo.invalid"
SECONDS_FOR_AN_ANSWER = 10
SECONDS_FOR_ALL = 30


def is_of_the_demo(address: str) -> bool:
    return address.lower().endswith(f"@{DEMO_DOMAIN}")


def demo_connection(address: str) -> BaseEmailBackend | None:
    """The folder that mail to a member of the demo ends in; None for everybody else."""
    return demo_folder() if is_of_the_demo(address) else None


def demo_folder() -> BaseEmailBackend:
    return get_connection(
        "django.core.mail.backends.filebased.EmailBackend",
        file_path=str(settings.VAR_DIR / "demo" / "sign-in-mail"),
    )


def send_directly(
    addresses: Iterable[str], *, subject: str, body: str, stays_here: bool = False
) -> list[str]:
    """One mail to each address, so that nobody sees the others; returns those that could not be reached.

    `stays_here`: the mail is of the demo, whoever it is for.
    """
    failed: list[str] = []
    end = time.monotonic() + SECONDS_FOR_ALL
    for address in addresses:
        if time.monotonic() > end or not hand_over(
            EmailMessage(subject, body, to=[address]), stays_here=stays_here
        ):
            failed.append(address)
    return failed


def hand_over(message: EmailMessage, *, stays_here: bool = False) -> bool:
    """False when the server did not take it, whatever went wrong: the page must still be shown."""
    (address,) = message.to
    in_folder = demo_folder() if stays_here else demo_connection(address)
    message.connection = in_folder or get_connection(timeout=SECONDS_FOR_AN_ANSWER)
    try:
        return bool(message.send())
    except Exception as error:  # refused, away, no address at all, a provider's own errors
        logger.warning("A direct mail could not be handed over (%s)", type(error).__name__)
        return False
