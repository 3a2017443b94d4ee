from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from reunion.events.models import Reunion
from reunion.registrations.models import Registration


def _person(words) -> models.ForeignKey:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=words
    )


class ReceiptQuerySet(models.QuerySet):
    def valid(self) -> "ReceiptQuerySet":
        return self.filter(voided_at__isnull=True)


class Receipt(models.Model):
    """A written receipt; what stands on it never changes, and its number is never used again."""

    reunion = models.ForeignKey(Reunion, models.CASCADE, related_name="receipts", verbose_name=_("同窓会"))
    number = models.PositiveIntegerField(_("番号"))
    registration = models.ForeignKey(
        Registration, models.PROTECT, related_name="receipts", verbose_name=_("申込")
    )
    amount = models.PositiveBigIntegerField(_("金額（円）"))
    received_on = models.DateField(_("受け取った日"))
    addressee = models.CharField(_("宛名"), max_length=60)
    proviso = models.CharField(_("但し書き"), max_length=60)
    issuer = models.CharField(_("発行者"), max_length=120, blank=True)
    issued_on = models.DateField(_("発行日"), default=timezone.localdate)
    issued_at = models.DateTimeField(_("発行した日時"), auto_now_add=True)
    issued_by = _person(_("発行した人"))
    replaces = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="replaced_by",
        verbose_name=_("再発行のもと"),
    )
    voided_at = models.DateTimeField(_("無効にした日時"), null=True, blank=True)
    voided_by = _person(_("無効にした人"))

    objects = ReceiptQuerySet.as_manager()

    class Meta:
        verbose_name = _("領収書")
        verbose_name_plural = _("領収書")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["reunion", "number"],
                name="receipt_number_once",
                violation_error_message=_("この番号の領収書はもうあります。"),
            ),
            models.CheckConstraint(
                condition=Q(amount__gt=0),
                name="receipt_amount_positive",
                violation_error_message=_("金額は1円以上で書いてください。"),
            ),
        ]
        indexes = [models.Index(fields=["registration", "voided_at"])]

    def __str__(self):
        return f"No.{self.number}"

    @property
    def is_valid(self) -> bool:
        return self.voided_at is None


class Pot(models.TextChoices):
    """Where the reunion's money is."""

    ACCOUNT = "account", _("会の口座")
    CASH = "cash", _("会の現金")


class NotedQuerySet(models.QuerySet):
    def standing(self):
        """Not struck out."""
        return self.filter(struck_at__isnull=True)


class Noted(models.Model):
    """Something the treasurer wrote down; striking it out keeps the row."""

    amount = models.PositiveBigIntegerField(_("金額（円）"))
    noted_by = _person(_("書いた人"))
    noted_at = models.DateTimeField(_("書いた日時"), auto_now_add=True)
    struck_by = _person(_("消した人"))
    struck_at = models.DateTimeField(_("消した日時"), null=True, blank=True)

    objects = NotedQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__gt=0),
                name="%(class)s_amount_positive",
                violation_error_message=_("金額は1円以上で書いてください。"),
            )
        ]


class Expense(Noted):
    class Category(models.TextChoices):
        VENUE = "venue", _("会場・料理")
        PRINTING = "printing", _("印刷・郵送")
        GIFTS = "gifts", _("記念品")
        CONTACT = "contact", _("通信")
        TEACHERS = "teachers", _("恩師の招待")
        OTHER = "other", _("その他")

    class PaidFrom(models.TextChoices):
        ACCOUNT = "account", _("会の口座から")
        CASH = "cash", _("会の現金から")
        ADVANCE = "advance", _("立て替え")

    reunion = models.ForeignKey(Reunion, models.CASCADE, related_name="expenses", verbose_name=_("同窓会"))
    paid_on = models.DateField(_("払った日"))
    what = models.CharField(_("何に"), max_length=80)
    payee = models.CharField(_("払った先"), max_length=80, blank=True)
    category = models.CharField(_("分け方"), max_length=10, choices=Category.choices)
    paid_from = models.CharField(_("どこから払ったか"), max_length=10, choices=PaidFrom.choices)
    advanced_by = models.CharField(_("立て替えた人"), max_length=60, blank=True)
    repaid_on = models.DateField(_("立て替えた人に返した日"), null=True, blank=True)
    repaid_from = models.CharField(_("どこから返したか"), max_length=10, choices=Pot.choices, blank=True)
    proof = models.FileField(_("領収書の写真かPDF"), upload_to="proofs", blank=True, editable=False)

    class Meta(Noted.Meta):
        verbose_name = _("支出")
        verbose_name_plural = _("支出")
        ordering = ["paid_on", "id"]
        constraints = [
            *Noted.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(paid_from="advance") | ~Q(advanced_by=""),
                name="an_advance_is_somebodys",
                violation_error_message=_("立て替えた人の名前を書いてください。"),
            ),
            models.CheckConstraint(
                condition=Q(repaid_on__isnull=True, repaid_from="")
                | Q(repaid_on__isnull=False, paid_from="advance") & ~Q(repaid_from=""),
                name="only_an_advance_is_repaid",
                violation_error_message=_("返した日と、どこから返したかは、両方を書いてください。"),
            ),
        ]
        indexes = [models.Index(fields=["reunion", "struck_at"])]

    def __str__(self):
        return f"{self.paid_on} {self.what}"

    @property
    def is_owed(self) -> bool:
        """Somebody still waits for the money they advanced."""
        return self.paid_from == self.PaidFrom.ADVANCE and self.repaid_on is None


