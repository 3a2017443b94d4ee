"""The letters we send, how each was tried, and the committee's own words for them."""

from email.utils import parseaddr

from django.conf import settings
from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Replace
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from reunion.events.models import Reunion
from reunion.mail.kinds import CARRIERS, KINDS


class MessageQuerySet(models.QuerySet):
    def about(self, thing: models.Model) -> "MessageQuerySet":
        return self.filter(about=about(thing))

    def due(self) -> "MessageQuerySet":
        """Waiting for its time, or claimed by a worker whose lease has run out; an announcement is parked."""
        now = timezone.now()
        waiting = Q(state=Message.State.QUEUED, due_at__lte=now)
        abandoned = Q(state=Message.State.SENDING, leased_until__lt=now, batch="")
        return self.filter(waiting | abandoned)

    def abandoned_announcements(self) -> "MessageQuerySet":
        abandoned = self.filter(state=Message.State.SENDING, leased_until__lt=timezone.now())
        return abandoned.exclude(batch="")

    def deliverable(self) -> "MessageQuerySet":
        """Letters that have a way out: a demo's always (its folder), others once EMAIL_URL is set."""
        return self if settings.EMAIL_CONFIGURED else self.filter(reunion__is_demo=True)

    def unfinished(self) -> "MessageQuerySet":
        return self.filter(state__in=[Message.State.QUEUED, Message.State.SENDING])

    def not_sent(self) -> "MessageQuerySet":
        """Refused for good, or held back for whatever reason."""
        return self.filter(state__in=[Message.State.REFUSED, Message.State.HELD])

    def refused(self) -> "MessageQuerySet":
        return self.filter(state=Message.State.REFUSED)

    def to_decide(self) -> "MessageQuerySet":
        """Held until a person says whether they go."""
        rest = [*Message.ADDRESS_CANNOT_BE_USED, *Message.NEEDS_NOBODY]
        return self.filter(state=Message.State.HELD).exclude(held_because__in=rest)

    def address_cannot_be_used(self) -> "MessageQuerySet":
        """Held until the address is mended, or found to work after all."""
        return self.filter(held_because__in=Message.ADDRESS_CANNOT_BE_USED)

    def rightly_kept(self) -> "MessageQuerySet":
        """Held on purpose; nobody has to do anything."""
        return self.filter(held_because__in=Message.NEEDS_NOBODY)

    def at_risk(self) -> "MessageQuerySet":
        return self.exclude(risk=Message.Risk.NONE)

    def to_whom(self, words: str) -> "MessageQuerySet":
        """Whose name or address holds the words; spaces within a name do not matter."""
        name = "".join(words.split())
        closed_up = Replace(Replace("recipient_name", Value(" ")), Value("　"))
        found = self.annotate(closed_up_name=closed_up)
        return found.filter(Q(closed_up_name__icontains=name) | Q(recipient__icontains=words.strip()))


def about(thing: models.Model) -> str:
    """The text by which a message names the thing it speaks of, so that nothing points up."""
    return f"{thing._meta.label_lower}:{thing.pk}"


