from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from reunion.events.models import Reunion
from reunion.roster.models import Homeroom


class Role(models.TextChoices):
    ORGANIZER = "organizer", _("幹事")
    SECRETARIAT = "secretariat", _("事務局")
    TREASURER = "treasurer", _("会計")
    CLASS_STAFF = "class_staff", _("クラススタッフ")


class Member(models.Model):
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships", verbose_name=_("利用者")
    )
    reunion = models.ForeignKey(Reunion, models.CASCADE, related_name="members", verbose_name=_("同窓会"))
    role = models.CharField(_("役割"), max_length=20, choices=Role.choices)
    homerooms = models.ManyToManyField(
        Homeroom, blank=True, related_name="staff", verbose_name=_("受け持ちのクラス")
    )
    surname = models.CharField(_("在学時の名字"), max_length=40, blank=True)
    own_homeroom = models.ForeignKey(
        Homeroom, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("在学時のクラス")
    )
    shown_since = models.DateTimeField(_("名字の公開に同意した日時"), null=True, blank=True)

    class Meta:
        verbose_name = _("幹事")
        verbose_name_plural = _("幹事")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "reunion"],
                name="member_once",
                violation_error_message=_("この人はもう登録されています。"),
            ),
            models.CheckConstraint(
                condition=Q(shown_since__isnull=True) | ~Q(surname=""), name="shown_member_has_surname"
            ),
        ]

    def __str__(self):
        return f"{self.get_role_display()} {self.user}"

    @property
    def name(self) -> str:
        return str(self.user)
