"""What guests wait for: to hear of their money (a correction, a call, a reminder that it is time for), or to
have back what they paid too much.

A guest with two payments waits once. What follows from the sums of the whole reunion is reckoned from them:
they are worked out once for everything that a page shows of the money.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from reunion.events.counting import Together
from reunion.events.models import Reunion
from reunion.payments.models import PaymentNotice, PaymentNoticeQuerySet
from reunion.payments.reminding import asked_lately, is_near_the_deadline, whom_to_ask
from reunion.payments.totals import Sums, in_pile
from reunion.registrations.models import Registration, RegistrationQuerySet


@dataclass(frozen=True)
class FromTheSums:
    """`number` is told the sums of all registrations, by their id."""

    number: Callable[[Mapping[int, Sums]], int | Together]


def corrections(reunion: Reunion, homeroom_ids) -> RegistrationQuerySet:
    return _guests(reunion, PaymentNotice.objects.wrong())


def to_tell(reunion: Reunion, homeroom_ids) -> RegistrationQuerySet:
    return _guests(reunion, PaymentNotice.objects.to_tell())


def paid_too_much(reunion: Reunion, homeroom_ids) -> FromTheSums:
    """Until it has gone back or to somebody else, also while a refund is planned."""
    return FromTheSums(lambda sums: len(in_pile(sums, "overpaid", sums)))


def reminders(reunion: Reunion, homeroom_ids) -> FromTheSums | int:
    """How many a press would ask now; none while somebody was asked lately."""
    if not is_near_the_deadline(reunion):
        return 0
    asked = (asked_lately(reunion),)
    return FromTheSums(
        lambda sums: Together(asked, lambda letters: 0 if letters else len(whom_to_ask(reunion, sums)[0]))
    )


def _guests(reunion: Reunion, notices: PaymentNoticeQuerySet) -> RegistrationQuerySet:
    return Registration.objects.filter(reunion=reunion, pk__in=notices.values("registration"))
