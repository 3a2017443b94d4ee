"""At which address each person of an audience gets an announcement, or why they get none.

One address a person: the first that can work. It is well-formed, its service has not ended, and no refusal
has proved it dead. Whoever has stopped announcements at one of their addresses gets none at another. The
dead and those who want no contact get none, nor does a second person at an address that is served already.
People are read a few hundred at a time, so that ten thousand need no more room than one hundred.
"""

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from django.db import models
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from reunion.mail.health import key_of
from reunion.mail.models import AddressHealth
from reunion.mail.risk import Risk, assess, tidy
from reunion.mail.unsubscribing import unsubscribed
from reunion.registrations.models import Registration
from reunion.roster.models import Classmate

from .audiences import NOBODY_KNOWS_WHOSE, other_classmates_of, registrations_of
from .models import Announcement

PEOPLE_AT_ONCE = 500


class Reason(models.TextChoices):
    NO_MAIL = "no_mail", _("メールアドレスがない")
    DEAD = "dead", _("届かない宛先と分かっている")
    MALFORMED = "malformed", _("メールアドレスの形が違う")
    UNSUBSCRIBED = "unsubscribed", _("本人が一斉連絡を止めた")
    NO_CONTACT = "no_contact", _("連絡を控える人、亡くなった人")
    WAITING = "waiting", _("だれの申込か、確認を待っている")
    SAME_ADDRESS = "same_address", _("ほかの人と同じアドレスで、そちらに届く")


@dataclass(frozen=True)
class Addressee:
    person: Registration | Classmate
    address: str
    risk: Risk

    @property
    def number(self) -> str:
        """By this the person is known within one announcement, such as r12 or c5."""
        return f"{'r' if isinstance(self.person, Registration) else 'c'}{self.person.pk}"

    @property
    def name(self) -> str:
        return self.person.school_name

    @property
    def honorific(self) -> str:
        return getattr(self.person, "honorific", "様")

    @property
    def is_teacher(self) -> bool:
        return getattr(self.person, "is_guest_of_honour", False)


@dataclass(frozen=True)
class LeftOut:
    person: Registration | Classmate
    reason: Reason


@dataclass(frozen=True)
class Reach:
    """How many get it, and how many do not, by reason; `samples` are the first classmate and teacher."""

    people: int
    left_out: dict[Reason, int]
    samples: tuple[Addressee, ...] = field(default=(), compare=False)

    @property
    def others(self) -> int:
        return sum(self.left_out.values())


@dataclass
class _Desk:
    """What is known about addresses, asked for once; `served` grows as people pass by."""

    dead: set[str]
    unsubscribed: set[str]
    served: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, announcement: Announcement, served: Collection[str]) -> "_Desk":
        dead = AddressHealth.objects.filter(state=AddressHealth.State.DEAD)
        return cls(
            set(dead.values_list("address", flat=True)), unsubscribed(announcement.reunion), set(served)
        )

    def serve(self, person: Registration | Classmate, addresses: list[str]) -> Addressee | LeftOut:
        if not addresses:
            return LeftOut(person, Reason.NO_MAIL)
        if any(tidy(address).lower() in self.unsubscribed for address in addresses):
            return LeftOut(person, Reason.UNSUBSCRIBED)
        tried = [self._tried(address) for address in addresses]
        good = next((found for found in tried if isinstance(found, tuple)), None)
        if good is None:
            return LeftOut(person, tried[0])
        if good[0].lower() in self.served:
            return LeftOut(person, Reason.SAME_ADDRESS)
        self.served.add(good[0].lower())
        return Addressee(person, *good)

    def _tried(self, address: str) -> tuple[str, Risk] | Reason:
        risk = assess(address)
        if risk.level == "malformed":
            return Reason.MALFORMED
        if risk.level == "dead" or key_of(address) in self.dead:
            return Reason.DEAD
        return tidy(address), risk


def addressees(announcement: Announcement, *, served: Collection[str] = ()) -> Iterator[Addressee | LeftOut]:
    """Everybody of the audience, always in the same order. `served` are addresses that have it already."""
    desk = _Desk.of(announcement, served)
    for registration in _in_portions(registrations_of(announcement)):
        registration.reunion = announcement.reunion
        yield _of_registration(desk, registration)
    for classmate in _in_portions(other_classmates_of(announcement)):
        yield _of_classmate(desk, classmate)


def _in_portions(rows: QuerySet) -> Iterator:
    """No open cursor: between two portions others may write."""
    last = 0
    while portion := list(rows.filter(pk__gt=last)[:PEOPLE_AT_ONCE]):
        yield from portion
        last = portion[-1].pk


def _of_registration(desk: _Desk, registration: Registration) -> Addressee | LeftOut:
    person = registration.classmate or registration.teacher
    if person is not None and (person.deceased or person.do_not_contact):
        return LeftOut(registration, Reason.NO_CONTACT)
    if registration.state == NOBODY_KNOWS_WHOSE:
        return LeftOut(registration, Reason.WAITING)
    return desk.serve(registration, registration.addresses)


def _of_classmate(desk: _Desk, classmate: Classmate) -> Addressee | LeftOut:
    if classmate.deceased or classmate.do_not_contact:
        return LeftOut(classmate, Reason.NO_CONTACT)
    return desk.serve(classmate, [point.value for point in classmate.mail_points])


def reach(announcement: Announcement) -> Reach:
    people, reasons, samples = 0, Counter(), {}
    for found in addressees(announcement):
        if isinstance(found, LeftOut):
            reasons[found.reason] += 1
        else:
            people += 1
            samples.setdefault(found.is_teacher, found)
    counted = {reason: reasons[reason] for reason in Reason if reasons[reason]}
    return Reach(people, counted, tuple(samples.values()))


def left_out(announcement: Announcement, *, reason: str = "") -> list[LeftOut]:
    """Whom somebody has to tell in another way; all of them, or those of one reason."""
    others = (found for found in addressees(announcement) if isinstance(found, LeftOut))
    return [found for found in others if not reason or found.reason == reason]
