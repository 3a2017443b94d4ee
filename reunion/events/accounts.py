"""Where to pay: one account per reunion.

A letter with the account goes out the moment there is one, so setting it is a step of its own, written
in the journal without the number. Changing it later is said in the journal as well.
"""

from django.db import transaction
from django.utils.translation import gettext_lazy

from reunion.accounts.models import User
from reunion.journal.recording import record

from .founding import AccountText
from .models import BankAccount, Reunion
from .signals import account_set

SET = gettext_lazy("振込先の口座を登録しました（%(bank)s）")
CHANGED = gettext_lazy("振込先の口座を変えました（%(bank)s）")


@transaction.atomic
def set_account(reunion: Reunion, *, account: AccountText, actor: User | None = None) -> BankAccount:
    Reunion.objects.select_for_update().get(pk=reunion.pk)
    stored, is_new = BankAccount.objects.update_or_create(reunion=reunion, defaults=vars(account))
    record(
        reunion,
        action="account",
        sentence=SET if is_new else CHANGED,
        words={"bank": account.bank},
        actor=actor,
        reunion_slug=reunion.slug,
    )
    account_set.send(BankAccount, reunion=reunion, actor=actor)
    return stored
