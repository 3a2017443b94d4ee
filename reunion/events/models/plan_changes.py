"""What guests had been told before the date or the place became another."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .reunions import Reunion


class PlanChangeQuerySet(models.QuerySet):
    def open(self) -> "PlanChangeQuerySet":
        return self.filter(settled_at=None)


class PlanChange(models.Model):
    """Empty is what has not changed. One at most is open: what changes again meanwhile joins it."""

    reunion = models.ForeignKey(
        Reunion, models.CASCADE, related_name="plan_changes", verbose_name=_("同窓会")
    )
    was_held_on = models.DateField(_("前の開催日"), null=True, blank=True)
    was_place = models.CharField(_("前の会場"), max_length=200, blank=True)
    changed_at = models.DateTimeField(_("変えた日時"), default=timezone.now)
    settled_at = models.DateTimeField(_("知らせ終えた日時"), null=True, blank=True)

    objects = PlanChangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("日や会場の変更")
        verbose_name_plural = _("日や会場の変更")
        ordering = ["-changed_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["reunion"],
                condition=Q(settled_at=None),
                name="one_open_plan_change",
                violation_error_message=_("知らせ終えていない変更がもうあります。"),
            )
        ]

    def __str__(self):
        return f"{self.was_held_on or ''} {self.was_place}".strip()
