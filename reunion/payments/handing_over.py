"""Cash is with whoever took it until the treasurer has it.

The list names every holder with the sum they hold. One press says that exactly the payments shown were handed
over; what came on top meanwhile, or what somebody else has recorded already, is left alone. It can be taken
back, which leaves its line in the journal as the press did.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reunion.accounts.models import User
from reunion.events.models import Reunion
from reunion.journal.recording import record
from reunion.lib.refused import Refused

from .models import HandBookedPayment


@dataclass(frozen=True)
class Held:
    """Cash that one person holds."""

    holder: str
    payments: Sequence[HandBookedPayment]

    @property
    def yen(self) -> int:
        return sum(payment.amount for payment in self.payments)

    @property
    def ids(self) -> str:
        return ",".join(str(payment.pk) for payment in self.payments)


def held_by_each(reunion: Reunion) -> list[Held]:
    """In two queries at most, however many hold something."""
    rows = HandBookedPayment.objects.with_somebody().filter(registration__reunion=reunion)
    rows = rows.select_related("registration__classmate__homeroom", "registration__homeroom", "booked_by")
    ordered = rows.order_by("taken_by", "received_on", "pk")
    return [Held(holder, list(group)) for holder, group in groupby(ordered, key=lambda row: row.taken_by)]


@transaction.atomic
def hand_over(
    reunion: Reunion, *, payment_ids: Iterable[int], to: str, on: dt.date, actor: User | None
) -> list[HandBookedPayment]:
    """Those of the payments that were still with somebody."""
    if not to.strip():
        raise Refused(_("だれが受け取ったかを書いてください。"))
    payments = _locked(reunion, payment_ids, is_handed_over=False)
    if not payments:
        raise Refused(_("この現金は、もう会計に渡っています。画面を開き直してご覧ください。"))
    for payment in payments:
        payment.handed_over_on, payment.handed_over_to = on, to.strip()
        payment.handed_over_by = actor
        payment.save(update_fields=["handed_over_on", "handed_over_to", "handed_over_by"])
        sentence = gettext_lazy("%(who)sの現金%(yen)s円を、%(holder)sから%(to)sに渡しました")
        _journal(payment, "cash_handed_over", sentence, payment.handed_over_to, actor)
    return payments


@transaction.atomic
def take_back_hand_over(payment: HandBookedPayment, *, actor: User | None) -> None:
    reunion = payment.registration.reunion
    found = _locked(reunion, [payment.pk], is_handed_over=True)
    if not found:
        raise Refused(_("この現金は、もう会計に渡っていないことになっています。"))
    (payment,) = found
    to = payment.handed_over_to
    payment.handed_over_on = payment.handed_over_by = None
    payment.handed_over_to = ""
    payment.save(update_fields=["handed_over_on", "handed_over_to", "handed_over_by"])
    sentence = gettext_lazy("%(who)sの現金%(yen)s円を、%(holder)sから%(to)sに渡した記録を取り消しました")
    _journal(payment, "cash_hand_over_undone", sentence, to, actor)


def _locked(reunion: Reunion, ids: Iterable[int], *, is_handed_over: bool) -> list[HandBookedPayment]:
    rows = HandBookedPayment.objects.standing().filter(
        pk__in=list(ids),
        registration__reunion=reunion,
        handed_over_on__isnull=not is_handed_over,
    )
    rows = rows.select_related("registration__reunion").select_for_update(of=("self",), no_key=True)
    return list(rows.order_by("pk"))


def _journal(payment: HandBookedPayment, action: str, sentence: Promise, to: str, actor: User | None) -> None:
    registration = payment.registration
    words = {
        "who": registration.school_name,
        "yen": f"{payment.amount:,}",
        "holder": payment.taken_by,
        "to": to,
    }
    slug = registration.reunion.slug
    record(registration, action=action, sentence=sentence, words=words, actor=actor, reunion_slug=slug)
