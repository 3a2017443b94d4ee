"""How a guest can be reached, put right by the committee or by the guest.

A mistyped address or a new telephone number is corrected on the registration; the roster learns the new one.
A new mail address, the first or the second, gets the letter of this moment at once, because the earlier one
went elsewhere; when the first one changes, whatever proved that letters arrive is forgotten. A guest may do
it until the day of the reunion, and have the letter of the moment sent to a second address.
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
from reunion.mail.models import Message

from .as_typed import as_address, as_addresses
from .changing import is_over, tell_of_change
from .deciding import held
from .models import Registration
from .proving import forget_proof
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
    registration: Registration,
    *,
    email: str,
    second_email: str,
    phone: str,
    line_is_fine: bool,
    transfer_name: str,
    actor: User,
) -> Registration:
    registration = held(registration)
    has_new_address = _move_to(registration, email, second_email)
    registration.phone, registration.line_is_fine = half_width(phone), line_is_fine
    registration.transfer_name = transfer_name.strip()
    registration.save()
    _write_down(registration, gettext_lazy("%(name)sの連絡先と振込名義を直しました"), actor)
    if registration.classmate is not None:
        note_in_roster(registration, actor=actor)
    if has_new_address:
        tell(registration, again=True)
    return registration


@transaction.atomic
def correct_own_contact(registration: Registration, *, contact: Contact) -> Registration:
    registration = held(registration)
    _must_be_before_the_day(registration)
    has_new_address = _move_to(registration, contact.email, contact.second_email)
    registration.phone, registration.line_is_fine = half_width(contact.phone), contact.line_is_fine
    registration.current_family_name = contact.current_family_name.strip()
    registration.current_family_kana = hiragana(contact.current_family_kana)
    registration.save()
    _write_down(registration, gettext_lazy("%(name)sさんが専用ページで連絡先を直しました"))
    if registration.classmate is not None:
        note_in_roster(registration, actor=None)
    if has_new_address:
        tell_of_change(registration)
    return registration


@transaction.atomic
def send_to(registration: Registration, *, address: str, actor: User | None = None) -> Message | None:
    """Another address of the guest is kept as the second one, and the letter of the moment goes out again.

    A few copies a day are enough: then None, and the guest is told the same either way. `actor` is whoever of
    the committee was told the address.
    """
    registration = held(registration)
    _must_be_before_the_day(registration)
    first, *_second = [*registration.addresses, ""]
    if as_address(address).lower() not in _lowered(registration):
        _move_to(registration, first, address)
        registration.save()
        by_committee = gettext_lazy("%(name)sさんの別の宛先を書き留めました")
        by_guest = gettext_lazy("%(name)sさんが専用ページで別の宛先を知らせました")
        _write_down(registration, by_committee if actor else by_guest, actor)
    return tell_again(registration)


def _move_to(registration: Registration, email: str, second_email: str) -> bool:
    """Whether one of them is new here; a letter's case makes no other address."""
    first, known = registration.email.lower(), _lowered(registration)
    registration.email, registration.second_email = as_addresses(email, second_email)
    if registration.email.lower() != first:
        forget_proof(registration)
    return not _lowered(registration) <= known


def _lowered(registration: Registration) -> set[str]:
    return {address.lower() for address in registration.addresses}


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
