"""What happened between us and each guest who comes, gathered for the follow-up board.

Only whoever is known, alive, may be written to and has paid nothing is gathered: a payment shows that they
have what they need. Of letters only those count that say something to know (the bank details, the
confirmation) and go to an address of today. A sign is a proof of receipt, a reply, or somebody who told them.
The number of questions is the same for one guest and for ten thousand, and each person is left behind as soon
as they are judged.
"""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from django.db.models import CharField, Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Concat

from reunion.events.models import Reunion
from reunion.mail.health import ADDRESS_OF_LETTER, key_of
from reunion.mail.models import AddressHealth, Bounce, InboundLetter, Message
from reunion.payments.balance import nothing_paid
from reunion.registrations.models import Registration, RegistrationQuerySet
from reunion.registrations.telling import BANK_INFO, RECEIVED

from .models import ContactLog

KINDS_TO_KNOW = (BANK_INFO, RECEIVED)
LABEL = Registration._meta.label_lower
SAFE = (Message.Risk.NONE, Message.Risk.CARRIER)
ON_ITS_WAY = (Message.State.QUEUED, Message.State.SENDING, Message.State.PAUSED, Message.State.SENT)
PLAIN = re.compile(r"[A-Za-z0-9._+-]+@[A-Za-z0-9.-]*[A-Za-z0-9]", re.ASCII)
OF_PERSON = ("pk", "classmate__homeroom_id", "teacher_id", "email", "second_email")
OF_LETTER = (
    "about",
    "recipient",
    "state",
    "risk",
    "carrier",
    "risk_reason",
    "outcome",
    "created_at",
    "sent_at",
)


class Letter(NamedTuple):
    """One letter; `trouble` says why it has not arrived, where that is known."""

    address: str
    risk: str
    carrier: str
    created_at: dt.datetime
    sent_at: dt.datetime | None
    has_failed: bool
    trouble: str

    @property
    def is_to_carrier(self) -> bool:
        return self.risk == Message.Risk.CARRIER


@dataclass(slots=True)
class Signs:
    """Of one registration; letters oldest first, and only those to an address of today."""

    registration_id: int
    homeroom_id: int | None
    is_teacher: bool
    addresses: tuple[str, ...]
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
        if heard is None:
            return self.letters
        return [letter for letter in self.letters if letter.created_at > heard]


def to_be_told(registrations: RegistrationQuerySet) -> RegistrationQuerySet:
    """Whoever comes and might wait for news; while there is no account, there is none for those who owe."""
    alive = Q(classmate__deceased=False, classmate__do_not_contact=False)
    alive |= Q(teacher__deceased=False, teacher__do_not_contact=False)
    has_news = Q(reunion__bank_account__in_question=False) | Q(due=0)
    return nothing_paid(registrations.coming().filter(alive).with_due().filter(has_news))


def with_what_became_of_them(letters: QuerySet[Message]) -> QuerySet[Message]:
    """Adds to each letter whether its address is dead, whether it came back, and why."""
    returned = Bounce.objects.filter(message=OuterRef("pk")).exclude(outcome=Bounce.Outcome.NONE)
    dead = AddressHealth.objects.filter(state=AddressHealth.State.DEAD, address=OuterRef("known_as"))
    return letters.alias(known_as=ADDRESS_OF_LETTER).annotate(
        is_dead=Exists(dead),
        came_back=Exists(returned),
        why_returned=Subquery(returned.order_by("-received_at", "-pk").values("reason")[:1]),
    )


def gather(reunion: Reunion, *, homeroom_ids: frozenset[int] | None = None) -> Iterator[Signs]:
    """Teachers are the office's, not the class staff's."""
    rows = Registration.objects.filter(reunion=reunion).in_homerooms(homeroom_ids)
    rows = rows if homeroom_ids is None else rows.filter(teacher=None)
    rows = to_be_told(rows).order_by().values_list(*OF_PERSON, "signed_up_at", "proven_at", named=True)
    letters = Message.objects.filter(reunion=reunion, batch="", kind__in=KINDS_TO_KNOW)
    letters = _by_person(_told_as_rows(letters).iterator())
    replies, tries = _heard(reunion)
    for row in rows.iterator():
        signs = _person(row, homeroom_id=row.classmate__homeroom_id)
        _add_letters(signs, letters.get(row.pk, ()))
        _add_replies(signs, replies.get(row.pk, ()))
        _add_tries(signs, tries.get(row.pk, ()))
        yield signs


