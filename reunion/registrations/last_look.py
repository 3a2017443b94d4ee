"""Just before a letter leaves, its registration is looked at once more.

Nothing goes to somebody who, as the roster knows by now, has died or does not want to hear from us. A letter
that has become wrong since it was written stays here: another answer, another account, another sum.
"""

from django.utils.translation import gettext as _

from reunion.mail.models import Message

from .letter_blocks import names_account, sum_in_words
from .models import Registration
from .telling import BANK_INFO, TEMPLATES, letter_for


def why_not(message: Message) -> str:
    """A sentence for the committee; empty when the letter may go."""
    registration = registration_of(message)
    if registration is None:
        return ""
    if must_not_be_contacted(registration):
        return _("名簿に、連絡を控える印があります。")
    if message.kind not in TEMPLATES:
        return ""
    account = getattr(registration.reunion, "bank_account", None)  # in question: team holds the letter
    if message.kind != letter_for(registration, account=account):
        return _("書いたあとで申込の内容が変わったため、このメールは送りません。")
    if message.kind == BANK_INFO and not names_account(message.body, account):
        return _("書いたあとで振込先の口座が変わったため、このメールは送りません。")
    if message.kind == BANK_INFO and sum_in_words(registration) not in message.body:
        return _("書いたあとで会費が変わったため、このメールは送りません。")
    return ""


def registration_of(message: Message) -> Registration | None:
    label, _colon, number = message.about.partition(":")
    if label != Registration._meta.label_lower:
        return None
    rows = Registration.objects.select_related("classmate", "teacher", "reunion__bank_account")
    return rows.filter(pk=number).first()


def must_not_be_contacted(registration: Registration) -> bool:
    person = registration.classmate or registration.teacher
    return person is not None and is_left_in_peace(person.deceased, person.do_not_contact)


def is_left_in_peace(deceased: bool | None, do_not_contact: bool | None) -> bool:
    """By the two marks of the roster, which are None for whom it does not know."""
    return bool(deceased or do_not_contact)
