"""One line of a statement as the treasurer sees it: whose money it may be, why, and what to press."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Prefetch
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from reunion.accounts.models import User
from reunion.payments.balance import with_balance
from reunion.payments.matching import Kind
from reunion.payments.models import Allocation, Proposal, StatementLine, StatementLineQuerySet
from reunion.registrations.models import Registration

CHOICES = (Kind.NAMESAKES, Kind.SURNAME)


def person_words(registration: Registration) -> str:
    """3年D組 高田 裕子（いま 石井）"""
    classmate = registration.classmate
    room = classmate.homeroom if classmate else registration.homeroom
    current = registration.current_family_name or (classmate.current_family_name if classmate else "")
    words = {"room": room or "", "name": registration.school_name, "current": current}
    if not current or current == registration.family_name:
        return (_("%(room)s %(name)s") % words).strip()
    return (_("%(room)s %(name)s（いま %(current)s）") % words).strip()


@dataclass(frozen=True)
class Share:
    registration: Registration
    amount: int

    @property
    def words(self) -> str:
        return person_words(self.registration)


@dataclass(frozen=True)
class Row:
    line: StatementLine
    shares: Sequence[Share]
    booked: Sequence[Allocation] = ()

    @property
    def payer(self) -> str:
        return self.line.payer or _("（名前なし）")

    @property
    def identity(self) -> str:
        return f"line-{self.line.pk}"

    @property
    def grade(self) -> str:
        """Only what is not decided is more or less sure."""
        return self.line.grade if self.is_open else ""

    @property
    def reason(self) -> str:
        if self.booked:
            return self._said(_("%(when)s %(who)sが確定"), self.booked[0].booked_at, self.booked[0].booked_by)
        if self.line.ignored_at:
            return self._said(
                _("%(when)s %(who)sが会費ではないとしました"), self.line.ignored_at, self.line.ignored_by
            )
        return self.line.reason

    @staticmethod
    def _said(sentence: str, when: dt.datetime, who: User | None) -> str:
        day = date_format(timezone.localtime(when), _("n月j日（D） H:i"))
        return sentence % {"when": day, "who": who or _("幹事")}

    @property
    def is_open(self) -> bool:
        return not self.booked and self.line.ignored_at is None

    @property
    def is_choice(self) -> bool:
        """Several people, of whom one must be picked."""
        return len(self.shares) > 1 and self.line.treatment in CHOICES

    @property
    def press(self) -> str:
        if self.booked:
            return "undo"
        if self.line.ignored_at:
            return "unignore"
        if self.line.treatment == Kind.REVERSED:
            return "reversed"
        return "confirm" if self.shares and not self.is_choice else "choose"

    @property
    def label(self) -> str:
        """What the button does."""
        if len(self.shares) > 1:
            words = {"count": len(self.shares)}
            return _("%(count)s名分で確定") % words
        words = {"yen": f"{self.line.amount:,}"}
        if self.surplus:
            return _("過入金のまま%(yen)s円で確定") % words
        return _("%(yen)s円で確定") % words if self.missing else _("確定")

    @property
    def picked(self) -> str:
        """What the button sends: exactly what was shown."""
        return ",".join(f"{share.registration.pk}:{share.amount}" for share in self.shares)

    @property
    def missing(self) -> int:
        """Yen that stay open after this line."""
        return max(0, -self._difference)

    @property
    def surplus(self) -> int:
        return max(0, self._difference)

    @property
    def unbooked(self) -> int:
        return self.line.amount - sum(each.amount for each in self.booked) if self.booked else 0

    @property
    def _difference(self) -> int:
        if not self.is_open or len(self.shares) != 1 or self.line.is_reversal:
            return 0
        registration = self.shares[0].registration
        return self.shares[0].amount + registration.paid - registration.due


def rows_of(lines: StatementLineQuerySet) -> StatementLineQuerySet:
    """The lines with everything a row shows; a constant number of queries for any number of them."""
    people = with_balance(Registration.objects.select_related("classmate__homeroom", "homeroom"))
    proposed = Proposal.objects.filter(is_alternative=False).order_by("rank", "id")
    booked = Allocation.objects.standing().select_related("booked_by").order_by("id")
    return lines.select_related("ignored_by").prefetch_related(
        Prefetch("proposals", proposed.prefetch_related(Prefetch("registration", people)), to_attr="best"),
        Prefetch("allocations", booked.prefetch_related(Prefetch("registration", people)), to_attr="booked"),
    )


def row_of(line: StatementLine) -> Row:
    """`line` comes from `rows_of`."""
    shares = line.booked or line.best
    return Row(line, [Share(each.registration, each.amount) for each in shares], line.booked)
