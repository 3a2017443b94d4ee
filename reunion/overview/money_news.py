"""What guests wait for: to hear of their money (a correction, a call, a reminder that it is time for), or to
have back what they paid too much.

A guest with two payments waits once.
"""

from reunion.events.models import Reunion
from reunion.payments.balance import overpaid
from reunion.payments.models import PaymentNotice, PaymentNoticeQuerySet
from reunion.payments.reminding import is_time_to_ask, preview
from reunion.registrations.models import Registration, RegistrationQuerySet


def corrections(reunion: Reunion, homeroom_ids) -> RegistrationQuerySet:
    return _guests(reunion, PaymentNotice.objects.wrong())


def to_tell(reunion: Reunion, homeroom_ids) -> RegistrationQuerySet:
    return _guests(reunion, PaymentNotice.objects.to_tell())


def paid_too_much(reunion: Reunion, homeroom_ids) -> RegistrationQuerySet:
    """Until it has gone back or to somebody else, also while a refund is planned."""
    return overpaid(Registration.objects.filter(reunion=reunion))


def reminders(reunion: Reunion, homeroom_ids) -> int:
    """How many a press would ask now."""
    return preview(reunion).people if is_time_to_ask(reunion) else 0


def _guests(reunion: Reunion, notices: PaymentNoticeQuerySet) -> RegistrationQuerySet:
    return Registration.objects.filter(reunion=reunion, pk__in=notices.values("registration"))
