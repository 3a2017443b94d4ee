"""What happened between us and each guest who comes, gathered for the follow-up board.

Only whoever is known, alive, may be written to and has paid nothing is gathered: a payment shows that they
have what they need. Of letters only those count that say something to know (the bank details, the
confirmation) and go to an address of today. A sign is a proof of receipt, a reply, or somebody who told them.
The number of questions is the same for one guest and for ten thousand.
"""

import datetime as dt
from dataclasses import dataclass, field

from django.db.models import Q, QuerySet

from reunion.events.models import BankAccount, Reunion
from reunion.mail.health import dead_among, key_of
from reunion.mail.models import Bounce, InboundLetter, Message, about
from reunion.payments.balance import nothing_paid
from reunion.registrations.models import Registration, RegistrationQuerySet
from reunion.registrations.telling import BANK_INFO, RECEIVED

from .models import ContactLog

KINDS_TO_KNOW = (BANK_INFO, RECEIVED)
LABEL = Registration._meta.label_lower
SENT_SAFELY = (Message.Risk.NONE, Message.Risk.CARRIER)
ON_ITS_WAY = (Message.State.QUEUED, Message.State.SENDING, Message.State.PAUSED, Message.State.SENT)


@dataclass(frozen=True)
class Letter:
    """One letter; `trouble` says why it has not arrived, where that is known."""

    recipient: str
    carrier: str
    risk: str
    created_at: dt.datetime
    sent_at: dt.datetime | None
    has_failed: bool
    trouble: str

    @property
    def is_to_carrier(self) -> bool:
        return self.risk == Message.Risk.CARRIER


@dataclass
class Signs:
    """Of one registration; letters oldest first, and only those to an address of today."""

    registration_id: int
    homeroom_id: int | None
    is_teacher: bool
    addresses: frozenset[str]
    signed_up_at: dt.datetime
    proven_at: dt.datetime | None
    letters: list[Letter] = field(default_factory=list)
    told_at: dt.datetime | None = None
    replied_at: dt.datetime | None = None
    tried_at: dt.datetime | None = None

    @property
    def last_sign_at(self) -> dt.datetime | None:
        return max(filter(None, (self.told_at, self.replied_at, self.proven_at)), default=None)

    @property
    def news(self) -> list[Letter]:
        """Letters written since their last sign."""
        heard = self.last_sign_at
        return [letter for letter in self.letters if heard is None or letter.created_at > heard]


def to_be_told(reunion: Reunion, *, homeroom_ids: frozenset[int] | None = None) -> RegistrationQuerySet:
    """Whoever comes and might wait for news. Teachers are the office's, not the class staff's.

    While the reunion has no account, there is nothing yet to tell those who owe.
    """
    alive = Q(classmate__deceased=False, classmate__do_not_contact=False)
    alive |= Q(teacher__deceased=False, teacher__do_not_contact=False)
    rows = Registration.objects.coming().filter(alive, reunion=reunion).in_homerooms(homeroom_ids)
    if homeroom_ids is not None:
        rows = rows.filter(teacher=None)
    if not BankAccount.objects.filter(reunion=reunion).exists():
        rows = rows.with_due().filter(due=0)
    return nothing_paid(rows)


def gather(
    registrations: RegistrationQuerySet, *, reunion: Reunion, only: Registration | None = None
) -> list[Signs]:
    """`only`: the one registration that is asked about, so that no more is read."""
    found = _people(registrations.filter(pk=only.pk) if only else registrations)
    of_it = {"about": about(only)} if only else {}
    _add_letters(found, Message.objects.filter(reunion=reunion, **of_it))
    _add_replies(found, InboundLetter.objects.filter(reunion=reunion, **of_it))
    tries = ContactLog.objects.filter(reunion=reunion, registration__isnull=False)
    _add_tries(found, tries.filter(registration=only) if only else tries)
    return list(found.values())


def _people(registrations: RegistrationQuerySet) -> dict[int, Signs]:
    rows = registrations.order_by().values_list(
        "pk", "classmate__homeroom_id", "teacher_id", "email", "second_email", "signed_up_at", "proven_at"
    )
    return {
        pk: Signs(
            registration_id=pk,
            homeroom_id=homeroom_id,
            is_teacher=teacher_id is not None,
            addresses=frozenset(key_of(address) for address in (email, second) if address),
            signed_up_at=signed_up_at,
            proven_at=proven_at,
        )
        for pk, homeroom_id, teacher_id, email, second, signed_up_at, proven_at in rows
    }


def _add_letters(found: dict[int, Signs], letters: QuerySet[Message]) -> None:
    letters = letters.filter(batch="", kind__in=KINDS_TO_KNOW)
    columns = ("pk", "about", "recipient", "state", "risk", "carrier", "risk_reason", "outcome")
    rows = list(letters.order_by("created_at", "pk").values_list(*columns, "created_at", "sent_at"))
    came_back = _returned(letters)
    dead = dead_among({row[2] for row in rows})
    for pk, named, recipient, state, risk, carrier, reason, outcome, created_at, sent_at in rows:
        signs = found.get(_number(named))
        if signs is None or key_of(recipient) not in signs.addresses:
            continue
        failed = pk in came_back or recipient in dead or state not in ON_ITS_WAY or risk not in SENT_SAFELY
        trouble = came_back.get(pk) or (reason if risk not in SENT_SAFELY else outcome)
        signs.letters.append(Letter(recipient, carrier, risk, created_at, sent_at, failed, trouble))


def _returned(letters: QuerySet[Message]) -> dict[int, str]:
    """Why a letter came back, by the letter's id."""
    of_them = letters.order_by().values("pk")
    notices = Bounce.objects.filter(message__in=of_them).exclude(outcome=Bounce.Outcome.NONE)
    return dict(notices.order_by("received_at", "pk").values_list("message_id", "reason"))


def _add_replies(found: dict[int, Signs], replies: QuerySet[InboundLetter]) -> None:
    """Whatever they wrote, by mail or on our pages, with their own name to it."""
    for named, received_at in replies.order_by("received_at").values_list("about", "received_at"):
        if signs := found.get(_number(named)):
            signs.replied_at = received_at


def _add_tries(found: dict[int, Signs], tries: QuerySet[ContactLog]) -> None:
    for registration_id, result, at in tries.order_by("at").values_list("registration_id", "result", "at"):
        signs = found.get(registration_id)
        if signs is None:
            continue
        if result == ContactLog.Result.TOLD:
            signs.told_at = at
        else:
            signs.tried_at = at


def _number(named: str) -> int | None:
    label, _colon, number = named.partition(":")
    return int(number) if label == LABEL else None
