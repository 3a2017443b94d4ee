"""News from below: a letter is about to leave while its account is in question."""

from django.dispatch import receiver

from reunion.mail.holding import Hold
from reunion.mail.models import Message
from reunion.mail.signals import before_sending

from .account_changes import hold_while_in_question


@receiver(before_sending, dispatch_uid="team.account_in_question")
def look_at_account(message: Message, **kwargs) -> Hold | None:
    return hold_while_in_question(message)
