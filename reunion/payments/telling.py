"""A guest learns once that their money has come, however often the books are put right meanwhile.

Called within every change of bookings, with what it touched. What a guest has been told is kept for each
payment (PaymentNotice) and compared with what stands now: money nobody has told them of gets one letter,
which leaves after a short grace. Until then it follows the books: what is undone is withdrawn and never
sent, what comes on top is told in one. The same line matched again to the same guest is no news. Once a
letter has left, nothing follows by itself: what it said and no longer stands is for a person to correct
(correcting.py). Without a mail address, and to a teacher, somebody of the committee tells it.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy

from reunion.events.models import Reunion
from reunion.mail.letters import Letter
from reunion.mail.models import Message, MessageQuerySet
from reunion.mail.outbox import enqueue, withdraw
from reunion.registrations.filling import Filling
from reunion.registrations.last_look import must_not_be_contacted
from reunion.registrations.models import Registration
from reunion.registrations.telling import SECOND

from .balance import with_balance
from .models import Allocation, HandBookedPayment, PaymentNotice, SurplusMove
from .thanking import PAID, letter_of_thanks

GRACE = dt.timedelta(minutes=10)
CHANGED = gettext_lazy("送る前に入金の記録が変わったため、取りやめました。")
Source = tuple[str, int]  # as PaymentNotice.source


@dataclass(frozen=True)
class Money:
    """What stands of one payment for one guest."""

    source: Source
    amount: int
    day: dt.date


@transaction.atomic
def follow(registration_ids: Iterable[int]) -> None:
    """Brings what the guests are told into line with what stands in the books."""
    ids = sorted(set(registration_ids))
    locked = Registration.objects.filter(pk__in=ids).order_by("pk").select_for_update(no_key=True)
    list(locked.values_list("pk"))
    _forget_what_was_set_aside(ids)
    money, notices = money_of(ids), notices_of(ids)
    for number in ids:
        _recognise_cash(money[number], notices[number])
    changed = [number for number in ids if not _are_the_same(notices[number], money[number])]
    _take_back([notice for number in changed for notice in notices[number] if not notice.is_told])
    notices = notices_of(changed)
    fillings: dict[Reunion, Filling] = {}
    for guest in guests_with_balance(number for number in changed if _news(money[number], notices[number])):
        filling = fillings.setdefault(guest.reunion, Filling(guest.reunion))
        _write(guest, _news(money[guest.pk], notices[guest.pk]), notices[guest.pk], filling)


def _forget_what_was_set_aside(ids: list[int]) -> None:
    """What was told is true again: when it becomes wrong once more, somebody decides anew."""
    decided = PaymentNotice.objects.filter(registration__in=ids, set_aside_amount__isnull=False)
    true_again = decided.with_what_stands().filter(amount=F("stands"))
    numbers = list(true_again.values_list("pk", flat=True))
    PaymentNotice.objects.filter(pk__in=numbers).update(
        set_aside_amount=None, set_aside_reason="", set_aside_by=None
    )


def _news(money: list[Money], notices: list[PaymentNotice]) -> list[Money]:
    """What stands and they were not told of, whatever amount was named."""
    told = {notice.source for notice in notices if notice.is_told and notice.amount}
    return [each for each in money if each.source not in told]


def _are_the_same(notices: list[PaymentNotice], money: list[Money]) -> bool:
    """What waits to be told is what there is to tell."""
    waiting = {(*notice.source, notice.amount) for notice in notices if not notice.is_told}
    return waiting == {(*each.source, each.amount) for each in _news(money, notices)}


def _take_back(untold: list[PaymentNotice]) -> None:
    """A letter that a worker has taken into its hands meanwhile counts as told, and a person decides."""
    keys = {notice.letter.key for notice in untold if notice.letter}
    withdraw(Message.objects.filter(key__in=[*keys, *(f"{key}{SECOND}" for key in keys)]), reason=CHANGED)
    told = PaymentNotice.objects.told().filter(pk__in=[notice.pk for notice in untold]).values_list("pk")
    gone = {number for (number,) in told}
    PaymentNotice.objects.filter(pk__in=[one.pk for one in untold if one.pk not in gone]).delete()


def _write(guest: Registration, news: list[Money], notices: list[PaymentNotice], filling: Filling) -> None:
    letter = _enqueue(guest, news, filling) if may_be_written_to(guest) else None
    known = {notice.source: notice for notice in notices}
    for each in news:
        kind, number = each.source
        made = PaymentNotice(registration=guest, **{f"{kind}_id": number})
        notice = known.get(each.source, made)
        notice.amount, notice.letter = each.amount, letter
        notice.told_at = notice.told_by = notice.set_aside_amount = None
        notice.save()


def _enqueue(guest: Registration, news: list[Money], filling: Filling) -> Message:
    """The number names this letter for the guest; the key counts those withdrawn, too."""
    letters = Message.objects.about(guest).filter(kind=PAID).exclude(key__endswith=SECOND)
    earlier = list(letters.order_by().values_list("held_because", flat=True))
    gone = len(earlier) - earlier.count(Message.Because.OVERTAKEN)
    letter = letter_of_thanks(
        guest,
        amount=sum(each.amount for each in news),
        received_on=max(each.day for each in news),
        number=f"{guest.reference}-{gone + 1}",
        filling=filling,
    )
    return enqueue_copies(
        guest,
        letter,
        kind=PAID,
        key=f"{PAID}:{guest.pk}:{len(earlier) + 1}",
        due_at=timezone.now() + GRACE,
    )


def enqueue_copies(
    guest: Registration, letter: Letter, *, kind: str, key: str, due_at: dt.datetime | None = None
) -> Message:
    """To each address they gave; the first is the letter, the other its copy."""
    copies = [
        enqueue(
            guest.reunion,
            key=f"{key}{suffix}",
            kind=kind,
            about=guest,
            recipient=address,
            recipient_name=guest.school_name,
            subject=letter.subject,
            body=letter.body,
            held=letter.fault,
            due_at=due_at,
        )
        for address, suffix in zip(guest.addresses, ("", SECOND), strict=False)
    ]
    return copies[0]


def may_be_written_to(guest: Registration) -> bool:
    return bool(guest.addresses) and not guest.is_guest_of_honour and not must_not_be_contacted(guest)


def guests_with_balance(ids: Iterable[int]) -> QuerySet[Registration]:
    rows = with_balance(Registration.objects.filter(pk__in=ids))
    rows = rows.select_related("reunion__cohort__school", "reunion__bank_account", "classmate", "teacher")
    return rows.prefetch_related("chosen_items__item", "companions").order_by("pk")


def money_of(ids: Iterable[int]) -> dict[int, list[Money]]:
    """Every payment that stands, by registration id."""
    money = defaultdict(list)
    mine = {"registration__in": list(ids)}
    for share in Allocation.objects.standing().filter(**mine).select_related("line").order_by("pk"):
        money[share.registration_id].append(
            Money(("line", share.line_id), share.amount, share.line.booked_on)
        )
    for cash in HandBookedPayment.objects.standing().filter(**mine).order_by("pk"):
        money[cash.registration_id].append(Money(("payment", cash.pk), cash.amount, cash.received_on))
    for move in SurplusMove.objects.standing().filter(taker__in=list(ids)).order_by("pk"):
        day = timezone.localtime(move.booked_at).date()
        money[move.taker_id].append(Money(("move", move.pk), move.amount, day))
    return money


def notices_of(ids: Iterable[int]) -> dict[int, list[PaymentNotice]]:
    notices = defaultdict(list)
    rows = PaymentNotice.objects.filter(registration__in=list(ids)).with_what_stands()
    for notice in rows.select_related("letter", "payment"):
        notices[notice.registration_id].append(notice)
    return notices


def _recognise_cash(money: list[Money], notices: list[PaymentNotice]) -> None:
    """Cash undone and written down anew, on the same day or of the same sum, is the money they know of."""
    known = {notice.source for notice in notices}
    standing = {each.source for each in money}
    gone = [notice for notice in notices if notice.payment_id and notice.source not in standing]
    for each in money:
        if each.source[0] != "payment" or each.source in known:
            continue
        same = [one for one in gone if each.day == one.payment.received_on or each.amount == one.amount]
        if same:
            gone.remove(same[0])
            same[0].payment_id = each.source[1]
            same[0].save(update_fields=["payment"])


def waiting_thanks(reunion: Reunion) -> MessageQuerySet:
    """Thanks that have not left yet, the first to leave first; a row each however many addresses."""
    waiting = Message.objects.filter(reunion=reunion, kind=PAID, state=Message.State.QUEUED)
    return waiting.exclude(key__endswith=SECOND).defer("body").order_by("due_at", "pk")
