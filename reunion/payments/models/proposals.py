"""Whom a line may pay for, and what that was worked out from."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from reunion.events.models import Reunion
from reunion.registrations.models import Registration

from .statements import StatementLine


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
    """How a reunion's lines are matched: what the proposals were last worked out from (when it differs they
    are stale), and whether what is certain may be booked without a press."""

    reunion = models.OneToOneField(
        Reunion, models.CASCADE, related_name="match_run", verbose_name=_("同窓会")
    )
    fingerprint = models.CharField(_("もとになった状態"), max_length=64)
    ran_at = models.DateTimeField(_("照合した日時"), auto_now=True)
    books_by_itself = models.BooleanField(_("確実な入金を自動で確定する"), default=False)

    class Meta:
        verbose_name = _("照合")
        verbose_name_plural = _("照合")

    def __str__(self):
        return f"{self.reunion_id} {self.ran_at:%Y-%m-%d %H:%M}"
