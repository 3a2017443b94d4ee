"""Just before a letter about money leaves, the books are looked at once more.

Nobody is thanked for what does not stand, and nobody is reminded who has paid meanwhile, whom a line of the
bank that nobody has decided may be about, who owes another sum by now, or whose round was given up. Such a
letter stays here, and nobody has to do anything about it.
"""

import re

from django.utils.translation import gettext as _

from reunion.mail.models import Message
from reunion.registrations.last_look import registration_of
from reunion.registrations.letter_blocks import yen
from reunion.registrations.telling import SECOND

from .models import PaymentNotice, ReminderRound
from .proposals import bring_up_to_date
from .reminding import owing, undecided_about
from .telling import CHANGED
from .thanking import PAID, REMINDER


def why_not(message: Message) -> str:
    """Why it must not go; empty when it may."""
    if message.kind == PAID:
        return _why_not_thanks(message)
    return _why_no_reminder(message) if message.kind == REMINDER else ""


def _why_not_thanks(message: Message) -> str:
    key = message.key.removesuffix(SECOND)
    notices = PaymentNotice.objects.filter(letter__key=key).with_what_stands()
    amounts = list(notices.values_list("amount", "stands"))
    is_true = amounts and all(told == stands for told, stands in amounts)
    return "" if is_true else str(CHANGED)


def _why_no_reminder(message: Message) -> str:
    guest = registration_of(message)
    if guest is None:
        return ""
    _kind, round_id, *_rest = message.key.split(":")
    if ReminderRound.objects.filter(pk=round_id, state=ReminderRound.State.STOPPED).exists():
        return _("この回のお願いは、途中でやめました。")
    owes = owing(guest.reunion).filter(pk=guest.pk).first()
    if owes is None:
        return _("書いたあとで入金が済んだか、会費がいらなくなったため、送りません。")
    bring_up_to_date(guest.reunion)
    if undecided_about(guest.reunion).filter(registration=guest.pk).exists():
        return _("この方かもしれない入金が届いていて、まだ確かめていないため、送りません。")
    return _why_outdated(message, owes.open, getattr(guest.reunion, "bank_account", None))


def _why_outdated(message: Message, owed: int, account) -> str:
    if not re.search(rf"(?<![\d,]){yen(owed)}", message.body):
        return _("書いたあとで、残りの金額が変わったため、送りません。")
    if account is None or account.number not in message.body:
        return _("書いたあとで振込先の口座が変わったため、送りません。")
    return ""
