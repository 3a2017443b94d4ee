"""Where to pay, and what goes back."""

from django.db import models
from django.db.models import Q
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

    class Meta:
        verbose_name = _("振込先の口座")
        verbose_name_plural = _("振込先の口座")

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
