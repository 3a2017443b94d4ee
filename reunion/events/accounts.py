"""Where to pay: one account per reunion.

A letter with the account goes out the moment there is one, so setting it is a step of its own, written
in the journal without the number. Changing it later is said in the journal as well. A change goes through
a second person first (team/account_changes.py); while it is open nobody sets another account past it.
"""

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reunion.accounts.models import User
from reunion.journal.recording import record
from reunion.lib.refused import Refused

from .founding import AccountText
from .models import AccountChange, BankAccount, Reunion
from .signals import account_set

SET = gettext_lazy("振込先の口座を登録しました（%(bank)s）")
CHANGED = gettext_lazy("振込先の口座を変えました（%(bank)s）")


@transaction.atomic
def set_account(reunion: Reunion, *, account: AccountText, actor: User | None = None) -> BankAccount:
    Reunion.objects.select_for_update().get(pk=reunion.pk)
    if AccountChange.objects.filter(reunion=reunion).open().exists():
        raise Refused(_("確認を待っている口座の変更がもうあります。先にそちらを決めてください。"))
    stored, is_new = BankAccount.objects.update_or_create(
        reunion=reunion, defaults=vars(account) | {"in_question": False}
    )
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