class OtherIncome(Noted):
    """Money that is no fee."""

    class Kind(models.TextChoices):
        CARRIED_OVER = "carried_over", _("前回からの繰越")
        DONATION = "donation", _("ご祝儀・寄付")
        INTEREST = "interest", _("利息")
        OTHER = "other", _("その他の収入")

    reunion = models.ForeignKey(
        Reunion, models.CASCADE, related_name="other_incomes", verbose_name=_("同窓会")
    )
    received_on = models.DateField(_("受け取った日"))
    kind = models.CharField(_("分け方"), max_length=12, choices=Kind.choices)
    what = models.CharField(_("だれから、何を"), max_length=80, blank=True)
    put_into = models.CharField(_("どこに入れたか"), max_length=10, choices=Pot.choices)

    class Meta(Noted.Meta):
        verbose_name = _("会費のほかの収入")
        verbose_name_plural = _("会費のほかの収入")
        ordering = ["received_on", "id"]
        indexes = [models.Index(fields=["reunion", "struck_at"])]

    def __str__(self):
        return f"{self.received_on} {self.get_kind_display()}"


class CashMove(Noted):
    """Cash that was paid into the account, or drawn from it, such as change for the reception."""

    reunion = models.ForeignKey(Reunion, models.CASCADE, related_name="cash_moves", verbose_name=_("同窓会"))
    moved_on = models.DateField(_("動かした日"))
    moved_to = models.CharField(_("どちらへ"), max_length=10, choices=Pot.choices)
    note = models.CharField(_("メモ"), max_length=80, blank=True)

    class Meta(Noted.Meta):
        verbose_name = _("口座と現金のあいだの移動")
        verbose_name_plural = _("口座と現金のあいだの移動")
        ordering = ["moved_on", "id"]
        indexes = [models.Index(fields=["reunion", "struck_at"])]

    def __str__(self):
        return f"{self.moved_on} {self.get_moved_to_display()}"


FEES = "fees"
INCOME_HEADS = ((FEES, _("会費")), *((f"income_{key}", words) for key, words in OtherIncome.Kind.choices))
EXPENSE_HEADS = tuple((f"expense_{key}", words) for key, words in Expense.Category.choices)


class BudgetLine(models.Model):
    """What was planned under one head."""

    reunion = models.ForeignKey(
        Reunion, models.CASCADE, related_name="budget_lines", verbose_name=_("同窓会")
    )
    head = models.CharField(_("費目"), max_length=24, choices=INCOME_HEADS + EXPENSE_HEADS)
    amount = models.PositiveBigIntegerField(_("予算（円）"))

    class Meta:
        verbose_name = _("予算")
        verbose_name_plural = _("予算")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["reunion", "head"],
                name="budget_head_once",
                violation_error_message=_("この費目の予算はもうあります。"),
            )
        ]

    def __str__(self):
        return self.get_head_display()


class Settlement(models.Model):
    """How the books were closed; while `closed_at` is empty, what is said beside the figures."""

    reunion = models.OneToOneField(
        Reunion, models.CASCADE, related_name="settlement", verbose_name=_("同窓会")
    )
    treasurer = models.CharField(_("会計の名前"), max_length=60, blank=True)
    auditor = models.CharField(_("会計監査の名前"), max_length=60, blank=True)
    remark = models.TextField(_("報告書に添える言葉"), max_length=600, blank=True)
    bank_balance = models.BigIntegerField(_("通帳の残高（円）"), null=True, blank=True)
    bank_balance_on = models.DateField(_("その残高の日"), null=True, blank=True)
    closed_at = models.DateTimeField(_("閉じた日時"), null=True, blank=True)
    closed_by = _person(_("閉じた人"))
    figures = models.JSONField(_("閉じたときの数字"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("決算")
        verbose_name_plural = _("決算")
        constraints = [
            models.CheckConstraint(
                condition=Q(bank_balance__isnull=True, bank_balance_on__isnull=True)
                | Q(bank_balance__isnull=False, bank_balance_on__isnull=False),
                name="a_balance_has_its_day",
                violation_error_message=_("残高とその日は、両方を書いてください。"),
            )
        ]

    def __str__(self):
        return f"{self.reunion_id}"

    @property
    def is_closed(self) -> bool:
        return self.closed_at is not None
