"""Who is asked for the fee before the day, and who is left in peace.

Asked is a classmate who comes and still owes, by what stands in the books; never who has died or wants no
contact, whom a line of the bank that nobody has decided may be about, be it as one of several, or who was
asked within the last week. Who has no mail address is told by a person. Nobody is asked at all while the
bank's file ends more than three days ago: the money may have come long since. An account on which nothing
moves has no newer line; then somebody says that they have looked.
"""

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.db import models
from django.db.models import (
    BooleanField,
    CharField,
    ExpressionWrapper,
    F,
    Max,
    Prefetch,
    Q,
    QuerySet,
    Value,
)
from django.db.models.functions import Concat
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from reunion.events.models import Reunion
from reunion.mail.models import Message, MessageQuerySet
from reunion.registrations.filling import account_of
from reunion.registrations.last_look import is_left_in_peace
from reunion.registrations.models import ChosenItem, Registration, RegistrationQuerySet

from .balance import unpaid
from .models import Proposal, Statement, StatementLine
from .thanking import REMINDER
from .totals import Sums, sums_by_registration

AT_ONCE = 500
DAYS_KNOWN = 3
IN_PEACE = dt.timedelta(days=7)
DAYS_BEFORE_THE_DEADLINE = 14
CHOSEN = Prefetch("chosen_items", ChosenItem.objects.select_related("item"))


class Reason(models.TextChoices):
    NAMED = "named", _("この人かもしれない入金があり、まだ確かめていない")
    ASKED = "asked", _("7日以内にお願いした")
    NO_MAIL = "no_mail", _("メールアドレスがない（電話やLINEで）")
    NO_CONTACT = "no_contact", _("連絡を控える人、亡くなった人")


@dataclass(frozen=True)
class LeftOut:
    registration_id: int
    reason: Reason


@dataclass(frozen=True)
class Preview:
    """Whom a press would ask now; `open_yen` by registration id, in the order of their classes."""

    reunion: Reunion
    open_yen: dict[int, int]
    left_out: list[LeftOut]
    known_until: dt.date | None

    @property
    def people(self) -> int:
        return len(self.open_yen)

    @property
    def amount(self) -> int:
        return sum(self.open_yen.values())

    @cached_property
    def asked(self) -> list[Registration]:
        """All of them with what a letter needs; a page asks for its own with `guests_of`."""
        return guests_of(self.reunion, list(self.open_yen))

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
    """The proposals must be up to date. Reads no more of ten thousand guests than the decision needs."""
    open_yen, left_out = whom_to_ask(reunion, sums_by_registration(reunion))
    return Preview(reunion, open_yen, left_out, known_until(reunion))


def whom_to_ask(reunion: Reunion, sums: Mapping[int, Sums]) -> tuple[dict[int, int], list[LeftOut]]:
    """What each of them still owes, by registration id, and who is left out."""
    open_yen, left_out = {}, []
    for row in _candidates(reunion):
        pk = row["pk"]
        yen = sums[pk].open if pk in sums else 0
        if not yen:
            continue
        if reason := _why_not(row):
            left_out.append(LeftOut(pk, reason))
        else:
            open_yen[pk] = yen
    return open_yen, left_out


def _candidates(reunion: Reunion) -> QuerySet:
    """Who may owe, with what decides whether they are asked."""
    named = Q(pk__in=undecided_about(reunion).values("registration"))
    was_asked = Q(letter__in=asked_lately(reunion).values("about"))
    letter = Concat(Value(f"{Registration._meta.label_lower}:"), "pk", output_field=CharField())
    rows = Registration.objects.filter(reunion=reunion, teacher=None).coming()
    return by_class(rows.alias(letter=letter)).values(
        "pk",
        is_named=ExpressionWrapper(named, output_field=BooleanField()),
        was_asked=ExpressionWrapper(was_asked, output_field=BooleanField()),
        has_mail=ExpressionWrapper(~Q(email="", second_email=""), output_field=BooleanField()),
        deceased=F("classmate__deceased"),
        do_not_contact=F("classmate__do_not_contact"),
    )


def _why_not(row: dict) -> Reason | None:
    if is_left_in_peace(row["deceased"], row["do_not_contact"]):
        return Reason.NO_CONTACT
    if row["is_named"]:
        return Reason.NAMED
    if row["was_asked"]:
        return Reason.ASKED
    return None if row["has_mail"] else Reason.NO_MAIL


def guests_of(reunion: Reunion, ids: Sequence[int]) -> list[Registration]:
    """Each with their balance and what a letter needs, in the order of `ids`."""
    found = {}
    for start in range(0, len(ids), AT_ONCE):
        for guest in in_order(owing(reunion)).filter(pk__in=ids[start : start + AT_ONCE]):
            guest.reunion = reunion
            found[guest.pk] = guest
    return [found[each] for each in ids if each in found]


def in_order(guests: RegistrationQuerySet) -> RegistrationQuerySet:
    rows = guests.select_related("classmate__homeroom", "homeroom", "teacher")
    return by_class(rows.prefetch_related(CHOSEN, "companions"))


def by_class(guests: RegistrationQuerySet) -> RegistrationQuerySet:
    return guests.order_by(
        "classmate__homeroom__grade", "classmate__homeroom__label", "family_kana", "given_kana", "pk"
    )


def undecided_about(reunion: Reunion) -> QuerySet[Proposal]:
    """Whom a line that nobody has decided may be of, as the best proposal or as another."""
    undecided = StatementLine.objects.filter(reunion=reunion).undecided()
    return Proposal.objects.filter(line__in=undecided.values("pk"))


def asked_lately(reunion: Reunion) -> MessageQuerySet:
    """A letter that was withdrawn or failed has asked nobody."""
    letters = Message.objects.filter(reunion=reunion, kind=REMINDER, created_at__gt=timezone.now() - IN_PEACE)
    return letters.exclude(state__in=[Message.State.HELD, Message.State.REFUSED]).order_by()


def known_until(reunion: Reunion) -> dt.date | None:
    """The last day of which the bank's file tells."""
    return Statement.objects.filter(reunion=reunion).aggregate(last=Max("to_on"))["last"]


def is_near(day: dt.date) -> bool:
    return day >= timezone.localdate() - dt.timedelta(days=DAYS_KNOWN)


def is_time_to_ask(reunion: Reunion) -> bool:
    """The last two weeks before the deadline, unless somebody was asked within the last one."""
    return is_near_the_deadline(reunion) and not asked_lately(reunion).exists()


def is_near_the_deadline(reunion: Reunion) -> bool:
    """And there is an account to name."""
    today = timezone.localdate()
    begins = reunion.signup_deadline - dt.timedelta(days=DAYS_BEFORE_THE_DEADLINE)
    return begins <= today <= reunion.signup_deadline and account_of(reunion) is not None
