"""The short number that a guest writes beside the transfer.

Serial numbers of a reunion begin at 100 and go up by one; a check digit follows. Two people who sign up in
the same moment never get the same number: whoever asks for one first takes the lock of the reunion's row,
and keeps it until the registration is written. The newest registration tells where to go on; a number that
was given out of order is stepped over.
"""

from reunion.events.models import Reunion
from reunion.lib.check_digit import FIRST_SERIAL, is_valid, with_check_digit

from .models import Registration


def locked(reunion: Reunion) -> Reunion:
    """The reunion's row, read again and held: one signup after the other. Needs a transaction."""
    # Rows that only point at the reunion (a payment, a mail) may still be written meanwhile.
    rows = Reunion.objects.select_related("cohort__school", "bank_account")
    return rows.select_for_update(of=("self",), no_key=True).get(pk=reunion.pk)


def next_reference(reunion: Reunion) -> str:
    """Call it while holding `locked(reunion)`."""
    registrations = Registration.objects.filter(reunion=reunion)
    newest = registrations.order_by("-id").values_list("reference", flat=True).first()
    serial = int(newest[:-1]) + 1 if newest and is_valid(newest) else FIRST_SERIAL
    while registrations.filter(reference=with_check_digit(serial)).exists():
        serial += 1
    return with_check_digit(serial)
