"""The last question about an address: a letter written while it was good stays here once it is dead."""

from django.dispatch import receiver

from .health import why_held
from .models import Message
from .signals import before_sending


@receiver(before_sending, dispatch_uid="mail.health")
def look_at_address(message: Message, **kwargs) -> str:
    return why_held(message.recipient)
