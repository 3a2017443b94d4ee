"""The last question about an address: a letter written while it was good stays here once it is dead. And what
a mail provider reports."""

from anymail.signals import AnymailTrackingEvent, tracking
from django.dispatch import receiver

from .health import why_held
from .holding import Because, Hold
from .models import Message
from .provider_events import take_event
from .signals import before_sending


@receiver(before_sending, dispatch_uid="mail.health")
def look_at_address(message: Message, **kwargs) -> Hold | None:
    sentence = why_held(message.recipient)
    return Hold(sentence, Because.DEAD) if sentence else None


@receiver(tracking, dispatch_uid="mail.provider_events")
def listen_to_provider(event: AnymailTrackingEvent, esp_name: str, **kwargs) -> None:
    take_event(event, provider=esp_name)
