"""A receipt for what was paid: numbered per reunion without gaps, never for more than was received.

What is owed and paid counts, not what was paid beyond it. Whoever pays in two steps gets two receipts. A
receipt is never changed: another name on it makes a new one with the next number, marked as issued again, and
the old one is void. A void one keeps its number and stays to be seen. Numbers are given while the reunion is
locked, so that two presses at once make neither a gap nor a double.
"""

import unicodedata

from django.db import transaction
from django.db.models import BigIntegerField, F, Max, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce, Least
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reunion.accounts.models import User
from reunion.events.models import Reunion
from reunion.journal.recording import record
from reunion.lib.pdf import SANS
from reunion.lib.refused import Refused
from reunion.payments.balance import with_balance
from reunion.payments.search import people_matching
from reunion.registrations.models import Registration, RegistrationQuerySet
from reunion.team.models import Member, Role

from .models import Receipt

# Paper is Japanese, whatever language the person at the screen reads.
PROVISO = "同窓会会費として"
NOTHING = Value(0, output_field=BigIntegerField())
UNSEEN = {"Cc", "Cf", "Zl", "Zp"}
LONGEST = Receipt._meta.get_field("addressee").max_length


def with_receipts(registrations: RegistrationQuerySet) -> RegistrationQuerySet:
    """Adds to the balance `receipted`, what valid receipts say, and `earned`, what they may say."""
    mine = Receipt.objects.valid().filter(registration=OuterRef("pk")).order_by().values("registration")
    written = Subquery(mine.annotate(yen=Sum("amount")).values("yen"), output_field=BigIntegerField())
    return with_balance(registrations).annotate(
        receipted=Coalesce(written, NOTHING),
        earned=Least(F("due"), F("paid"), output_field=BigIntegerField()),
    )


def waiting_for_receipt(reunion: Reunion) -> RegistrationQuerySet:
    """Who has paid everything and has no receipt for all of it, in kana order."""
    everybody = with_receipts(Registration.objects.filter(reunion=reunion))
    waiting = everybody.filter(due__gt=0, open=0, receipted__lt=F("earned"))
    return waiting.order_by("family_kana", "given_kana", "pk")


def receipts_of(registration: Registration) -> QuerySet[Receipt]:
    return Receipt.objects.valid().filter(registration=registration)


def receipts_matching(reunion: Reunion, text: str) -> QuerySet[Receipt]:
    """By number, by what stands on them, or by the guest however the treasurer finds them."""
    found = Receipt.objects.filter(reunion=reunion)
    if not text:
        return found
    guests = people_matching(with_balance(Registration.objects.filter(reunion=reunion)), text)
    number = unicodedata.normalize("NFKC", text).lower().removeprefix("no.").strip()
    fits = Q(addressee__contains=text) | Q(registration__in=guests.order_by().values("pk"))
    return found.filter(fits | Q(number=number) if number.isdecimal() and len(number) < 9 else fits)


@transaction.atomic
def issue(
    registration: Registration, *, addressee: str = "", proviso: str = "", actor: User | None
) -> Receipt:
    """For what is paid and has no receipt yet. `actor` is None when the guest fetches it."""
    reunion = _locked(registration.reunion)
    registration = with_receipts(Registration.objects.filter(reunion=reunion)).get(pk=registration.pk)
    amount = registration.earned - registration.receipted
    if amount < 1 and registration.receipted:
        raise Refused(_("この方の領収書は、もう発行してあります。"))
    if amount < 1:
        raise Refused(_("入金を確認できてから、領収書を発行できます。"))
    return _write(
        registration,
        amount=amount,
        addressee=as_printed(addressee) or usual_addressee(registration),
        proviso=as_printed(proviso) or PROVISO,
        received_on=_last_payment(registration),
        actor=actor,
    )


@transaction.atomic
def issue_all(reunion: Reunion, *, actor: User) -> list[Receipt]:
    """For everybody who has paid in full; who has their receipt is left alone."""
    _locked(reunion)
    waiting = waiting_for_receipt(reunion).select_related("reunion", "teacher")
    return [issue(registration, actor=actor) for registration in waiting]


