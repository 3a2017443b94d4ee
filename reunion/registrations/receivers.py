"""News from below: a letter is about to leave or was answered; a reunion has an account, or more places.

Two records of a classmate become one.
"""

from django.dispatch import receiver
from django.utils.functional import Promise

from reunion.accounts.models import User
from reunion.events.models import Reunion
from reunion.events.signals import account_set, places_changed
from reunion.mail.models import Message
from reunion.mail.signals import before_sending, reply_received
from reunion.roster.models import Classmate
from reunion.roster.signals import asking_what_is_tied, before_merging, merging

from . import merged_classmates
from .last_look import registration_of, why_not
from .moving_up import move_up
from .proving import Proof, prove
from .telling_account import tell_about_account


@receiver(before_sending, dispatch_uid="registrations.last_look")
def look_at_registration(message: Message, **kwargs) -> str:
    return why_not(message)


@receiver(reply_received, dispatch_uid="registrations.reply_received")
def note_reply(message: Message, **kwargs) -> None:
    """An address that was changed since proves nothing about the new one."""
    registration = registration_of(message)
    if registration and message.recipient.lower() in {one.lower() for one in registration.addresses}:
        prove(registration, proof=Proof.REPLIED)


@receiver(account_set, dispatch_uid="registrations.account_set")
def send_waiting_letters(reunion: Reunion, *, actor: User | None = None, **kwargs) -> None:
    tell_about_account(reunion, actor=actor)


@receiver(places_changed, dispatch_uid="registrations.places_changed")
def give_places(reunion: Reunion, **kwargs) -> None:
    move_up(reunion)


@receiver(before_merging, dispatch_uid="registrations.before_merging")
def hold_registrations(kept: Classmate, *, gone: Classmate, **kwargs) -> None:
    merged_classmates.hold(kept, gone=gone)


@receiver(merging, dispatch_uid="registrations.merging")
def move_registrations(kept: Classmate, *, gone: Classmate, **kwargs) -> None:
    merged_classmates.move(kept, gone=gone)


@receiver(asking_what_is_tied, dispatch_uid="registrations.asking_what_is_tied")
def tied_registrations(classmate: Classmate, **kwargs) -> list[tuple[Promise, int]]:
    return merged_classmates.tied(classmate)
