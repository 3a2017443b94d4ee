from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from reunion.events.models import Reunion
from reunion.roster.models import Classmate, Teacher


class Forgetting(models.Model):
    """That a reunion's personal data was erased, and when; said once."""

    reunion = models.OneToOneField(
        Reunion, models.CASCADE, related_name="forgetting", verbose_name=_("同窓会")
    )
    at = models.DateTimeField(_("消した日時"), default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("消した人"),
    )
    with_roster = models.BooleanField(_("名簿も消した"), default=False)

    class Meta:
        verbose_name = _("個人情報を消した記録")
        verbose_name_plural = _("個人情報を消した記録")

    def __str__(self):
        return f"{self.reunion_id} {self.at:%Y-%m-%d}"


class Agreement(models.Model):
    """Somebody agreed that their contact is kept for the next time; it outlives their registration."""

    classmate = models.OneToOneField(
        Classmate,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="agreement",
        verbose_name=_("同窓生"),
    )
    teacher = models.OneToOneField(
        Teacher, models.CASCADE, null=True, blank=True, related_name="agreement", verbose_name=_("恩師")
    )
    wording = models.TextField(_("読んだ文"), blank=True)
    given_at = models.DateTimeField(_("同意した日時"))

    class Meta:
        verbose_name = _("次の会のための同意")
        verbose_name_plural = _("次の会のための同意")
        constraints = [
            models.CheckConstraint(
                condition=Q(classmate__isnull=False) ^ Q(teacher__isnull=False),
                name="agreement_is_somebodys",
            )
        ]

    def __str__(self):
        return str(self.classmate or self.teacher)
