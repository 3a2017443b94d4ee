"""Money booked to a registration, and what went on to somebody else or back; undoing keeps the row."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from reunion.registrations.models import Registration


class StandingQuerySet(models.QuerySet):
    def standing(self):
        """Not undone."""
        return self.filter(undone_at__isnull=True)


class Booking(models.Model):
    """Money booked to one registration; undoing keeps the row and its history."""

    amount = models.PositiveBigIntegerField(_("金額（円）"))
    booked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("確定した人"),
    )
    booked_at = models.DateTimeField(_("確定した日時"), auto_now_add=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("取り消した人"),
    )
    undone_at = models.DateTimeField(_("取り消した日時"), null=True, blank=True)

    objects = StandingQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__gt=0),
                name="%(class)s_amount_positive",
                violation_error_message=_("金額は1円以上で書いてください。"),
            )
        ]


class Allocation(Booking):
    """A share of one statement line that pays for one registration."""

    line = models.ForeignKey(
        "payments.StatementLine", models.PROTECT, related_name="allocations", verbose_name=_("明細の行")
    )
    registration = models.ForeignKey(
        Registration, models.PROTECT, related_name="allocations", verbose_name=_("申込")
    )

    class Meta(Booking.Meta):
        verbose_name = _("消込")
        verbose_name_plural = _("消込")
        constraints = [
            *Booking.Meta.constraints,
            models.UniqueConstraint(
                fields=["line", "registration"],
                condition=Q(undone_at__isnull=True),
                name="allocation_once",
                violation_error_message=_("この行は、この申込にもう使われています。"),
            ),
        ]
        indexes = [models.Index(fields=["registration", "undone_at"])]

    def __str__(self):
        return f"{self.line_id} → {self.registration_id} {self.amount}"


class HandBookedQuerySet(StandingQuerySet):
    def with_somebody(self) -> "HandBookedQuerySet":
        """Cash that has not reached the treasurer yet."""
        return self.standing().filter(handed_over_on__isnull=True)


class HandBookedPayment(Booking):
    """Cash, or money seen elsewhere than in a file of the bank."""

    registration = models.ForeignKey(
        Registration, models.PROTECT, related_name="hand_booked_payments", verbose_name=_("申込")
    )
    received_on = models.DateField(_("受け取った日"))
    taken_by = models.CharField(_("受け取った人"), max_length=60)
    note = models.CharField(_("メモ"), max_length=120, blank=True)
    handed_over_on = models.DateField(_("会計に渡した日"), null=True, blank=True)
    handed_over_to = models.CharField(_("渡した相手"), max_length=60, blank=True)
    handed_over_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("渡したと記録した人"),
    )

    objects = HandBookedQuerySet.as_manager()

    class Meta(Booking.Meta):
        verbose_name = _("手で記録した入金")
        verbose_name_plural = _("手で記録した入金")
        constraints = [
            *Booking.Meta.constraints,
            models.CheckConstraint(
                condition=Q(handed_over_on__isnull=True) | ~Q(handed_over_to=""),
                name="cash_is_handed_to_somebody",
                violation_error_message=_("だれが受け取ったかを書いてください。"),
            ),
        ]
        indexes = [models.Index(fields=["registration", "undone_at"])]

    def __str__(self):
        return f"{self.registration_id} {self.amount}"


class SurplusMove(Booking):
    """What one registration paid too much, used for another; nothing leaves the reunion."""

    giver = models.ForeignKey(
        Registration, models.PROTECT, related_name="moves_out", verbose_name=_("多く払った申込")
    )
    taker = models.ForeignKey(
        Registration, models.PROTECT, related_name="moves_in", verbose_name=_("充てる申込")
    )

    class Meta(Booking.Meta):
        verbose_name = _("過入金の振り替え")
        verbose_name_plural = _("過入金の振り替え")
        constraints = [
            *Booking.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(giver=F("taker")),
                name="a_move_is_to_somebody_else",
                violation_error_message=_("ほかの人の申込を選んでください。"),
            ),
        ]
        indexes = [
            models.Index(fields=["giver", "undone_at"]),
            models.Index(fields=["taker", "undone_at"]),
        ]

    def __str__(self):
        return f"{self.giver_id} → {self.taker_id} {self.amount}"


class RefundQuerySet(StandingQuerySet):
    def owed(self) -> "RefundQuerySet":
        """Decided, and not paid out yet."""
        return self.standing().filter(state=Refund.State.OWED)

    def paid_out(self) -> "RefundQuerySet":
        return self.standing().filter(state=Refund.State.PAID_OUT)

    def given_up(self) -> "RefundQuerySet":
        return self.standing().filter(state=Refund.State.GIVEN_UP)


class Refund(Booking):
    """Money that goes back to somebody; given up when they leave it to the reunion."""

    class State(models.TextChoices):
        OWED = "owed", _("返金待ち")
        PAID_OUT = "paid_out", _("返金済み")
        GIVEN_UP = "given_up", _("ご辞退")

    class Way(models.TextChoices):
        TRANSFER = "transfer", _("振り込みで返す")
        CASH = "cash", _("現金で返す")

    registration = models.ForeignKey(
        Registration, models.PROTECT, related_name="refunds", verbose_name=_("申込")
    )
    state = models.CharField(_("状態"), max_length=10, choices=State.choices, default=State.OWED)
    way = models.CharField(_("返し方"), max_length=10, choices=Way.choices, default=Way.TRANSFER)
    account = models.CharField(_("返金先の口座"), max_length=200, blank=True)
    note = models.CharField(_("メモ"), max_length=120, blank=True)
    paid_out_on = models.DateField(_("返した日"), null=True, blank=True)
    line = models.ForeignKey(
        "payments.StatementLine",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="refunds",
        verbose_name=_("出金の行"),
    )
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("済みにした人"),
    )
    settled_at = models.DateTimeField(_("済みにした日時"), null=True, blank=True)

    objects = RefundQuerySet.as_manager()

    class Meta(Booking.Meta):
        verbose_name = _("返金")
        verbose_name_plural = _("返金")
        constraints = [
            *Booking.Meta.constraints,
            models.CheckConstraint(
                condition=Q(state="paid_out", paid_out_on__isnull=False)
                | ~Q(state="paid_out") & Q(paid_out_on__isnull=True, line__isnull=True),
                name="a_refund_is_paid_on_a_day",
                violation_error_message=_("返した日を書いてください。"),
            ),
            models.CheckConstraint(
                condition=Q(state="owed", settled_at__isnull=True)
                | ~Q(state="owed") & Q(settled_at__isnull=False),
                name="a_refund_is_settled_at_a_time",
            ),
            models.UniqueConstraint(
                fields=["line"],
                condition=Q(undone_at__isnull=True, line__isnull=False),
                name="refund_line_once",
                violation_error_message=_("この出金は、ほかの返金にもう使われています。"),
            ),
            models.UniqueConstraint(
                fields=["registration"],
                condition=Q(undone_at__isnull=True, state="owed"),
                name="one_refund_waits_at_a_time",
                violation_error_message=_("この方への返金は、もう予定されています。"),
            ),
        ]
        indexes = [models.Index(fields=["registration", "undone_at", "state"])]

    def __str__(self):
        return f"{self.registration_id} {self.amount} {self.state}"
