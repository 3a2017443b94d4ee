"""Which letter a registration gets: exactly one for what it is now.

It waits for a person: an acknowledgment that promises nothing. It has declined: thanks. It waits for a place:
so the letter says, and that nothing is to be paid yet. It comes: a confirmation, and with a fee to pay the
bank details instead, to classmates only, never to a teacher. While the reunion has no account those letters
wait; setting an account sends them, and a changed account sends them once more. Each address that somebody
gave gets the letter; without any there is none. The same letter goes twice only when somebody asks for it
again.
"""

import datetime as dt
from collections.abc import Iterable

from django.db.models import prefetch_related_objects
from django.utils import timezone

from reunion.events.models import BankAccount, Reunion
from reunion.lib.kana import katakana
from reunion.mail.letters import Letter, render
from reunion.mail.models import Message, MessageQuerySet, about
from reunion.mail.outbox import enqueue, own_address
from reunion.mail.risk import tidy
from reunion.team.models import Member, Role

from .likeness import same_name
from .links import personal_url
from .models import ChosenItem, Registration, State

MOST_COPIES_A_DAY = 3
MOST_PROMOTERS = 3
BANK_INFO = "bank-info"
RECEIVED = "received"
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


def letter_for(registration: Registration, *, account: BankAccount | None) -> str:
    """The kind of letter; empty when there is nothing to send now."""
    if registration.state != State.COMING:
        return KINDS.get(registration.state, "")
    if registration.amount_due == 0:
        return RECEIVED
    return BANK_INFO if account else ""


def tell(
    registration: Registration, *, again: bool = False, ready: Iterable[ChosenItem] = ()
) -> Message | None:
    """Queues the letter of this moment, to each address. `again`: also when the same kind has gone before.

    `ready` is what a place has just been found for.
    """
    if not registration.addresses:
        return None
    prefetch_related_objects([registration], "chosen_items__item", "companions")
    account = account_of(registration.reunion)
    kind = letter_for(registration, account=account)
    if not kind:
        return None
    earlier = _letters_about(registration).filter(kind=kind).count()
    version = earlier + 1 if again else max(earlier, 1)
    letter = render(TEMPLATES[kind], _context(registration, account) | {"ready": list(ready)})
    return _enqueue(registration, letter, kind=kind, version=version)


def tell_again(registration: Registration) -> Message | None:
    """Somebody asked for the letter once more; a few copies a day are enough for everyone."""
    today = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    if _letters_about(registration).filter(created_at__gte=today).count() >= MOST_COPIES_A_DAY:
        return None
    return tell(registration, again=True)


def tell_about_account(reunion: Reunion) -> None:
    """Everyone who comes and owes a fee learns the account, and learns it again when it has changed."""
    reunion = Reunion.objects.select_related("cohort__school", "bank_account").get(pk=reunion.pk)
    account = account_of(reunion)
    if account is None:
        return
    informed = _informed_of(account)
    coming = Registration.objects.coming().filter(reunion=reunion, teacher=None).order_by("id")
    for registration in coming.prefetch_related("chosen_items__item", "companions"):
        registration.reunion = reunion
        name = about(registration)
        if any((name, tidy(address).lower()) not in informed for address in registration.addresses):
            tell(registration, again=True)


def account_of(reunion: Reunion) -> BankAccount | None:
    return getattr(reunion, "bank_account", None)


def _informed_of(account: BankAccount) -> set[tuple[str, str]]:
    """Which registration was told of the account at which address."""
    letters = Message.objects.filter(reunion_id=account.reunion_id, kind=BANK_INFO)
    told = letters.filter(body__contains=account.number).values_list("about", "recipient")
    return {(name, recipient.lower()) for name, recipient in told}


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
        )
        for address, suffix in zip(registration.addresses, ("", SECOND), strict=False)
    ]
    return twins[0]


def _context(registration: Registration, account: BankAccount | None) -> dict:
    reunion = registration.reunion
    return {
        "registration": registration,
        "honorific": registration.honorific,
        "reunion": reunion,
        "account": account,
        "sum": sum_in_words(registration),
        "chosen_items": [chosen for chosen in registration.chosen_items.all() if not chosen.waiting_since],
        "in_line": [chosen for chosen in registration.chosen_items.all() if chosen.waiting_since],
        "companions": [companion.name for companion in registration.companions.all()],
        "had_to_pay": not registration.is_guest_of_honour
        and any(chosen.cost for chosen in registration.chosen_items.all()),
        "pay_by": _pay_by(reunion),
        "payer_example": _payer_example(registration),
        "other_name": _name_unlike_school(registration),
        "personal_url": personal_url(registration),
        "school": reunion.cohort.school.name,
        "graduation": reunion.cohort.graduation,
        "promoters": promoters_of(reunion),
        "contact_email": reunion.contact_email or own_address(),
    }


def sum_in_words(registration: Registration) -> str:
    """The line of the letter about the bank that says how much, by which an outdated letter is known."""
    return f"お振込の合計　{registration.amount_due:,}円"


def _pay_by(reunion: Reunion) -> dt.date | None:
    """Fees are due with the signups; who signs up later pays as soon as possible."""
    return reunion.signup_deadline if timezone.localdate() <= reunion.signup_deadline else None


def _payer_example(registration: Registration) -> str:
    kana = registration.transfer_name or registration.current_kana
    return katakana(kana) if kana else registration.current_name


def _name_unlike_school(registration: Registration) -> str:
    name = registration.current_family_name
    return "" if same_name(name, registration.family_name) else name


def promoters_of(reunion: Reunion) -> str:
    """The organizers by name, so that a reader may know one of them."""
    organizers = Member.objects.filter(reunion=reunion, role=Role.ORGANIZER).exclude(user__name="")
    return "、".join(organizers.order_by("id").values_list("user__name", flat=True)[:MOST_PROMOTERS])
