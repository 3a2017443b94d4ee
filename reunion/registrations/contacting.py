"""How a guest can be reached, put right by the committee or by the guest.

A mistyped address or a new telephone number is corrected on the registration; the roster learns the new one.
A changed mail address gets the letter of this moment at once, because the earlier one went elsewhere, and
whatever proved that letters arrive is forgotten. A guest may do it until the day of the reunion, name a
second address, and have the letter of the moment sent there too.
"""

from dataclasses import dataclass

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reunion.accounts.models import User
from reunion.journal.recording import record
from reunion.lib.half_width import half_width
from reunion.lib.kana import hiragana
from reunion.lib.refused import Refused

from .changing import is_over, tell_of_change
from .deciding import held
from .models import Registration
from .proving import forget_proof
from .signing_up import as_address
from .telling import tell, tell_again
from .tying import note_in_roster


@dataclass(frozen=True)
class Contact:
    """How a guest can be reached, as they typed it, and what they are called today."""

    email: str = ""
    second_email: str = ""
    phone: str = ""
    line_is_fine: bool = False
    current_family_name: str = ""
    current_family_kana: str = ""


@transaction.atomic
def correct_contact(
    registration: Registration, *, email: str, phone: str, transfer_name: str, actor: User
) -> Registration:
    registration = held(registration)
    is_moved = _move_to(registration, email)
    registration.phone = half_width(phone)
    registration.transfer_name = transfer_name.strip()
    registration.save()
    _write_down(registration, gettext_lazy("%(name)sの連絡先と振込名義を直しました"), actor)
    if registration.classmate is not None:
        note_in_roster(registration, actor=actor)
    if is_moved:
        tell(registration, again=True)
    return registration


@transaction.atomic
def correct_own_contact(registration: Registration, *, contact: Contact) -> Registration:
    registration = held(registration)
    _must_be_before_the_day(registration)
    known = {address.lower() for address in registration.addresses}
    _move_to(registration, contact.email)
    registration.second_email = as_address(contact.second_email)
    registration.phone = half_width(contact.phone)
    registration.line_is_fine = contact.line_is_fine
    registration.current_family_name = contact.current_family_name.strip()
    registration.current_family_kana = hiragana(contact.current_family_kana)
    registration.save()
    _write_down(registration, gettext_lazy("%(name)sさんが専用ページで連絡先を直しました"))
    if registration.classmate is not None:
        note_in_roster(registration, actor=None)
    if not known.issuperset(address.lower() for address in registration.addresses):
        tell_of_change(registration)
    return registration


@transaction.atomic
def send_to(registration: Registration, *, address: str) -> None:
    """Another address of the guest is kept as the second one, and the letter of the moment goes out again.

    A few copies a day are enough; the guest is told the same either way.
    """
    registration = held(registration)
    _must_be_before_the_day(registration)
    address = as_address(address)
    if address.lower() not in {registration.email.lower(), registration.second_email.lower()}:
        registration.second_email = address
        registration.save()
        _write_down(registration, gettext_lazy("%(name)sさんが専用ページで別の宛先を知らせました"))
    tell_again(registration)


def _move_to(registration: Registration, email: str) -> bool:
    """Whether it is another address; a letter's case makes no other address."""
    earlier, registration.email = registration.email, as_address(email)
    is_moved = registration.email.lower() != earlier.lower()
    if is_moved:
        forget_proof(registration)
    return is_moved


def _must_be_before_the_day(registration: Registration) -> None:
    if is_over(registration.reunion):
        raise Refused(_("この会はもう終わりました。直したいことは、幹事へお知らせください。"))


def _write_down(registration: Registration, sentence: Promise, actor: User | None = None) -> None:
    record(
        registration,
        action="contact",
        sentence=sentence,
        words={"name": registration.school_name},
        actor=actor,
        reunion_slug=registration.reunion.slug,
    )
