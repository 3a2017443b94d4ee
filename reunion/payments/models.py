from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from reunion.events.models import Reunion
from reunion.registrations.models import Registration

from .readers.entries import UNDOING_KINDS


class Statement(models.Model):
    """One file of the bank, taken in whole."""

    reunion = models.ForeignKey(Reunion, models.CASCADE, related_name="statements", verbose_name=_("同窓会"))
    file_name = models.CharField(_("ファイル名"), max_length=200)
    digest = models.CharField(_("ファイルの指紋"), max_length=64, editable=False)
    bank = models.CharField(_("銀行"), max_length=40)
    from_on = models.DateField(_("最初の日"), null=True, blank=True)
    to_on = models.DateField(_("最後の日"), null=True, blank=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, verbose_name=_("取り込んだ人")
    )
    uploaded_at = models.DateTimeField(_("取り込んだ日時"), auto_now_add=True)

    class Meta:
        verbose_name = _("入出金明細")
        verbose_name_plural = _("入出金明細")
        ordering = ["-uploaded_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["reunion", "digest"],
                name="statement_once",
                violation_error_message=_("このファイルはもう取り込みました。"),
            )
        ]

    def __str__(self):
        return f"{self.bank} {self.file_name}"


class StatementLineQuerySet(models.QuerySet):
    def deposits(self) -> "StatementLineQuerySet":
        return self.filter(direction=StatementLine.Direction.IN)

    def asking(self) -> "StatementLineQuerySet":
        """Money that came in, and deposits the bank took back: somebody must look at them."""
        reversal = Q(direction=StatementLine.Direction.OUT, kind__in=sorted(UNDOING_KINDS))
        return self.filter(Q(direction=StatementLine.Direction.IN) | reversal)

    def matched(self) -> "StatementLineQuerySet":
        return self.filter(Exists(Allocation.objects.standing().filter(line=OuterRef("pk"))))

    def undecided(self) -> "StatementLineQuerySet":
        """What nobody has booked or set aside yet."""
        return (
            self.asking()
            .filter(ignored_at__isnull=True)
            .exclude(Exists(Allocation.objects.standing().filter(line=OuterRef("pk"))))
        )

    def graded(self, grade: str) -> "StatementLineQuerySet":
        return self.undecided().filter(grade=grade)

    def ignored(self) -> "StatementLineQuerySet":
        return self.filter(ignored_at__isnull=False)


class StatementLine(models.Model):
    class Direction(models.TextChoices):
        IN = "in", _("入金")
        OUT = "out", _("出金")

    class Grade(models.TextChoices):
        CERTAIN = "certain", _("確実")
        LIKELY = "likely", _("たぶん")
        UNCLEAR = "unclear", _("分からない")

    statement = models.ForeignKey(
        Statement, models.CASCADE, related_name="lines", verbose_name=_("入出金明細")
    )
    reunion = models.ForeignKey(
        Reunion, models.CASCADE, related_name="statement_lines", verbose_name=_("同窓会")
    )
    identity = models.CharField(_("行の印"), max_length=64, editable=False)
    bank_id = models.CharField(_("銀行の明細番号"), max_length=60, blank=True, db_index=True)
    number = models.PositiveIntegerField(_("ファイルの行"))
    sequence = models.PositiveIntegerField(_("古い順の番号"), default=0, editable=False)
    booked_on = models.DateField(_("日付"))
    direction = models.CharField(_("入出金"), max_length=3, choices=Direction.choices)
    amount = models.PositiveBigIntegerField(_("金額（円）"))
    payer = models.CharField(_("振込人"), max_length=200, blank=True)
    kind = models.CharField(_("取引の種類"), max_length=20, blank=True)
    balance_after = models.BigIntegerField(_("残高（円）"), null=True, blank=True)
    text = models.TextField(_("銀行の説明"), blank=True)
    raw = models.TextField(_("もとの行"))
    grade = models.CharField(_("確かさ"), max_length=10, choices=Grade.choices, default=Grade.UNCLEAR)
    reason = models.CharField(_("理由"), max_length=200, blank=True)
    treatment = models.CharField(_("扱い"), max_length=30, blank=True)
    ignored_at = models.DateTimeField(_("会費ではないとした日時"), null=True, blank=True)
    ignored_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, verbose_name=_("そう決めた人")
    )

    objects = StatementLineQuerySet.as_manager()

    class Meta:
        verbose_name = _("明細の行")
        verbose_name_plural = _("明細の行")
        ordering = ["statement_id", "number", "id"]
        constraints = [
            models.UniqueConstraint(fields=["reunion", "identity"], name="statement_line_once"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="statement_line_amount_positive"),
        ]
        indexes = [
            models.Index(fields=["reunion", "direction", "grade"]),
            models.Index(fields=["reunion", "booked_on", "id"]),
        ]

    def __str__(self):
        return f"{self.booked_on:%Y-%m-%d} {self.payer} {self.amount}"

    @property
    def is_reversal(self) -> bool:
        """The bank took a deposit back: it shows something to undo and pays for nobody."""
        return self.direction == self.Direction.OUT and self.kind in UNDOING_KINDS

    @property
    def signed_amount(self) -> int:
        return self.amount if self.direction == self.Direction.IN else -self.amount


class Proposal(models.Model):
    """A registration that a line may pay for: a share of the best proposal, or an alternative."""

    line = models.ForeignKey(
        StatementLine, models.CASCADE, related_name="proposals", verbose_name=_("明細の行")
    )
    registration = models.ForeignKey(
        Registration, models.CASCADE, related_name="proposals", verbose_name=_("申込")
    )
    amount = models.PositiveBigIntegerField(_("金額（円）"), default=0)
    is_alternative = models.BooleanField(_("ほかの候補"), default=False)
    rank = models.PositiveSmallIntegerField(_("順"), default=0)

    class Meta:
        verbose_name = _("候補")
        verbose_name_plural = _("候補")
        ordering = ["is_alternative", "rank", "id"]
        constraints = [models.UniqueConstraint(fields=["line", "registration"], name="proposal_once")]

    def __str__(self):
        return f"{self.line_id} → {self.registration_id}"


class MatchRun(models.Model):
    """What the proposals of a reunion were last worked out from; when it differs they are stale."""

    reunion = models.OneToOneField(
        Reunion, models.CASCADE, related_name="match_run", verbose_name=_("同窓会")
    )
    fingerprint = models.CharField(_("もとになった状態"), max_length=64)
    ran_at = models.DateTimeField(_("照合した日時"), auto_now=True)

    class Meta:
        verbose_name = _("照合")
        verbose_name_plural = _("照合")

    def __str__(self):
        return f"{self.reunion_id} {self.ran_at:%Y-%m-%d %H:%M}"


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
        StatementLine, models.PROTECT, related_name="allocations", verbose_name=_("明細の行")
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


class HandBookedPayment(Booking):
    """Cash, or money seen elsewhere than in a file of the bank."""

    registration = models.ForeignKey(
        Registration, models.PROTECT, related_name="hand_booked_payments", verbose_name=_("申込")
    )
    received_on = models.DateField(_("受け取った日"))
    taken_by = models.CharField(_("受け取った人"), max_length=60)
    note = models.CharField(_("メモ"), max_length=120, blank=True)

    class Meta(Booking.Meta):
        verbose_name = _("手で記録した入金")
        verbose_name_plural = _("手で記録した入金")
        indexes = [models.Index(fields=["registration", "undone_at"])]

    def __str__(self):
        return f"{self.registration_id} {self.amount}"
