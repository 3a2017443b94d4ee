"""How a guest can be reached, put right by the committee.

A mistyped address or a new telephone number is corrected on the registration; the roster learns the new one.
A changed mail address gets the letter of this moment at once, because the earlier one went elsewhere.
"""

from django.db import transaction
from django.utils.translation import gettext as _

from reunion.accounts.models import User
from reunion.journal.recording import record
from reunion.lib.half_width import half_width

from .deciding import held
from .models import Registration
from .signing_up import as_address
from .telling import tell
from .tying import note_in_roster


@transaction.atomic
def correct_contact(
    registration: Registration, *, email: str, phone: str, transfer_name: str, actor: User
) -> Registration:
    registration = held(registration)
    earlier = registration.email
    registration.email = as_address(email)
    registration.phone = half_width(phone)
    registration.transfer_name = transfer_name.strip()
    registration.save()
    record(
        registration,
        action="contact",
        sentence=_("%(name)sの連絡先と振込名義を直しました") % {"name": registration.school_name},
        actor=actor,
        reunion_slug=registration.reunion.slug,
    )
    if registration.classmate is not None:
        note_in_roster(registration, actor=actor)
    if registration.email.lower() != earlier.lower():
        tell(registration, again=True)
    return registration
