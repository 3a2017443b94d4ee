"""Everything that was between us and one guest, read once: for their place on the board and their story.

The same questions whoever it is and however long the story: letters, tries of sending, refusals, replies,
tries by hand, payments.
"""

import datetime as dt
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Exists, F, OuterRef

from reunion.mail.models import Attempt, Bounce, InboundLetter, Message, about
from reunion.payments.models import Allocation, HandBookedPayment
from reunion.registrations.changing import is_over
from reunion.registrations.models import Registration, RegistrationQuerySet

from .models import ContactLog
from .signs import Signs, signs_of, to_be_told, with_what_became_of_them


@dataclass(frozen=True)
class Payment:
    """One that stands: only its day, for class staff read of it too."""

    pk: int
    day: dt.date


@dataclass
class Dealings:
    registration: Registration
    letters: list[Message]
    attempts: list[Attempt]
    bounces: list[Bounce]
    replies: list[InboundLetter]
    tries: list[ContactLog]
    payments: list[Payment]

    @cached_property
    def signs(self) -> Signs:
        return signs_of(self.registration, letters=self.letters, replies=self.replies, tries=self.tries)

    @property
    def waits_for_news(self) -> bool:
        """The registration comes `with_waiting`."""
        return self.registration.waits_for_news and not is_over(self.registration.reunion)


def with_waiting(registrations: RegistrationQuerySet) -> RegistrationQuerySet:
    """Adds `waits_for_news`: whether there may be something to tell, as for the board."""
    same = to_be_told(Registration.objects.filter(pk=OuterRef("pk")))
    return registrations.annotate(waits_for_news=Exists(same))


def dealings_with(registration: Registration) -> Dealings:
    name = about(registration)
    letters = list(with_what_became_of_them(Message.objects.filter(about=name)).defer("body").order_by("pk"))
    of_them = {"message__in": [letter.pk for letter in letters]}
    return Dealings(
        registration=registration,
        letters=letters,
        attempts=list(Attempt.objects.filter(**of_them).select_related("message")),
        bounces=list(Bounce.objects.filter(**of_them).select_related("message")),
        replies=list(InboundLetter.objects.filter(about=name)),
        tries=list(ContactLog.objects.filter(registration=registration).select_related("user")),
        payments=_payments(registration),
    )


def _payments(registration: Registration) -> list[Payment]:
    by_bank = Allocation.objects.standing().filter(registration=registration).order_by()
    by_hand = HandBookedPayment.objects.standing().filter(registration=registration).order_by()
    days = by_bank.values_list("pk", F("line__booked_on")).union(
        by_hand.values_list("pk", "received_on"), all=True
    )
    return [Payment(pk, day) for pk, day in days]
