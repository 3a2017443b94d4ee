"""What guests are shown beside the facts: LINE groups, photos."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from reunion.roster.models import Homeroom

from .reunions import Reunion


class LineGroupQuerySet(models.QuerySet):
    def for_guests(self) -> "LineGroupQuerySet":
        """Those a guest may be invited to: never that of the staff."""
        return self.filter(for_staff=False)


class LineGroup(models.Model):
    """The invitation to a LINE group: of the staff, of the whole year, or of one class."""

    reunion = models.ForeignKey(Reunion, models.CASCADE, related_name="line_groups", verbose_name=_("同窓会"))
    homeroom = models.ForeignKey(
        Homeroom,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="line_groups",
        verbose_name=_("クラス"),
    )
    for_staff = models.BooleanField(_("スタッフだけのグループ"), default=False)
    invitation_url = models.URLField(_("招待のアドレス"))

    objects = LineGroupQuerySet.as_manager()

    class Meta:
        verbose_name = _("LINEグループ")
        verbose_name_plural = _("LINEグループ")
        ordering = ["homeroom__grade", "homeroom__label", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["reunion", "homeroom"],
                name="line_group_once",
                violation_error_message=_("このクラスのLINEグループはもう登録されています。"),
            ),
            models.UniqueConstraint(
                fields=["reunion"],
                condition=Q(homeroom__isnull=True, for_staff=False),
                name="line_group_of_the_year_once",
                violation_error_message=_("学年全体のLINEグループはもう登録されています。"),
            ),
            models.UniqueConstraint(
                fields=["reunion"],
                condition=Q(for_staff=True),
                name="line_group_of_the_staff_once",
                violation_error_message=_("スタッフのLINEグループはもう登録されています。"),
            ),
            models.CheckConstraint(
                condition=Q(for_staff=False) | Q(homeroom__isnull=True),
                name="line_group_of_the_staff_is_of_no_class",
                violation_error_message=_("スタッフのLINEグループは、クラスのものにはできません。"),
            ),
        ]

    def __str__(self):
        if self.for_staff:
            return str(_("スタッフ"))
        return str(self.homeroom or _("学年全体"))


class Photo(models.Model):
    """A picture on the first page, as made by photos.py: two sizes, nothing in them but the picture."""

    reunion = models.ForeignKey(Reunion, models.CASCADE, related_name="photos", verbose_name=_("同窓会"))
    small = models.ImageField(_("小さい画像"), upload_to="photos", editable=False)
    large = models.ImageField(
        _("大きい画像"), upload_to="photos", width_field="width", height_field="height", editable=False
    )
    width = models.PositiveSmallIntegerField(editable=False)
    height = models.PositiveSmallIntegerField(editable=False)
    caption = models.CharField(_("写真の説明"), max_length=80)
    position = models.PositiveSmallIntegerField(_("順番"), default=0)
    added_at = models.DateTimeField(_("加えた日時"), auto_now_add=True)

    class Meta:
        verbose_name = _("写真")
        verbose_name_plural = _("写真")
        ordering = ["position", "id"]

    def __str__(self):
        return self.caption
