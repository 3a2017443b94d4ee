import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from reunion.events.models import Reunion
from reunion.roster.models import Homeroom


class AnnouncementQuerySet(models.QuerySet):
    def halted(self) -> "AnnouncementQuerySet":
        """Somebody has to say whether they go on."""
        return self.filter(state=Announcement.State.PAUSED)


class Announcement(models.Model):
    """One text to one audience; each mail is a row of the outbox that bears this batch."""

    class State(models.TextChoices):
        DRAFT = "draft", _("下書き")
        SENDING = "sending", _("送信中")
        PAUSED = "paused", _("一時停止中")
        STOPPED = "stopped", _("途中でやめました")
        DONE = "done", _("送り終わりました")

    class Audience(models.TextChoices):
        ALL = "all", _("連絡先の分かる全員")
        ANSWERED = "answered", _("返事のあった人")
        COMING = "coming", _("参加する人")
        UNPAID = "unpaid", _("参加する人のうち、入金のまだの人")
        NOT_REACHED = "not_reached", _("メールの届いたことが確かめられていない人")
        DECLINED = "declined", _("欠席の人")
        TEACHERS = "teachers", _("参加する恩師")
        CLASSMATES = "classmates", _("参加する同窓生（恩師をのぞく）")

    class Occasion(models.TextChoices):
        WEEK_BEFORE = "week_before", _("1週間前のご案内")
        WEEK_BEFORE_TEACHER = "week_before_teacher", _("1週間前のご案内（恩師）")
        THANKS = "thanks", _("会のあとのお礼")
        THANKS_TEACHER = "thanks_teacher", _("会のあとのお礼（恩師）")

    class Sender(models.TextChoices):
        REUNION = "reunion", _("会の名前で送る（返事は会へ）")
        AUTHOR = "author", _("自分の名前を添える（返事は会へ）")
        AUTHOR_REPLIES = "replies", _("自分の名前を添える（返事は自分へ）")

    reunion = models.ForeignKey(
        Reunion, models.CASCADE, related_name="announcements", verbose_name=_("同窓会")
    )
    subject = models.CharField(_("件名"), max_length=60)
    text = models.TextField(_("本文"), max_length=4000)
    audience = models.CharField(_("送る相手"), max_length=12, choices=Audience.choices)
    homeroom = models.ForeignKey(
        Homeroom,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("クラスを限るとき"),
    )
    sender = models.CharField(_("差出人"), max_length=10, choices=Sender.choices, default=Sender.REUNION)
    occasion = models.CharField(_("きっかけ"), max_length=20, choices=Occasion.choices, blank=True)
    state = models.CharField(_("状態"), max_length=10, choices=State.choices, default=State.DRAFT)
    submission = models.UUIDField(_("送信の印"), unique=True, default=uuid.uuid4, editable=False)
    digest = models.CharField(_("文面の印"), max_length=64, blank=True, editable=False)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("書いた人")
    )
    recipients = models.PositiveIntegerField(_("送る人数"), default=0)
    created_at = models.DateTimeField(_("書いた日時"), auto_now_add=True)
    sent_at = models.DateTimeField(_("送り始めた日時"), null=True, blank=True)
    written_at = models.DateTimeField(_("全員分を送る順番に入れた日時"), null=True, blank=True)

    objects = AnnouncementQuerySet.as_manager()

    class Meta:
        verbose_name = _("一斉連絡")
        verbose_name_plural = _("一斉連絡")
        ordering = ["-created_at", "-id"]
        indexes = [models.Index(fields=["reunion", "-created_at"])]

    def __str__(self):
        return self.subject

    @property
    def readers(self) -> str:
        """欠席の人（3年A組）"""
        audience = str(self.get_audience_display())
        if self.homeroom is None:
            return audience
        return gettext("%(audience)s（%(homeroom)s）") % {"audience": audience, "homeroom": self.homeroom}

    @property
    def batch(self) -> str:
        """By this its mails are found in the outbox."""
        return f"announcement:{self.pk}"