@transaction.atomic
def reissue(receipt: Receipt, *, addressee: str, proviso: str, actor: User) -> Receipt:
    _locked(receipt.reunion)
    receipt = _still_valid(receipt)
    registration = with_receipts(Registration.objects.all()).get(pk=receipt.registration_id)
    if registration.receipted > registration.earned:
        raise Refused(
            _("入金が取り消されているため、再発行できません。まず、この領収書を無効にしてください。")
        )
    addressee, proviso = as_printed(addressee), as_printed(proviso)
    if not addressee or not proviso:
        raise Refused(_("宛名と但し書きの両方を書いてください。"))
    _void(receipt, actor)
    return _write(
        registration,
        amount=receipt.amount,
        addressee=addressee,
        proviso=proviso,
        received_on=receipt.received_on,
        actor=actor,
        replaces=receipt,
    )


@transaction.atomic
def void(receipt: Receipt, *, actor: User) -> Receipt:
    _locked(receipt.reunion)
    receipt = _still_valid(receipt)
    _void(receipt, actor)
    _journal(receipt, "receipt_void", gettext_lazy("%(who)sの領収書 No.%(number)sを無効にしました"), actor)
    return receipt


def usual_addressee(registration: Registration) -> str:
    """The name somebody has today, since it is for their own papers."""
    return f"{registration.current_name} {registration.honorific}"


def as_printed(text: str) -> str:
    """One line without control characters; refuses what cannot be printed."""
    visible = "".join(" " if unicodedata.category(character) in UNSEEN else character for character in text)
    text = " ".join(visible.split())
    if len(text) > LONGEST:
        raise Refused(_("%(most)s文字までで書いてください。") % {"most": LONGEST})
    if lacking := SANS.lacks(text):
        words = {"characters": "、".join(sorted(lacking))}
        raise Refused(_("「%(characters)s」は印刷できない文字です。ほかの文字に直してください。") % words)
    return text


def _locked(reunion: Reunion) -> Reunion:
    return Reunion.objects.select_for_update().get(pk=reunion.pk)


def _still_valid(receipt: Receipt) -> Receipt:
    receipt = Receipt.objects.select_related("registration__reunion").get(pk=receipt.pk)
    if not receipt.is_valid:
        raise Refused(_("この領収書は、もう無効になっています。"))
    return receipt


def _void(receipt: Receipt, actor: User) -> None:
    receipt.voided_at, receipt.voided_by = timezone.now(), actor
    receipt.save(update_fields=["voided_at", "voided_by"])


def _write(registration: Registration, *, actor: User | None, **details) -> Receipt:
    last = Receipt.objects.filter(reunion=registration.reunion_id).aggregate(last=Max("number"))["last"] or 0
    receipt = Receipt.objects.create(
        reunion_id=registration.reunion_id,
        registration=registration,
        number=last + 1,
        issuer=issuer_of(registration.reunion),
        issued_by=actor,
        **details,
    )
    sentence = gettext_lazy("%(who)sの領収書 No.%(number)s（%(yen)s円）を発行しました")
    _journal(receipt, "receipt", sentence, actor)
    return receipt


def issuer_of(reunion: Reunion) -> str:
    """会計 and the name of who keeps the accounts; empty when nobody does, or nobody is named."""
    seat = (
        Member.objects.filter(reunion=reunion, role=Role.TREASURER)
        .select_related("user")
        .order_by("pk")
        .first()
    )
    return f"会計 {seat.user.name}" if seat and seat.user.name else ""


def _last_payment(registration: Registration):
    """The day on which the money was there."""
    transfers = registration.allocations.standing().aggregate(day=Max("line__booked_on"))["day"]
    by_hand = registration.hand_booked_payments.standing().aggregate(day=Max("received_on"))["day"]
    moved = registration.moves_in.standing().aggregate(moment=Max("booked_at"))["moment"]
    days = (transfers, by_hand, timezone.localdate(moved) if moved else None)
    return max((day for day in days if day), default=timezone.localdate())


def _journal(receipt: Receipt, action: str, sentence: Promise, actor: User | None) -> None:
    registration = receipt.registration
    words = {"who": registration.school_name, "number": receipt.number, "yen": f"{receipt.amount:,}"}
    record(
        registration,
        action=action,
        sentence=sentence,
        words=words,
        actor=actor,
        reunion_slug=registration.reunion.slug,
    )
