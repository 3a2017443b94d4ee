from django.conf import settings
from django.db import models
from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from reunion.events.models import Reunion
from reunion.roster.models import Classmate


class BatchQuerySet(models.QuerySet):
    def for_list(self, reunion: Reunion) -> "BatchQuerySet":
        """Adds how many cards a batch has, and how many bear a certain address."""
        return (
            self.filter(reunion=reunion)
            .annotate(
                card_count=Count("cards"), certain_count=Count("cards", filter=~Q(cards__postal_code=""))
            )
            .order_by("-id")
        )


class Batch(models.Model):
    """Cards made together."""

    reunion = models.ForeignKey(
        Reunion, models.CASCADE, related_name="postcard_batches", verbose_name=_("同窓会")
    )
    name = models.CharField(_("名前"), max_length=80)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, verbose_name=_("作った人")
    )
    made_at = models.DateTimeField(_("作った日時"), auto_now_add=True)

    objects = BatchQuerySet.as_manager()

    class Meta:
        verbose_name = _("はがきの束")
        verbose_name_plural = _("はがきの束")
        ordering = ["-id"]

    def __str__(self):
        return self.name


class Card(models.Model):
    """One card, with name and address frozen when the batch was made."""

    batch = models.ForeignKey(Batch, models.CASCADE, related_name="cards", verbose_name=_("はがきの束"))
    number = models.PositiveIntegerField(_("番号"))
    classmate = models.ForeignKey(Classmate, models.PROTECT, related_name="cards", verbose_name=_("同窓生"))
    family_name = models.CharField(_("名字"), max_length=40)
    given_name = models.CharField(_("名前"), max_length=40, blank=True)
    kana = models.CharField(_("かな"), max_length=121, blank=True)
    postal_code = models.CharField(_("いまの郵便番号"), max_length=7, blank=True)
    prefecture = models.CharField(_("都道府県"), max_length=10, blank=True)
    municipality = models.CharField(_("市区町村"), max_length=40, blank=True)
    town = models.CharField(_("町域"), max_length=60, blank=True)
    rest = models.CharField(_("番地と建物"), max_length=120, blank=True)
    care_of = models.CharField(_("様方"), max_length=40, blank=True)
    printed_code = models.CharField(_("郵便番号（アルバム）"), max_length=10, blank=True)
    printed_address = models.CharField(_("住所（アルバム）"), max_length=200)

    class Meta:
        verbose_name = _("はがき")
        verbose_name_plural = _("はがき")
        ordering = ["batch_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["batch", "classmate"], name="card_once"),
            models.UniqueConstraint(fields=["batch", "number"], name="card_number_unique"),
        ]

    def __str__(self):
        return f"{self.number} {self.family_name} {self.given_name}"

    @property
    def is_certain(self) -> bool:
        """Whether the card bears today's address; otherwise only the yearbook's text is known."""
        return bool(self.postal_code)

    @property
    def address(self) -> str:
        if not self.is_certain:
            return self.printed_address
        return f"{self.prefecture}{self.municipality}{self.town}{self.rest}"
