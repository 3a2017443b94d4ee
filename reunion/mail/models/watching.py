"""How our own way of sending is watched."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class DomainCheck(models.Model):
    """What the checks of our sending domain found on one day; `checks` as check_domain prints them."""

    domain = models.CharField(_("ドメイン"), max_length=253)
    checked_at = models.DateTimeField(_("確かめた日時"), default=timezone.now)
    checks = models.JSONField(_("結果"))

    class Meta:
        verbose_name = _("ドメインの確認")
        verbose_name_plural = _("ドメインの確認")
        ordering = ["-checked_at", "-id"]
        indexes = [models.Index(fields=["domain", "-checked_at"])]

    def __str__(self):
        return f"{self.domain} {self.checked_at:%Y-%m-%d}"


class MailboxWatch(models.Model):
    """How the last looks into a mailbox of returned mail went; one row for each mailbox that was ever set."""

    mailbox = models.CharField(_("受信箱の印"), max_length=64, unique=True)
    read_at = models.DateTimeField(_("最後に読めた日時"), null=True, blank=True)
    failing_since = models.DateTimeField(_("読めなくなった日時"), null=True, blank=True)
    trouble = models.CharField(_("読めない理由"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("受信箱の見回り")
        verbose_name_plural = _("受信箱の見回り")

    def __str__(self):
        return f"{self.read_at:%Y-%m-%d %H:%M}" if self.read_at else "–"


class RoundTrip(models.Model):
    """A letter to ourselves, which must come back to the mailbox that is looked into."""

    message_id = models.CharField(_("Message-ID"), max_length=200, unique=True)
    sent_at = models.DateTimeField(_("送った日時"), null=True, blank=True)
    returned_at = models.DateTimeField(_("戻った日時"), null=True, blank=True)
    outcome = models.CharField(_("結果"), max_length=300, blank=True)
    created_at = models.DateTimeField(_("書いた日時"), auto_now_add=True)

    class Meta:
        verbose_name = _("往復の確認")
        verbose_name_plural = _("往復の確認")
        ordering = ["-created_at", "-id"]

    def __str__(self):
        return f"{self.created_at:%Y-%m-%d %H:%M}"
