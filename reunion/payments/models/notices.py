"""What guests have been told of their money, and who was asked for it."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce, Concat
from django.utils.translation import gettext_lazy as _

from reunion.events.models import Reunion
from reunion.mail.models import Message
from reunion.registrations.models import Registration
from reunion.registrations.telling import SECOND

from .bookings import Allocation, HandBookedPayment, SurplusMove
from .statements import StatementLine


class PaymentNoticeQuerySet(models.QuerySet):
    def with_what_stands(self) -> "PaymentNoticeQuerySet":
        """Adds `stands`, the yen of this payment that stand for this guest now, and `has_left`: whether the
        letter, to whichever of their addresses, is out of our hands."""
        guest = OuterRef("registration")
        by_bank = Allocation.objects.standing().filter(line=OuterRef("line"), registration=guest)
        by_hand = HandBookedPayment.objects.standing().filter(pk=OuterRef("payment"), registration=guest)
        moved = SurplusMove.objects.standing().filter(pk=OuterRef("move"), taker=guest)
        amounts = [Subquery(rows.values("amount")[:1]) for rows in (by_bank, by_hand, moved)]
        amount = Coalesce(*amounts, Value(0))
        copy = Concat(OuterRef("letter__key"), Value(SECOND))
        left = Message.objects.filter(state__in=[Message.State.SENDING, Message.State.SENT])
        left = left.filter(Q(key=OuterRef("letter__key")) | Q(key=copy))
        return self.annotate(stands=amount, has_left=Exists(left))

    def told(self) -> "PaymentNoticeQuerySet":
        return self.with_what_stands().filter(Q(told_at__isnull=False) | Q(has_left=True))

    def wrong(self) -> "PaymentNoticeQuerySet":
        """What guests believe and the books no longer say, unless somebody has decided to leave it so."""
        told = self.told().filter(amount__gt=0).exclude(amount=F("stands"))
        return told.exclude(set_aside_amount=F("stands"))

    def to_tell(self) -> "PaymentNoticeQuerySet":
        """What no letter tells: somebody has to."""
        overtaken = Message.Because.OVERTAKEN
        failed = Q(letter__state=Message.State.HELD) & ~Q(letter__held_because=overtaken)
        failed |= Q(letter__state=Message.State.REFUSED)
        untold = self.with_what_stands().filter(told_at__isnull=True, has_left=False, amount__gt=0)
        return untold.filter(Q(letter=None) | failed)


class PaymentNotice(models.Model):
    """What a guest has been told of money they paid: by a letter, or by somebody who called them.

    `amount` is what they were told last. `told_at` is when somebody told them; of a letter it is known from
    the letter itself. Set aside: somebody decided not to correct it while `set_aside_amount` stands.
    """

    registration = models.ForeignKey(
        Registration, models.CASCADE, related_name="payment_notices", verbose_name=_("申込")
    )
    line = models.ForeignKey(
        StatementLine, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("明細の行")
    )
    payment = models.ForeignKey(
        "HandBookedPayment",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("手で記録した入金"),
    )
    move = models.ForeignKey(
        "SurplusMove",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("過入金の振り替え"),
    )
    amount = models.PositiveBigIntegerField(_("知らせた金額（円）"))
    letter = models.ForeignKey(
        Message, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("メール")
    )
    told_at = models.DateTimeField(_("伝えた日時"), null=True, blank=True)
    told_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("伝えた人"),
    )
    set_aside_amount = models.PositiveBigIntegerField(
        _("訂正しないと決めた金額（円）"), null=True, blank=True
    )
    set_aside_reason = models.CharField(_("訂正しない理由"), max_length=120, blank=True)
    set_aside_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("訂正しないと決めた人"),
    )
    created_at = models.DateTimeField(_("書いた日時"), auto_now_add=True)

    objects = PaymentNoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("入金のお知らせ")
        verbose_name_plural = _("入金のお知らせ")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["registration", "line"], name="notice_once_a_line"),
            models.UniqueConstraint(fields=["registration", "payment"], name="notice_once_a_payment"),
            models.UniqueConstraint(fields=["registration", "move"], name="notice_once_a_move"),
            models.CheckConstraint(
                condition=Q(line__isnull=False, payment__isnull=True, move__isnull=True)
                | Q(line__isnull=True, payment__isnull=False, move__isnull=True)
                | Q(line__isnull=True, payment__isnull=True, move__isnull=False),
                name="notice_is_of_one_payment",
            ),
        ]

    def __str__(self):
        return f"{self.registration_id} {self.amount}"

    @property
    def is_told(self) -> bool:
        """It comes `with_what_stands`. A letter just being handed over counts as gone."""
        return self.told_at is not None or self.has_left

    @property
    def source(self) -> tuple[str, int]:
        """What it tells of: a line, a payment booked by hand or a surplus moved here, and which."""
        if self.line_id:
            return "line", self.line_id
        return ("payment", self.payment_id) if self.payment_id else ("move", self.move_id)


class ReminderRound(models.Model):
    """One press that asked everybody who owes; each letter is a row of the outbox."""

    class State(models.TextChoices):
        SENDING = "sending", _("送信中")
        PAUSED = "paused", _("一時停止中")
        STOPPED = "stopped", _("途中でやめました")

    reunion = models.ForeignKey(
        Reunion, models.CASCADE, related_name="reminder_rounds", verbose_name=_("同窓会")
    )
    number = models.PositiveSmallIntegerField(_("回"))
    state = models.CharField(_("状態"), max_length=10, choices=State.choices, default=State.SENDING)
    people = models.PositiveIntegerField(_("人数"), default=0)
    amount = models.PositiveBigIntegerField(_("お願いした金額（円）"), default=0)
    pressed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("送った人"),
    )
    pressed_at = models.DateTimeField(_("送った日時"), auto_now_add=True)

    class Meta:
        verbose_name = _("会費のお願い")
        verbose_name_plural = _("会費のお願い")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["reunion", "number"],
                name="reminder_round_once",
                violation_error_message=_("この回のお願いは、もう送りました。"),
            )
        ]

    def __str__(self):
        return f"{self.reunion_id} {self.number}"
