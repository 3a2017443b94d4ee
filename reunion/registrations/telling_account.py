"""Everyone who comes and owes a fee learns the account, and learns it again when any of it has changed.

A wrong branch misleads a transfer as a wrong number does, so the whole account is compared with what the
letters say. Before somebody changes it they are told how many letters that sends; afterwards the journal
tells how many were written.
"""

from django.db.models import Count, F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy

from reunion.accounts.models import User
from reunion.events.models import BankAccount, Reunion
from reunion.journal.recording import record
from reunion.mail.models import Message, about
from reunion.mail.risk import tidy

from .filling import Filling, account_of
from .letter_blocks import names_account
from .models import Registration
from .telling import BANK_INFO, tell

WRITTEN = gettext_lazy("口座の案内のメールを%(count)s通書きました")


def tell_about_account(reunion: Reunion, *, actor: User | None = None) -> int:
    """How many letters were written."""
    reunion = Reunion.objects.select_related("cohort__school", "bank_account").get(pk=reunion.pk)
    account = account_of(reunion)
    if account is None:
        return 0
    informed, filling, count = _informed_of(account), Filling(reunion), 0
    for registration in _who_pays(reunion):
        registration.reunion = reunion
        name = about(registration)
        if any((name, tidy(address).lower()) not in informed for address in registration.addresses):
            tell(registration, again=True, filling=filling)
            count += len(registration.addresses)
    if count:
        record(
            reunion,
            action="account letters",
            sentence=WRITTEN,
            words={"count": count},
            actor=actor,
            reunion_slug=reunion.slug,
        )
    return count


def letters_of_a_change(reunion: Reunion) -> int:
    """How many letters would leave if the account became another one now."""
    paying = Registration.objects.filter(reunion=reunion).with_due().filter(due__gt=0)
    again = Q(lower_second="") | Q(lower_second=F("lower_first"))
    counted = paying.annotate(lower_first=Lower("email"), lower_second=Lower("second_email")).aggregate(
        first=Count("pk", filter=~Q(lower_first="")), second=Count("pk", filter=~again)
    )
    return counted["first"] + counted["second"]


def _who_pays(reunion: Reunion) -> list[Registration]:
    coming = Registration.objects.coming().filter(reunion=reunion, teacher=None).order_by("id")
    coming = coming.prefetch_related("chosen_items__item", "companions")
    return [registration for registration in coming if registration.amount_due]


def _informed_of(account: BankAccount) -> set[tuple[str, str]]:
    """Which registration was told of the account at which address."""
    letters = Message.objects.filter(reunion_id=account.reunion_id, kind=BANK_INFO)
    letters = letters.filter(body__contains=account.number).values_list("about", "recipient", "body")
    return {
        (name, recipient.lower())
        for name, recipient, body in letters.iterator()
        if names_account(body, account)
    }