class Message(models.Model):
    class State(models.TextChoices):
        QUEUED = "queued", _("送る順番待ち")
        SENDING = "sending", _("送信中")
        SENT = "sent", _("送りました")
        REFUSED = "refused", _("断られました")
        HELD = "held", _("止めています")
        PAUSED = "paused", _("一時停止中")

    class Because(models.TextChoices):
        WORDS = "words", _("文面に直すところがあります")
        BROKEN = "broken", _("組み立てられませんでした")
        UNSURE = "unsure", _("届いたかもしれません")
        ADDRESS = "address", _("宛先の形が違うか、終わったサービスです")
        DEAD = "dead", _("届かない宛先です")
        UNSUBSCRIBED = "unsubscribed", _("ご本人が一斉連絡を止めました")
        OVERTAKEN = "overtaken", _("もう送らなくてよいメールです")
        ACCOUNT = "account", _("振込先の口座を確認しています")
        FAMILY = "family", _("ご家族のお知らせを確かめています")
        UNWILLING = "unwilling", _("連絡を望まないと言われています")

    ADDRESS_CANNOT_BE_USED = (Because.ADDRESS, Because.DEAD)
    # Whom to leave alone is decided on lists of their own, not letter by letter.
    NEEDS_NOBODY = (
        *(Because.UNSUBSCRIBED, Because.OVERTAKEN, Because.ACCOUNT),
        *(Because.FAMILY, Because.UNWILLING),
    )

    class Risk(models.TextChoices):
        NONE = "none", _("とくになし")
        CARRIER = "carrier", _("携帯会社のメール")
        TYPO = "typo", _("打ち間違いかもしれません")
        DEAD = "dead", _("終わったサービスの宛先")
        MALFORMED = "malformed", _("宛先の形が違います")

    reunion = models.ForeignKey(Reunion, models.CASCADE, related_name="letters", verbose_name=_("同窓会"))
    key = models.CharField(_("一度だけの印"), max_length=120, unique=True)
    kind = models.CharField(_("種類"), max_length=30)
    about = models.CharField(_("対象"), max_length=80, blank=True, db_index=True)
    batch = models.CharField(_("一斉連絡"), max_length=40, blank=True)
    recipient = models.CharField(_("宛先"), max_length=254)
    recipient_name = models.CharField(_("宛名"), max_length=120, blank=True)
    subject = models.CharField(_("件名"), max_length=200)
    body = models.TextField(_("本文"))
    from_address = models.CharField(_("差出人"), max_length=254)
    reply_to = models.CharField(_("返信先"), max_length=254, blank=True)
    message_id = models.CharField(_("Message-ID"), max_length=200, unique=True)
    provider_id = models.CharField(_("送信サービスの番号"), max_length=200, blank=True)
    risk = models.CharField(_("不達リスク"), max_length=10, choices=Risk.choices, default=Risk.NONE)
    carrier = models.CharField(_("携帯会社"), max_length=20, blank=True)
    risk_reason = models.CharField(_("リスクの理由"), max_length=200, blank=True)
    state = models.CharField(_("状態"), max_length=10, choices=State.choices, default=State.QUEUED)
    held_because = models.CharField(_("止めた理由"), max_length=12, choices=Because.choices, blank=True)
    due_at = models.DateTimeField(_("送る時刻"), default=timezone.now)
    leased_until = models.DateTimeField(_("担当の期限"), null=True, blank=True)
    claim = models.UUIDField(_("担当の印"), null=True, blank=True, editable=False)
    deferred_since = models.DateTimeField(_("後回しにされ始めた時刻"), null=True, blank=True)
    attempt_count = models.PositiveSmallIntegerField(_("試した回数"), default=0)
    outcome = models.CharField(_("結果"), max_length=300, blank=True)
    created_at = models.DateTimeField(_("書いた日時"), auto_now_add=True)
    sent_at = models.DateTimeField(_("送った日時"), null=True, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("メール")
        verbose_name_plural = _("メール")
        ordering = ["-created_at", "-id"]
        indexes = [
            models.Index(fields=["state", "due_at"]),
            models.Index(fields=["reunion", "-created_at", "-id"]),
            models.Index(fields=["reunion", "state"]),
            models.Index(fields=["reunion", "risk"]),
            models.Index(fields=["batch", "state"]),
            models.Index(fields=["recipient"]),
            models.Index(fields=["provider_id"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="sent", sent_at__isnull=False)
                | (~Q(state="sent") & Q(sent_at__isnull=True)),
                name="message_sent_has_time",
            ),
            models.CheckConstraint(
                condition=Q(state="sending", leased_until__isnull=False) | ~Q(state="sending"),
                name="message_sending_has_lease",
            ),
            models.CheckConstraint(
                condition=Q(held_because="") | Q(state="held"), name="message_reason_only_when_held"
            ),
        ]

    def __str__(self):
        return f"{self.subject} → {self.recipient}"

    @property
    def kind_name(self) -> str:
        return str(KINDS.get(self.kind, self.kind))

    @property
    def risk_name(self) -> str:
        """The risk in words, with the carrier; empty when there is none."""
        if self.risk == self.Risk.NONE:
            return ""
        carrier = str(CARRIERS.get(self.carrier, ""))
        return f"{self.get_risk_display()}（{carrier}）" if carrier else str(self.get_risk_display())

    @property
    def can_go_again(self) -> bool:
        return self.state in {self.State.REFUSED, self.State.HELD} and self.risk != self.Risk.MALFORMED

    @property
    def sender(self) -> str:
        """The bare address in From: also the one to which refusals return."""
        return parseaddr(self.from_address)[1]


class Attempt(models.Model):
    """One try to hand a message to the next server, with that server's own words."""

    class Outcome(models.TextChoices):
        SENT = "sent", _("渡しました")
        LATER = "later", _("あとでもう一度送ります")
        REFUSED = "refused", _("断られました")
        HELD = "held", _("止めました")
        RETURNED = "returned", _("戻ってきたので、すべてのメールを止めました")

    message = models.ForeignKey(Message, models.CASCADE, related_name="attempts", verbose_name=_("メール"))
    at = models.DateTimeField(_("日時"), auto_now_add=True)
    outcome = models.CharField(_("結果"), max_length=10, choices=Outcome.choices)
    stage = models.CharField(_("段階"), max_length=20, blank=True)
    code = models.PositiveSmallIntegerField(_("応答番号"), null=True, blank=True)
    words = models.CharField(_("サーバーの言葉"), max_length=500, blank=True)
    is_ours = models.BooleanField(_("こちら側の不調"), default=False)

    class Meta:
        verbose_name = _("送信の記録")
        verbose_name_plural = _("送信の記録")
        ordering = ["at", "id"]
        indexes = [models.Index(fields=["is_ours", "-at"])]

    def __str__(self):
        return f"{self.at:%Y-%m-%d %H:%M} {self.get_outcome_display()}"


class LetterTemplate(models.Model):
    """The committee's own words of one kind of letter; without a row our default stands."""

    reunion = models.ForeignKey(
        Reunion, models.CASCADE, related_name="letter_templates", verbose_name=_("同窓会")
    )
    name = models.CharField(_("種類"), max_length=40)
    subject = models.CharField(_("件名"), max_length=120)
    body = models.TextField(_("本文"), max_length=4000)
    changed_at = models.DateTimeField(_("変えた日時"), auto_now=True)

    class Meta:
        verbose_name = _("メールの文面")
        verbose_name_plural = _("メールの文面")
        constraints = [
            models.UniqueConstraint(fields=["reunion", "name"], name="letter_template_once"),
        ]

    def __str__(self):
        return self.name
