"""Who is asked for the fee before the day, and who is left in peace.

Asked is a classmate who comes and still owes, by what stands in the books; never who has died or wants no
contact, whom a line of the bank that nobody has decided may be about, be it as one of several, or who was
asked within the last week. Who has no mail address is told by a person. Nobody is asked at all while the
bank's file ends more than three days ago: the money may have come long since. An account on which nothing
moves has no newer line; then somebody says that they have looked.
"""

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from django.db import models
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from reunion.events.models import Reunion
from reunion.mail.models import Message, about
from reunion.registrations.filling import account_of
from reunion.registrations.last_look import must_not_be_contacted
from reunion.registrations.models import Registration, RegistrationQuerySet

from .balance import unpaid
from .models import Proposal, Statement, StatementLine
from .thanking import REMINDER

DAYS_KNOWN = 3
IN_PEACE = dt.timedelta(days=7)
DAYS_BEFORE_THE_DEADLINE = 14


class Reason(models.TextChoices):
    NAMED = "named", _("この人かもしれない入金があり、まだ確かめていない")
    ASKED = "asked", _("7日以内にお願いした")
    NO_MAIL = "no_mail", _("メールアドレスがない（電話やLINEで）")
    NO_CONTACT = "no_contact", _("連絡を控える人、亡くなった人")


@dataclass(frozen=True)
class LeftOut:
    guest: Registration
    reason: Reason


@dataclass(frozen=True)
class Preview:
    """Whom a press would ask now, in the order of their classes."""

    asked: list[Registration]
    left_out: list[LeftOut]
    known_until: dt.date | None

    @property
    def people(self) -> int:
        return len(self.asked)

    @property
    def amount(self) -> int:
        return sum(guest.open for guest in self.asked)

    @property
    def is_known(self) -> bool:
        """The bank's file reaches near enough to today."""
        return self.known_until is not None and is_near(self.known_until)

    @property
    def reasons(self) -> list[tuple[Reason, int]]:
        counted = Counter(one.reason for one in self.left_out)
        return [(reason, counted[reason]) for reason in Reason if counted[reason]]


def owing(reunion: Reunion) -> RegistrationQuerySet:
    """Who comes and owes something; each with their balance."""
    return unpaid(Registration.objects.filter(reunion=reunion, teacher=None).coming())


def preview(reunion: Reunion) -> Preview:
    """The proposals must be up to date."""
    named, asked_before = named_in_proposals(reunion), asked_lately(reunion)
    asked, left_out = [], []
    for guest in in_order(owing(reunion)):
        guest.reunion = reunion
        reason = _why_not(guest, named, asked_before)
        if reason:
            left_out.append(LeftOut(guest, reason))
        else:
            asked.append(guest)
    return Preview(asked, left_out, known_until(reunion))


def _why_not(guest: Registration, named: set[int], asked_before: set[str]) -> Reason | None:
    if must_not_be_contacted(guest):
        return Reason.NO_CONTACT
    if guest.pk in named:
        return Reason.NAMED
    if about(guest) in asked_before:
        return Reason.ASKED
    return None if guest.addresses else Reason.NO_MAIL


def in_order(guests: RegistrationQuerySet) -> RegistrationQuerySet:
    rows = guests.select_related("classmate__homeroom", "homeroom", "teacher")
    rows = rows.prefetch_related("chosen_items__item", "companions")
    return rows.order_by(
        "classmate__homeroom__grade", "classmate__homeroom__label", "family_kana", "given_kana", "pk"
    )


def named_in_proposals(reunion: Reunion) -> set[int]:
    """Of whom a line that nobody has decided may be, as the best proposal or as another."""
    undecided = StatementLine.objects.filter(reunion=reunion).undecided()
    return set(Proposal.objects.filter(line__in=undecided).values_list("registration_id", flat=True))


def asked_lately(reunion: Reunion) -> set[str]:
    """As letters name them; a letter that was withdrawn or failed has asked nobody."""
    letters = Message.objects.filter(reunion=reunion, kind=REMINDER, created_at__gt=timezone.now() - IN_PEACE)
    not_asked = [Message.State.HELD, Message.State.REFUSED]
    return set(letters.exclude(state__in=not_asked).values_list("about", flat=True))


def known_until(reunion: Reunion) -> dt.date | None:
    """The last day of which the bank's file tells."""
    return Statement.objects.filter(reunion=reunion).aggregate(last=Max("to_on"))["last"]


def is_near(day: dt.date) -> bool:
    return day >= timezone.localdate() - dt.timedelta(days=DAYS_KNOWN)


def is_time_to_ask(reunion: Reunion) -> bool:
    """The last two weeks before the deadline, unless somebody was asked within the last one."""
    today = timezone.localdate()
    begins = reunion.signup_deadline - dt.timedelta(days=DAYS_BEFORE_THE_DEADLINE)
    is_time = begins <= today <= reunion.signup_deadline
    return is_time and account_of(reunion) is not None and not asked_lately(reunion)
