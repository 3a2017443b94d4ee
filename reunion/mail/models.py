import uuid
from email.utils import parseaddr

from django.conf import settings
from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Lower, Replace
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from reunion.events.models import Reunion

from .kinds import CARRIERS, KINDS


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

    ADDRESS_CANNOT_BE_USED = (Because.ADDRESS, Because.DEAD)
    NEEDS_NOBODY = (Because.UNSUBSCRIBED, Because.OVERTAKEN)

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
