"""News from below: a letter is about to leave."""

from django.dispatch import receiver

from reunion.mail.models import Message
from reunion.mail.signals import before_sending

from .last_look import why_not


@receiver(before_sending, dispatch_uid="notices.last_look")
def look_at_reader(message: Message, **kwargs) -> str:
    return why_not(message)