class Reply(NamedTuple):
    received_at: dt.datetime
    kind: str


class Try(NamedTuple):
    at: dt.datetime
    result: str


def _heard(reunion: Reunion) -> tuple[dict[int | None, list[Reply]], dict[int | None, list[Try]]]:
    """What they wrote and who tried to tell them, by the number of the registration; in one question."""
    letters = InboundLetter.objects.filter(reunion=reunion, about__startswith=LABEL).order_by()
    calls = ContactLog.objects.filter(reunion=reunion, registration__isnull=False).order_by()
    named = Concat(Value(f"{LABEL}:"), "registration_id", output_field=CharField())
    written = letters.values_list("about", "received_at", "kind", Value(True))
    called = calls.values_list(named, "at", "result", Value(False))
    replies, tries = defaultdict(list), defaultdict(list)
    for about, at, what, is_reply in written.union(called, all=True):
        number = _number(about)
        replies[number].append(Reply(at, what)) if is_reply else tries[number].append(Try(at, what))
    return replies, tries


def signs_of(
    registration: Registration,
    *,
    letters: Iterable[Message],
    replies: Iterable[InboundLetter],
    tries: Iterable[ContactLog],
) -> Signs:
    """The same from rows already read; letters `with_what_became_of_them`."""
    classmate = registration.classmate
    signs = _person(registration, homeroom_id=classmate.homeroom_id if classmate else None)
    _add_letters(signs, (row for row in letters if row.kind in KINDS_TO_KNOW and not row.batch))
    _add_replies(signs, replies)
    _add_tries(signs, tries)
    return signs


def _told_as_rows(letters: QuerySet[Message]) -> QuerySet:
    columns = (*OF_LETTER, "is_dead", "came_back", "why_returned")
    return with_what_became_of_them(letters).order_by().values_list(*columns, named=True)


def _by_person(rows: Iterable) -> dict[int | None, list]:
    """By the number of the registration, which each row has or names first."""
    found = defaultdict(list)
    for row in rows:
        named = row[0]
        found[_number(named) if isinstance(named, str) else named].append(row)
    return found


def _person(row, *, homeroom_id: int | None) -> Signs:
    return Signs(
        registration_id=row.pk,
        homeroom_id=homeroom_id,
        is_teacher=row.teacher_id is not None,
        addresses=tuple([_key_of(address) for address in (row.email, row.second_email) if address]),
        signed_up_at=row.signed_up_at,
        proven_at=row.proven_at,
    )


def _add_letters(signs: Signs, rows: Iterable) -> None:
    for row in rows:
        address = _key_of(row.recipient)
        if address in signs.addresses:
            signs.letters.append(_letter(row, address))
    signs.letters.sort(key=lambda letter: letter.created_at)


def _letter(row, address: str) -> Letter:
    is_safe = row.risk in SAFE
    has_failed = row.came_back or row.is_dead or row.state not in ON_ITS_WAY or not is_safe
    trouble = row.why_returned or (row.outcome if is_safe else row.risk_reason)
    return Letter(
        address=address,
        risk=row.risk,
        carrier=row.carrier,
        created_at=row.created_at,
        sent_at=row.sent_at,
        has_failed=has_failed,
        trouble=trouble if has_failed else "",
    )


def _add_replies(signs: Signs, rows: Iterable) -> None:
    """Whatever they wrote, by mail or on our pages; a mail that may be from anybody is no sign of theirs."""
    for row in rows:
        if row.kind != InboundLetter.Kind.MAIL:
            signs.replied_at = _later(signs.replied_at, row.received_at)


def _add_tries(signs: Signs, rows: Iterable) -> None:
    for row in rows:
        if row.result == ContactLog.Result.TOLD:
            signs.told_at = _later(signs.told_at, row.at)
        else:
            signs.tried_at = _later(signs.tried_at, row.at)


def _later(known: dt.datetime | None, moment: dt.datetime) -> dt.datetime:
    return moment if known is None else max(known, moment)


def _key_of(address: str) -> str:
    """As health.key_of; what has only plain characters, as nearly all have, needs no tidying."""
    return address.lower() if PLAIN.fullmatch(address) else key_of(address)


def _number(named: str) -> int | None:
    label, _colon, number = named.partition(":")
    return int(number) if label == LABEL else None
