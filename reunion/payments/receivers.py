"""News from below: a letter is about to leave."""

from django.dispatch import receiver

from reunion.mail.models import Message
from reunion.mail.signals import before_sending

from .still_true import why_not


@receiver(before_sending, dispatch_uid="payments.still_true")
def look_at_the_books(message: Message, **kwargs) -> str:
    return why_not(message)
