"""Which letter a registration gets: exactly one for what it is now.

It waits for a person: an acknowledgment that promises nothing. It has declined: thanks. It waits for a place:
so the letter says, and that nothing is to be paid yet. It comes: a confirmation, and with a fee to pay the
bank details instead, to classmates only, never to a teacher. While the reunion has no account those letters
wait (telling_account.py). Each address that somebody
gave gets the letter; without any there is none. The same letter goes twice only when somebody asks for it
again.
"""

from collections.abc import Iterable
from enum import StrEnum

from django.db.models import prefetch_related_objects
from django.utils import timezone

from reunion.events.models import BankAccount
from reunion.mail.letters import Letter, render
from reunion.mail.models import Message, MessageQuerySet
from reunion.mail.outbox import enqueue
from reunion.mail.wording import WORDINGS

from .filling import Filling
from .models import ChosenItem, Registration, State

MOST_COPIES_A_DAY = 3
BANK_INFO = "bank-info"
RECEIVED = "received"
LINK = "link"
SECOND = ":second"  # ends the key of what goes to the second address
KINDS = {
    State.WAITING: "waiting",
    State.WAITLISTED: "waitlisted",
    State.DECLINED: "declined",
    State.CANCELLED: "cancelled",
}
TEMPLATES = {
    BANK_INFO: "bank_info",
    RECEIVED: "received",
    "waiting": "acknowledgment",
    "waitlisted": "waitlisted",
    "declined": "declined",
    "cancelled": "cancelled",
}


class Occasion(StrEnum):
    """Why somebody who comes is written to once more; the words differ, what is told is the same."""

    MOVED_UP = "moved_up"
    CHANGED = "changed"


def letter_for(registration: Registration, *, account: BankAccount | None) -> str:
    """The kind of letter; empty when there is nothing to send now."""
    if registration.state != State.COMING:
        return KINDS.get(registration.state, "")
    if registration.amount_due == 0:
        return RECEIVED
    return BANK_INFO if account else ""


def words_for(registration: Registration, *, kind: str, occasion: Occasion | None = None) -> str:
    """The name of the text, as mail/wording.py lists them."""
    name = TEMPLATES.get(kind, kind)
    if occasion is not None and kind in {BANK_INFO, RECEIVED}:
        name = occasion if kind == BANK_INFO or registration.is_guest_of_honour else f"{occasion}_free"
    to_teacher = f"{name}_teacher"
    return to_teacher if registration.is_guest_of_honour and to_teacher in WORDINGS else str(name)


def tell(
    registration: Registration,
    *,
    again: bool = False,
    ready: Iterable[ChosenItem] = (),
    occasion: Occasion | None = None,
    filling: Filling | None = None,
) -> Message | None:
    """Queues the letter of this moment, to each address. `again`: also when the same kind has gone before.

    `ready` is what a place has just been found for; `filling` is shared by who tells many.
    """
    if not registration.addresses:
        return None
    prefetch_related_objects([registration], "chosen_items__item", "companions")
    filling = filling or Filling(registration.reunion)
    kind = letter_for(registration, account=filling.account)
    if not kind:
        return None
    earlier = _letters_about(registration).filter(kind=kind).count()
    version = earlier + 1 if again else max(earlier, 1)
    name = words_for(registration, kind=kind, occasion=Occasion.MOVED_UP if ready else occasion)
    letter = render(name, filling.values(registration, ready=ready), texts=filling.texts)
    return _enqueue(registration, letter, kind=kind, version=version)


def tell_again(registration: Registration) -> Message | None:
    """Somebody asked for the letter once more; a few copies a day are enough for everyone."""
    today = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    if _letters_about(registration).filter(created_at__gte=today).count() >= MOST_COPIES_A_DAY:
        return None
    return tell(registration, again=True) or _tell_link(registration)


def _tell_link(registration: Registration) -> Message | None:
    """While there is nothing else to tell, as before the account is known, at least the own page."""
    if not registration.addresses:
        return None
    filling = Filling(registration.reunion)
    version = _letters_about(registration).filter(kind=LINK).count() + 1
    letter = render(LINK, filling.values(registration), texts=filling.texts)
    return _enqueue(registration, letter, kind=LINK, version=version)


def _letters_about(registration: Registration) -> MessageQuerySet:
    """One row a letter, to however many addresses it went."""
    return Message.objects.about(registration).exclude(key__endswith=SECOND)


def _enqueue(registration: Registration, letter: Letter, *, kind: str, version: int) -> Message:
    """The one to the first address; its twin to the second has a key of its own."""
    twins = [
        enqueue(
            registration.reunion,
            key=f"{kind}:{registration.pk}:{version}{suffix}",
            kind=kind,
            about=registration,
            recipient=address,
            recipient_name=registration.school_name,
            subject=letter.subject,
            body=letter.body,
            held=letter.fault,
        )
        for address, suffix in zip(registration.addresses, ("", SECOND), strict=False)
    ]
    return twins[0]
