"""What comes to us: letters from guests, and our own letters that came back."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from reunion.events.models import Reunion

from .letters import Message


class InboundLetterQuerySet(models.QuerySet):
    def unanswered(self) -> "InboundLetterQuerySet":
        return self.filter(answered_at=None)


class InboundLetter(models.Model):
    """What a guest wrote to the organizers: a question from the page, a wish from a personal page, or a mail.

    A reply surely comes from whom we wrote to; any other mail may be from anybody, whatever its sender says.
    """

    class Kind(models.TextChoices):
        QUESTION = "question", _("質問")
        CHANGE = "change", _("変更・取り消しの希望")
        PERSONAL_DATA = "personal_data", _("登録内容の訂正・削除の希望")
        REPLY = "reply", _("メールの返信")
        MAIL = "mail", _("メール")

    reunion = models.ForeignKey(
        Reunion, models.CASCADE, related_name="inbound_letters", verbose_name=_("同窓会")
    )
    kind = models.CharField(_("種類"), max_length=20, choices=Kind.choices, default=Kind.QUESTION)
    submission = models.UUIDField(_("送信の印"), unique=True, default=uuid.uuid4, editable=False)
    about = models.CharField(_("対象"), max_length=80, blank=True, db_index=True)
    name = models.CharField(_("お名前"), max_length=80)
    contact = models.CharField(_("返事の宛先"), max_length=254, blank=True)
    text = models.TextField(_("本文"), max_length=2000)
    received_at = models.DateTimeField(_("届いた日時"), auto_now_add=True)
    answered_at = models.DateTimeField(_("返事をした日時"), null=True, blank=True)
    answer = models.TextField(_("返事"), max_length=4000, blank=True)

    objects = InboundLetterQuerySet.as_manager()

    class Meta:
        verbose_name = _("届いた便り")
        verbose_name_plural = _("届いた便り")
        ordering = ["-received_at", "-id"]
        indexes = [models.Index(fields=["reunion", "answered_at", "-received_at"])]

    def __str__(self):
        return f"{self.get_kind_display()} {self.name}"


class BounceQuerySet(models.QuerySet):
    def of_reunion(self, reunion: Reunion) -> "BounceQuerySet":
        return self.filter(message__reunion=reunion)

    def refusals(self) -> "BounceQuerySet":
        return self.exclude(outcome=Bounce.Outcome.NONE)

    def final(self) -> "BounceQuerySet":
        """The server on the way has given up."""
        return self.filter(is_final=True)

    def proved(self) -> "BounceQuerySet":
        """They name our letter as only its reader can."""
        return self.filter(matched_by__in=["return_path", "message_id"])

    def our_fault(self) -> "BounceQuerySet":
        """Proved, and its letter has not gone again since: somebody must put something right on our side."""
        return self.proved().filter(outcome=Bounce.Outcome.OURS, message__state=Message.State.REFUSED)


class Bounce(models.Model):
    """A mail that came back, as it was read; kept once, however often it is handed in."""

    class Outcome(models.TextChoices):
        DEAD = "dead", _("宛先がありません")
        MAILBOX = "mailbox", _("受信箱の都合")
        OURS = "ours", _("こちら側の不調")
        RECEIVER = "receiver", _("受け取る側の不調")
        NONE = "none", _("不達ではない知らせ")

    class Source(models.TextChoices):
        MAILBOX = "mailbox", _("受信箱から")
        PIPE = "pipe", _("メールサーバーから")
        PROVIDER = "provider", _("送信サービスから")

    digest = models.CharField(_("一度だけの印"), max_length=64, unique=True)
    source = models.CharField(_("届いた方法"), max_length=10, choices=Source.choices)
    message = models.ForeignKey(
        Message,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="bounces",
        verbose_name=_("送ったメール"),
    )
    matched_by = models.CharField(_("見つけた手がかり"), max_length=20, blank=True)
    recipient = models.CharField(_("宛先"), max_length=254, blank=True)
    outcome = models.CharField(_("判定"), max_length=10, choices=Outcome.choices)
    stage = models.CharField(_("段階"), max_length=20, blank=True)
    reason = models.CharField(_("理由"), max_length=300, blank=True)
    is_final = models.BooleanField(_("あきらめた知らせ"), default=True)
    words = models.TextField(_("サーバーの言葉"), blank=True)
    received_at = models.DateTimeField(_("届いた日時"), auto_now_add=True)

    objects = BounceQuerySet.as_manager()

    class Meta:
        verbose_name = _("不達の知らせ")
        verbose_name_plural = _("不達の知らせ")
        ordering = ["-received_at", "-id"]
        indexes = [models.Index(fields=["recipient"]), models.Index(fields=["outcome", "-received_at"])]

    def __str__(self):
        return f"{self.get_outcome_display()} {self.recipient}"
