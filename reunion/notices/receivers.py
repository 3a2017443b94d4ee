"""News from below: a letter is about to leave."""

from django.dispatch import receiver

from reunion.mail.holding import Because, Hold
from reunion.mail.models import Message
from reunion.mail.signals import before_sending
from reunion.mail.unsubscribing import HELD_BACK

from .last_look import why_not


@receiver(before_sending, dispatch_uid="notices.last_look")
def look_at_reader(message: Message, **kwargs) -> Hold | None:
    sentence = why_not(message)
    because = Because.UNSUBSCRIBED if sentence == str(HELD_BACK) else Because.OVERTAKEN
    return Hold(sentence, because) if sentence else None
