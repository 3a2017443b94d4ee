"""Where to pay, and what goes back."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .reunions import Reunion


class BankAccount(models.Model):
    reunion = models.OneToOneField(
        Reunion, models.CASCADE, related_name="bank_account", verbose_name=_("同窓会")
    )
    bank = models.CharField(_("銀行"), max_length=40)
    branch = models.CharField(_("支店"), max_length=40)
    kind = models.CharField(_("預金の種類"), max_length=10, default="普通")
    number = models.CharField(_("口座番号"), max_length=12)
    holder_kana = models.CharField(_("口座名義（カナ）"), max_length=60)
    in_question = models.BooleanField(_("変更を確認中"), default=False, editable=False)

    class Meta:
        verbose_name = _("振込先の口座")
        verbose_name_plural = _("振込先の口座")

    def __str__(self):
        return f"{self.bank} {self.branch}"


class AccountChangeQuerySet(models.QuerySet):
    def open(self) -> "AccountChangeQuerySet":
        return self.filter(outcome=AccountChange.Outcome.OPEN)


class AccountChange(models.Model):
    """Another account, as one person proposed it; it counts once a second person has confirmed it."""

    class Outcome(models.TextChoices):
        OPEN = "open", _("確認待ち")
        CONFIRMED = "confirmed", _("変えました")
        DISCARDED = "discarded", _("取りやめました")

    reunion = models.ForeignKey(
        Reunion, models.CASCADE, related_name="account_changes", verbose_name=_("同窓会")
    )
    bank = models.CharField(_("銀行"), max_length=40)
    branch = models.CharField(_("支店"), max_length=40)
    kind = models.CharField(_("預金の種類"), max_length=10)
    number = models.CharField(_("口座番号"), max_length=12)
    holder_kana = models.CharField(_("口座名義（カナ）"), max_length=60)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="proposed_account_changes",
        verbose_name=_("変えたいと言った人"),
    )
    proposer_name = models.CharField(_("変えたいと言った人の名前"), max_length=80, blank=True)
    confirmers = models.ManyToManyField(
        settings.AUTH_USER_MODEL, blank=True, related_name="+", verbose_name=_("そのときの、ほかの幹事")
    )
    proposed_at = models.DateTimeField(_("申し出た日時"), default=timezone.now)
    outcome = models.CharField(_("結果"), max_length=10, choices=Outcome.choices, default=Outcome.OPEN)
    settled_at = models.DateTimeField(_("決まった日時"), null=True, blank=True)

    objects = AccountChangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("口座の変更")
        verbose_name_plural = _("口座の変更")
        constraints = [
            models.UniqueConstraint(
                fields=["reunion"],
                condition=Q(outcome="open"),
                name="one_open_account_change",
                violation_error_message=_("確認を待っている口座の変更がもうあります。"),
            )
        ]

    def __str__(self):
        return f"{self.bank} {self.branch}"


class RefundStep(models.Model):
    """Whoever cancels on this day or before gets this part of what they paid back."""

    reunion = models.ForeignKey(
        Reunion, models.CASCADE, related_name="refund_steps", verbose_name=_("同窓会")
    )
    until = models.DateField(_("この日まで"))
    percent = models.PositiveSmallIntegerField(_("お返しする割合（％）"))

    class Meta:
        verbose_name = _("取り消しと返金")
        verbose_name_plural = _("取り消しと返金")
        ordering = ["until"]
        constraints = [
            models.UniqueConstraint(
                fields=["reunion", "until"],
                name="refund_step_once_a_day",
                violation_error_message=_("同じ日の決まりがもうあります。"),
            ),
            models.CheckConstraint(
                condition=Q(percent__lte=100),
                name="refund_at_most_all",
                violation_error_message=_("お返しする割合は、0から100までの数字で書いてください。"),
            ),
        ]

    def __str__(self):
        return f"{self.until} {self.percent}%"
