"""News from below: a letter is about to leave; two records of a classmate become one."""

from django.dispatch import receiver
from django.utils.functional import Promise

from reunion.mail.holding import Hold
from reunion.mail.models import Message
from reunion.mail.signals import before_sending
from reunion.roster.models import Classmate
from reunion.roster.signals import asking_what_is_tied, before_merging, merging

from . import merged_classmates
from .letters_waiting import why_it_waits


@receiver(before_sending, dispatch_uid="outreach.letters_waiting")
def wait_for_the_decision(message: Message, **kwargs) -> Hold | None:
    return why_it_waits(message)


@receiver(before_merging, dispatch_uid="outreach.before_merging")
def hold_first(kept: Classmate, *, gone: Classmate, **kwargs) -> None:
    merged_classmates.hold(kept, gone=gone)


@receiver(merging, dispatch_uid="outreach.merging")
def move(kept: Classmate, *, gone: Classmate, **kwargs) -> None:
    merged_classmates.move(kept, gone=gone)


@receiver(asking_what_is_tied, dispatch_uid="outreach.asking_what_is_tied")
def tied(classmate: Classmate, **kwargs) -> list[tuple[Promise, int]]:
    return merged_classmates.tied(classmate)
