"""A letter is about to leave while its account is in question; and a class has got staff."""

from django.db.models.signals import m2m_changed
from django.dispatch import receiver

from reunion.mail.holding import Hold
from reunion.mail.models import Message
from reunion.mail.signals import before_sending

from .account_changes import hold_while_in_question
from .every_class import look_at_classes
from .models import Member


@receiver(before_sending, dispatch_uid="team.account_in_question")
def look_at_account(message: Message, **kwargs) -> Hold | None:
    return hold_while_in_question(message)


@receiver(m2m_changed, sender=Member.homerooms.through, dispatch_uid="team.every_class")
def look_for_staff(instance: Member, action: str, reverse: bool, **kwargs) -> None:
    if action == "post_add" and not reverse:
        look_at_classes(instance.reunion)
