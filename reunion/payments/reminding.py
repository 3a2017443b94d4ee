"""Who is asked for the fee before the day, and who is left in peace.

Asked is a classmate who comes and still owes, by what stands in the books; never who has died or wants no
contact, whom a line of the bank that nobody has decided may be about, be it as one of several, or who was
asked within the last week. Who has no mail address is told by a person. Nobody is asked at all while the
bank's file ends more than three days ago: the money may have come long since. An account on which nothing
moves has no newer line; then somebody says that they have looked.
"""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.db import models
from django.db.models import BooleanField, ExpressionWrapper, F, Max, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from reunion.events.models import Reunion
from reunion.mail.models import Message
from reunion.registrations.filling import account_of
from reunion.registrations.models import Registration, RegistrationQuerySet

from .balance import unpaid
from .models import Proposal, Statement, StatementLine
from .thanking import REMINDER
from .totals import sums_by_registration

AT_ONCE = 500
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
    sums, asked_before = sums_by_registration(reunion), asked_lately(reunion)
    open_yen, left_out = {}, []
    for row in _candidates(reunion):
        pk, yen = row["pk"], sums[row["pk"]].open
        if not yen:
            continue
        if reason := _why_not(row, f"{Registration._meta.label_lower}:{pk}" in asked_before):
            left_out.append(LeftOut(pk, reason))
        else:
            open_yen[pk] = yen
    return Preview(reunion, open_yen, left_out, known_until(reunion))


def _candidates(reunion: Reunion) -> QuerySet:
    """Who may owe, with what decides whether they are asked."""
    named = Q(pk__in=undecided_about(reunion).values("registration"))
    rows = Registration.objects.filter(reunion=reunion, teacher=None).coming()
    return by_class(rows).values(
        "pk",
        is_named=ExpressionWrapper(named, output_field=BooleanField()),
        has_mail=ExpressionWrapper(~Q(email="", second_email=""), output_field=BooleanField()),
        deceased=F("classmate__deceased"),
        do_not_contact=F("classmate__do_not_contact"),
    )


def _why_not(row: dict, was_asked: bool) -> Reason | None:
    if row["deceased"] or row["do_not_contact"]:
        return Reason.NO_CONTACT
    if row["is_named"]:
        return Reason.NAMED
    if was_asked:
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
    return by_class(rows.prefetch_related("chosen_items__item", "companions"))


def by_class(guests: RegistrationQuerySet) -> RegistrationQuerySet:
    return guests.order_by(
        "classmate__homeroom__grade", "classmate__homeroom__label", "family_kana", "given_kana", "pk"
    )


def undecided_about(reunion: Reunion) -> QuerySet[Proposal]:
    """Whom a line that nobody has decided may be of, as the best proposal or as another."""
    undecided = StatementLine.objects.filter(reunion=reunion).undecided()
    return Proposal.objects.filter(line__in=undecided.values("pk"))


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
