"""News from below: a letter is about to leave; two records of a classmate become one."""

from django.dispatch import receiver
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from reunion.mail.holding import Because, Hold
from reunion.mail.kinds import ANNOUNCEMENT
from reunion.mail.models import Message
from reunion.mail.signals import before_sending
from reunion.payments.thanking import REMINDER
from reunion.registrations.last_look import registration_of
from reunion.roster.models import Classmate
from reunion.roster.signals import asking_what_is_tied, before_merging, merging

from . import merged_classmates
from .family_answers import is_left_alone

OF_OUR_OWN_ACCORD = (ANNOUNCEMENT, REMINDER)


@receiver(before_sending, dispatch_uid="outreach.family_answers")
def wait_for_the_decision(message: Message, **kwargs) -> Hold | None:
    """What we send of our own accord waits for a person, where the family asks to leave somebody alone.

    Not what answers a guest's own reply: whoever finds a card could otherwise keep the account from a guest.
    """
    registration = registration_of(message)
    if registration is not None and message.kind not in OF_OUR_OWN_ACCORD:
        return None
    # A reply of which nobody has said whose it is has no classmate yet.
    person = registration.classmate if registration else _classmate_of(message)
    if person is None or not is_left_alone(person, answered=registration):
        return None
    return Hold(_("ご家族から届いたお知らせを、幹事が確かめるまで待っています。"), Because.FAMILY)


def _classmate_of(message: Message) -> Classmate | None:
    label, _colon, number = message.about.partition(":")
    is_theirs = label == Classmate._meta.label_lower and number.isdecimal()
    return Classmate.objects.filter(pk=number).first() if is_theirs else None


@receiver(before_merging, dispatch_uid="outreach.before_merging")
def hold_first(kept: Classmate, *, gone: Classmate, **kwargs) -> None:
    merged_classmates.hold(kept, gone=gone)


@receiver(merging, dispatch_uid="outreach.merging")
def move(kept: Classmate, *, gone: Classmate, **kwargs) -> None:
    merged_classmates.move(kept, gone=gone)


@receiver(asking_what_is_tied, dispatch_uid="outreach.asking_what_is_tied")
def tied(classmate: Classmate, **kwargs) -> list[tuple[Promise, int]]:
    return merged_classmates.tied(classmate)
