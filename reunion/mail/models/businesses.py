"""Businesses we write to (venue, printer, photographer), and every letter that went to them."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from reunion.events.models import Reunion, Venue

from .letters import Message


class Business(models.Model):
    """Whom a letter is for; how it is addressed is said in addressing.py."""

    reunion = models.ForeignKey(Reunion, models.CASCADE, related_name="businesses", verbose_name=_("同窓会"))
    venue = models.ForeignKey(
        Venue,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="businesses",
        verbose_name=_("会場"),
    )
    name = models.CharField(_("会社や店の名前"), max_length=80)
    department = models.CharField(_("部署"), max_length=60, blank=True)
    person = models.CharField(_("担当の方"), max_length=40, blank=True)
    email = models.EmailField(_("メールアドレス"), blank=True)
    phone = models.CharField(_("電話・FAX"), max_length=60, blank=True)

    class Meta:
        verbose_name = _("取引先")
        verbose_name_plural = _("取引先")
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["reunion", "venue"],
                condition=Q(venue__isnull=False),
                name="business_once_a_venue",
                violation_error_message=_("この会場の宛先は、もう書いてあります。"),
            )
        ]

    def __str__(self):
        return self.name


class BusinessLetter(models.Model):
    """A letter as it was sent or printed: nothing of it changes any more."""

    class Purpose(models.TextChoices):
        QUOTE = "quote", _("見積りを頼む")
        HOLD = "hold", _("仮予約を頼む")
        HEADS = "heads", _("人数を知らせる")
        CANCEL = "cancel", _("取り消しを頼む")
        THANKS = "thanks", _("お礼を言う")
        OTHER = "other", _("そのほか")

    reunion = models.ForeignKey(
        Reunion, models.CASCADE, related_name="business_letters", verbose_name=_("同窓会")
    )
    business = models.ForeignKey(Business, models.CASCADE, related_name="letters", verbose_name=_("取引先"))
    submission = models.UUIDField(_("送信の印"), unique=True, default=uuid.uuid4, editable=False)
    purpose = models.CharField(_("用件"), max_length=8, choices=Purpose.choices)
    addressee = models.CharField(_("宛名"), max_length=250)
    subject = models.CharField(_("件名"), max_length=60)
    text = models.TextField(_("本文"), max_length=4000)
    signature = models.TextField(_("差出人"), max_length=500)
    writer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("書いた人"),
    )
    writer_name = models.CharField(_("書いた人の名前"), max_length=80)
    written_at = models.DateTimeField(_("書いた日時"), auto_now_add=True)
    # Empty: on paper, printed or sent by fax.
    message = models.OneToOneField(
        Message,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="business_letter",
        verbose_name=_("メール"),
    )

    class Meta:
        verbose_name = _("取引先への手紙")
        verbose_name_plural = _("取引先への手紙")
        ordering = ["-written_at", "-id"]
        indexes = [models.Index(fields=["reunion", "-written_at", "-id"])]

    def __str__(self):
        return f"{self.get_purpose_display()} {self.addressee.splitlines()[0]}"
