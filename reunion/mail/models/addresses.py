"""What we know of an address: whether it works, and what its owner does not want."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from reunion.events.models import Reunion

from .inbound import Bounce


class AddressHealth(models.Model):
    """An address to which nothing is sent any more, or of which somebody should decide that.

    Proposed: refused more than once, for a reason that proves nothing. Good: a person has lifted it.
    """

    class State(models.TextChoices):
        PROPOSED = "proposed", _("確認待ち")
        DEAD = "dead", _("届かない宛先")
        GOOD = "good", _("使える宛先")

    address = models.CharField(_("メールアドレス"), max_length=254, unique=True)
    state = models.CharField(_("状態"), max_length=10, choices=State.choices)
    reason = models.CharField(_("理由"), max_length=300, blank=True)
    bounce = models.ForeignKey(
        Bounce, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("不達の知らせ")
    )
    since = models.DateTimeField(_("いつから"), default=timezone.now)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("決めた人"),
    )

    class Meta:
        verbose_name = _("宛先の状態")
        verbose_name_plural = _("宛先の状態")
        constraints = [
            models.CheckConstraint(
                condition=Q(address=Lower("address")), name="address_health_in_small_letters"
            )
        ]

    def __str__(self):
        return f"{self.address} {self.get_state_display()}"


class Unsubscribe(models.Model):
    """Somebody who wants no announcements of this reunion; letters about their own registration still go."""

    reunion = models.ForeignKey(
        Reunion, models.CASCADE, related_name="unsubscribes", verbose_name=_("同窓会")
    )
    address = models.CharField(_("メールアドレス"), max_length=254)
    at = models.DateTimeField(_("日時"), auto_now_add=True)

    class Meta:
        verbose_name = _("一斉連絡を止めた人")
        verbose_name_plural = _("一斉連絡を止めた人")
        constraints = [models.UniqueConstraint(fields=["reunion", "address"], name="unsubscribe_once")]

    def __str__(self):
        return self.address
