"""One line of a statement as the treasurer sees it: whose money it may be, why, and what to press."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.db.models import F, Prefetch
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from reunion.accounts.models import User
from reunion.payments.agreement import Point, points
from reunion.payments.balance import with_balance
from reunion.payments.matching import Kind
from reunion.payments.models import Allocation, StatementLine
from reunion.payments.references import Payer, read
from reunion.registrations.models import Registration

from .treatments import CHOICES, LABELS, MORE_THAN_DUE, NOTES


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
    line: StatementLine
    registration: Registration
    amount: int
    is_of_several: bool = False

    @property
    def words(self) -> str:
        return person_words(self.registration)

    @property
    def points(self) -> list[Point]:
        """In a transfer for several, its whole amount says nothing about one of them."""
        amount = self.amount if self.is_of_several else self.line.amount
        return points(self.line.payer, amount, self.registration)

    @property
    def picked(self) -> str:
        return f"{self.registration.pk}:{self.amount}"

    @property
    def seen_open(self) -> str:
        return f"{self.registration.pk}:{self.registration.open}"


@dataclass(frozen=True)
class Row:
    line: StatementLine
    shares: Sequence[Share]
    booked: Sequence[Allocation] = ()

    @property
    def payer(self) -> str:
        return self.line.payer or _("（名前なし）")

    @cached_property
    def typed(self) -> Payer:
        return read(self.line.payer)

    @property
    def reading(self) -> str:
        """The name in it, where the bank's text holds more than a name or writes it half-width."""
        return self.typed.name if self.typed.name != self.line.payer.replace("\u3000", " ") else ""

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
            return said(_("%(when)s %(who)sが確定"), self.booked[0].booked_at, self.booked[0].booked_by)
        if self.line.ignored_at:
            return said(
                _("%(when)s %(who)sが会費ではないとしました"), self.line.ignored_at, self.line.ignored_by
            )
        return self.line.reason

    @property
    def note(self) -> str:
        return NOTES.get(self.line.treatment, "") if self.is_open and self.shares else ""

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
        if self.is_choice:
            return "pick"
        return "confirm" if self.shares else "choose"

    @property
    def label(self) -> str:
        """What the button does."""
        words = {"count": len(self.shares), "yen": f"{self.line.amount:,}"}
        if len(self.shares) > 1:
            return _("%(count)s名分で確定") % words
        if self.line.treatment in LABELS:
            return LABELS[self.line.treatment] % words
        if self.surplus:
            return LABELS[Kind.OVERPAID] % words
        return LABELS[Kind.PART] % words if self.missing else _("確定")

    @property
    def picked(self) -> str:
        """What the button sends: exactly what was shown."""
        return ",".join(share.picked for share in self.shares)

    @property
    def seen_open(self) -> str:
        """And what each of them still owed at that moment."""
        return ",".join(share.seen_open for share in self.shares)

    @property
    def missing(self) -> int:
        """Yen that stay open after this line."""
        return max(0, -self._difference)

    @property
    def surplus(self) -> int:
        return max(0, self._difference)

    @property
    def is_more_than_due(self) -> bool:
        return self.is_open and bool(self.shares) and self.line.treatment in MORE_THAN_DUE

    @property
    def overpaid(self) -> list[Share]:
        """Whom of the booked ones something is to be given back or moved for."""
        return [share for share in self.shares if self.booked and share.registration.overpaid]

    @property
    def unbooked(self) -> int:
        return self.line.amount - sum(each.amount for each in self.booked) if self.booked else 0

    @property
    def _difference(self) -> int:
        if not self.is_open or len(self.shares) != 1 or self.line.is_reversal:
            return 0
        registration = self.shares[0].registration
        return self.shares[0].amount + registration.paid - registration.due


def said(sentence: str, when: dt.datetime, who: User | None) -> str:
    day = date_format(timezone.localtime(when), _("n月j日（D） H:i"))
    return sentence % {"when": day, "who": who or _("幹事")}


def rows_of(lines: Iterable[StatementLine], *, open_ones: bool, booked_ones: bool) -> list[Row]:
    """With everything a row shows, in a constant number of queries; asks only for what may occur."""
    lines = list(lines)
    ids = [line.pk for line in lines]
    booked = _booked(ids) if booked_ones else {}
    proposed = _proposed(ids) if open_ones else {}
    return [_row(line, booked.get(line.pk, []), proposed.get(line.pk, [])) for line in lines]


def _row(line: StatementLine, booked: list[Allocation], proposed: list[Registration]) -> Row:
    pairs = [(each.registration, each.amount) for each in booked] or [
        (person, person.share) for person in proposed
    ]
    several = len(pairs) > 1 and line.treatment not in CHOICES
    return Row(line, [Share(line, person, amount, several) for person, amount in pairs], booked)


def _people():
    return with_balance(Registration.objects.select_related("classmate__homeroom", "homeroom"))


def _booked(ids: list[int]) -> dict[int, list[Allocation]]:
    standing = Allocation.objects.standing().filter(line__in=ids).select_related("booked_by").order_by("id")
    found = defaultdict(list)
    for booking in standing.prefetch_related(Prefetch("registration", _people())):
        found[booking.line_id].append(booking)
    return found


def _proposed(ids: list[int]) -> dict[int, list[Registration]]:
    """Somebody proposed for two lines comes twice."""
    best = _people().filter(proposals__line__in=ids, proposals__is_alternative=False)
    best = best.annotate(
        line_id=F("proposals__line_id"), share=F("proposals__amount"), rank=F("proposals__rank")
    )
    found = defaultdict(list)
    for person in best.order_by("rank", "proposals__id"):
        found[person.line_id].append(person)
    return found
