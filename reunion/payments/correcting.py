"""What a guest was told of their money is wrong by now; a person decides what they hear.

Nothing follows by itself. Once a letter has left, undoing a booking only proposes a correction, with its
text ready. Somebody sends it, tells it (whoever has no mail address), or sets it aside and says why. A press
names what was on the screen, so that a second one, or one after the books have changed again, says so
instead. What comes back as it was told needs no correction any more.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reunion.accounts.models import User
from reunion.events.models import Reunion
from reunion.journal.recording import record
from reunion.lib.refused import Refused
from reunion.mail.letters import Letter
from reunion.mail.models import Message
from reunion.registrations.filling import Filling
from reunion.registrations.models import Registration
from reunion.registrations.telling import SECOND

from .models import PaymentNotice
from .telling import enqueue_copies, guests_with_balance, may_be_written_to
from .thanking import CORRECTION, correction_to_paste, letter_of_correction, thanks_to_paste


@dataclass(frozen=True)
class Correction:
    """`told` and `stands` in yen, of the payments that are wrong; `guest` with their balance."""

    guest: Registration
    told: int
    stands: int
    filling: Filling = field(compare=False, repr=False)

    @property
    def seen(self) -> str:
        """What a press names."""
        return f"{self.told}-{self.stands}-{self.guest.paid}"

    @property
    def goes_by_mail(self) -> bool:
        return may_be_written_to(self.guest)

    @property
    def text(self) -> str:
        return correction_to_paste(self.guest, told=self.told)

    @property
    def letter(self) -> Letter:
        return letter_of_correction(self.guest, told=self.told, filling=self.filling)


@dataclass(frozen=True)
class ToTell:
    """Money that no letter tells of; `guest` with their balance."""

    guest: Registration
    amount: int

    @property
    def text(self) -> str:
        return thanks_to_paste(self.guest, amount=self.amount)


def corrections(reunion: Reunion, *, registration_id: int | None = None) -> list[Correction]:
    """One a guest, however many payments are wrong."""
    sums: dict[int, tuple[int, int]] = {}
    for number, told, stands in (
        _of(reunion, registration_id).wrong().values_list("registration_id", "amount", "stands")
    ):
        before = sums.get(number, (0, 0))
        sums[number] = (before[0] + told, before[1] + stands)
    filling = Filling(reunion)
    return [Correction(guest, *sums[guest.pk], filling) for guest in _guests(sums)]


def to_tell(reunion: Reunion, *, registration_id: int | None = None) -> list[ToTell]:
    sums: dict[int, int] = {}
    for number, amount in _of(reunion, registration_id).to_tell().values_list("registration_id", "amount"):
        sums[number] = sums.get(number, 0) + amount
    return [ToTell(guest, sums[guest.pk]) for guest in _guests(sums)]


def _of(reunion: Reunion, registration_id: int | None):
    rows = PaymentNotice.objects.filter(registration__reunion=reunion).order_by("pk")
    return rows.filter(registration=registration_id) if registration_id else rows


def _guests(ids: Iterable[int]) -> list[Registration]:
    return list(guests_with_balance(ids).select_related("classmate__homeroom", "homeroom"))


@transaction.atomic
def correct(guest: Registration, *, seen: str, actor: User) -> Message | None:
    """Sends it at once; None when somebody has told it instead."""
    found = _still_wrong(guest, seen)
    message = None
    if found.goes_by_mail:
        earlier = Message.objects.about(guest).filter(kind=CORRECTION).exclude(key__endswith=SECOND).count()
        key = f"{CORRECTION}:{guest.pk}:{earlier + 1}"
        message = enqueue_copies(found.guest, found.letter, kind=CORRECTION, key=key)
    for notice in PaymentNotice.objects.filter(registration=guest).wrong():
        notice.amount, notice.told_at, notice.told_by = notice.stands, timezone.now(), actor
        notice.save(update_fields=["amount", "told_at", "told_by"])
    sentence = gettext_lazy("%(who)sさんに、入金のお知らせの訂正を送りました")
    if message is None:
        sentence = gettext_lazy("%(who)sさんに、入金のお知らせの訂正を伝えました")
    _note(guest, "payment_corrected", sentence, {}, actor)
    return message


@transaction.atomic
def set_aside(guest: Registration, *, seen: str, reason: str, actor: User) -> None:
    if not reason.strip():
        raise Refused(_("訂正を送らない理由を、短く書いてください。例 お電話で話した"))
    _still_wrong(guest, seen)
    for notice in PaymentNotice.objects.filter(registration=guest).wrong():
        notice.set_aside_amount, notice.set_aside_by = notice.stands, actor
        notice.set_aside_reason = reason.strip()[:120]
        notice.save(update_fields=["set_aside_amount", "set_aside_by", "set_aside_reason"])
    sentence = gettext_lazy("%(who)sさんに、入金のお知らせの訂正を送らないことにしました（%(reason)s）")
    _note(guest, "payment_not_corrected", sentence, {"reason": reason.strip()[:120]}, actor)


@transaction.atomic
def note_told(guest: Registration, *, amount: int, actor: User) -> None:
    """Somebody has told them by telephone or LINE that `amount` has come."""
    _locked(guest)
    untold = PaymentNotice.objects.filter(registration=guest).to_tell()
    found = {notice.pk: notice.amount for notice in untold}
    if not found or sum(found.values()) != amount:
        raise Refused(_("入金の記録が変わったか、ほかの人が先に伝えました。いまのようすをご覧ください。"))
    PaymentNotice.objects.filter(pk__in=found).update(told_at=timezone.now(), told_by=actor)
    words = {"yen": f"{amount:,}"}
    _note(guest, "payment_told", gettext_lazy("%(who)sさんに、入金%(yen)s円のお礼を伝えました"), words, actor)


def _still_wrong(guest: Registration, seen: str) -> Correction:
    _locked(guest)
    found = corrections(guest.reunion, registration_id=guest.pk)
    if not found or found[0].seen != seen:
        raise Refused(_("入金の記録が変わったか、ほかの人が先に決めました。いまのようすをご覧ください。"))
    return found[0]


def _locked(guest: Registration) -> None:
    Registration.objects.select_for_update(no_key=True, of=("self",)).get(pk=guest.pk)


def _note(guest: Registration, action: str, sentence: Promise, words: dict, actor: User) -> None:
    record(
        guest,
        action=action,
        sentence=sentence,
        words={"who": guest.school_name, **words},
        actor=actor,
        reunion_slug=guest.reunion.slug,
    )
