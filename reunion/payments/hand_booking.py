"""Money that no file of the bank shows: cash at the door, or given to a member of the committee.

Whoever writes it down says when it was received and who took it. Undoing keeps the row, as with a line.
A form that is sent a second time, by an impatient press or after going back, is told that its payment is
there already; whoever means a second one looks at that and presses again.
"""

import datetime as dt

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reunion.accounts.models import User
from reunion.journal.recording import record
from reunion.lib.refused import Refused
from reunion.registrations.models import Registration

from .models import HandBookedPayment
from .surplus import hold, refuse_if_missing
from .telling import follow


def newest_by_hand(registration: Registration) -> int:
    """What a form was made from; 0 while nothing was booked by hand."""
    rows = HandBookedPayment.objects.filter(registration=registration)
    return rows.aggregate(newest=Max("pk"))["newest"] or 0


@transaction.atomic
def book_by_hand(
    registration: Registration,
    *,
    amount: int,
    received_on: dt.date,
    taken_by: str,
    note: str = "",
    handed_over_to: str = "",
    seen: int | None = None,
    actor: User | None,
) -> HandBookedPayment:
    """`handed_over_to` names the treasurer when the cash has reached them already; `seen` is what the form
    was made from (`newest_by_hand`)."""
    if amount < 1:
        raise Refused(_("金額は1円以上で書いてください。"))
    hold([registration.pk])
    _refuse_the_same_again(registration, amount, received_on, seen)
    payment = HandBookedPayment.objects.create(
        registration=registration,
        amount=amount,
        received_on=received_on,
        taken_by=taken_by,
        note=note,
        booked_by=actor,
        handed_over_on=received_on if handed_over_to else None,
        handed_over_to=handed_over_to,
        handed_over_by=actor if handed_over_to else None,
    )
    sentence = gettext_lazy("%(who)sの入金%(yen)s円（受け取った人 %(taken_by)s）を記録しました")
    _journal(payment, "payment_by_hand", sentence, actor)
    follow([registration.pk])
    return payment


@transaction.atomic
def undo_by_hand(payment: HandBookedPayment, *, actor: User | None) -> None:
    payment = HandBookedPayment.objects.select_for_update(no_key=True).get(pk=payment.pk)
    if payment.undone_at is not None:
        raise Refused(_("この記録は、もう取り消されています。"))
    hold([payment.registration_id])
    payment.undone_at, payment.undone_by = timezone.now(), actor
    payment.save(update_fields=["undone_at", "undone_by"])
    refuse_if_missing([payment.registration_id])
    sentence = gettext_lazy("%(who)sの入金%(yen)s円（受け取った人 %(taken_by)s）の記録を取り消しました")
    _journal(payment, "payment_by_hand_undone", sentence, actor)
    follow([payment.registration_id])


def _refuse_the_same_again(
    registration: Registration, amount: int, received_on: dt.date, seen: int | None
) -> None:
    if seen is None:
        return
    since = HandBookedPayment.objects.filter(registration=registration, pk__gt=seen, undone_at=None)
    if since.filter(amount=amount, received_on=received_on).exists():
        raise Refused(
            _("この%(yen)s円は、もう記録されています。別の入金のときだけ、もう一度押してください。")
            % {"yen": f"{amount:,}"}
        )


def _journal(payment: HandBookedPayment, action: str, sentence: Promise, actor: User | None) -> None:
    registration = payment.registration
    words = {
        "who": registration.school_name,
        "yen": f"{payment.amount:,}",
        "taken_by": payment.taken_by,
    }
    record(
        registration,
        action=action,
        sentence=sentence,
        words=words,
        actor=actor,
        reunion_slug=registration.reunion.slug,
    )
