"""The bank's files, their lines, and the columns of a table that the treasurer has confirmed."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from reunion.events.models import Reunion
from reunion.payments.readers import Explained
from reunion.payments.readers.entries import UNDOING_KINDS
from reunion.payments.readers.headings import Columns

from .bookings import Allocation


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


class RememberedColumns(models.Model):
    """What the treasurer said about the columns of a bank's table; the next such file is not asked about."""

    MEANINGS = {
        "booked_on": _("日付"),
        "deposit": _("入金"),
        "signed": _("入金（マイナスは出金）"),
        "sign": _("入金か出金か"),
        "withdrawal": _("出金"),
        "description": _("名前"),
        "balance": _("残高"),
    }

    reunion = models.ForeignKey(
        Reunion, models.CASCADE, related_name="remembered_columns", verbose_name=_("同窓会")
    )
    fingerprint = models.CharField(_("見出しの印"), max_length=64, editable=False)
    bank = models.CharField(_("銀行の名前"), max_length=40, blank=True)
    headings = models.JSONField(_("見出し"), default=list, blank=True)
    places = models.JSONField(_("列の意味"), default=dict)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, verbose_name=_("確かめた人")
    )
    confirmed_at = models.DateTimeField(_("確かめた日時"), auto_now=True)

    class Meta:
        verbose_name = _("覚えている列")
        verbose_name_plural = _("覚えている列")
        ordering = ["-confirmed_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["reunion", "fingerprint"],
                name="remembered_columns_once",
                violation_error_message=_("この形の明細の列は、もう覚えています。"),
            )
        ]

    def __str__(self):
        return self.bank or " ".join(self.headings)

    @property
    def said(self) -> list[tuple[str, str]]:
        """Each meaning with the heading of its column, or its number where there are no headings."""
        return [
            (label, self._heading(self.places[meaning][0]))
            for meaning, label in self.MEANINGS.items()
            if meaning in self.places
        ]

    def _heading(self, place: int) -> str:
        heading = self.headings[place] if place < len(self.headings) else ""
        return heading or gettext("%(number)s列目") % {"number": place + 1}

    @property
    def explained(self) -> Explained:
        return Explained(self.bank, Columns({meaning: tuple(at) for meaning, at in self.places.items()}))


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
