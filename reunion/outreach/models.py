from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from reunion.events.models import Reunion
from reunion.registrations.models import Registration
from reunion.roster.models import Classmate


class ContactLogQuerySet(models.QuerySet):
    def signs_of_life(self) -> "ContactLogQuerySet":
        """Tries that reached somebody; a card that was posted, or came back, reached nobody."""
        return self.filter(result__in=ContactLog.REACHED)

    def of_classmate(self, classmate: Classmate | OuterRef | int) -> "ContactLogQuerySet":
        """Also as the guest they became."""
        return self.filter(Q(classmate=classmate) | Q(registration__classmate=classmate))


class ContactLog(models.Model):
    """One try to reach somebody: by whom, how, and what came of it.

    `about` names by text what upper floors know more of, such as a card; by it their lines are found again.
    """

    class Way(models.TextChoices):
        LINE = "line", _("LINE")
        SMS = "sms", _("ショートメール")
        MAIL = "mail", _("自分のメール")
        TELEPHONE = "telephone", _("電話")
        FRIEND = "friend", _("友人を通して")
        POSTCARD = "postcard", _("はがき")
        RESENT = "resent", _("別のアドレスへ再送")
        TALK = "talk", _("本人と話して")

    class Result(models.TextChoices):
        TOLD = "told", _("伝えた")
        TRIED = "tried", _("連絡してみた")
        UNREACHABLE = "unreachable", _("不通")
        WILL_COME = "will_come", _("来ると言っている")
        UNINTERESTED = "uninterested", _("関心がない")
        UNWILLING = "unwilling", _("連絡を望まない")
        LEAD = "lead", _("知っている人がいる")
        POSTED = "posted", _("出した")
        RETURNED = "returned", _("宛先不明で戻った")
        ARRIVED = "arrived", _("届いた")

    REACHED = (Result.TOLD, Result.ARRIVED, Result.WILL_COME, Result.UNINTERESTED, Result.UNWILLING)

    reunion = models.ForeignKey(Reunion, models.CASCADE, related_name="contact_log", verbose_name=_("同窓会"))
    registration = models.ForeignKey(
        Registration,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="contact_log",
        verbose_name=_("申込"),
    )
    classmate = models.ForeignKey(
        Classmate,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="contact_log",
        verbose_name=_("同窓生"),
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("連絡した人")
    )
    way = models.CharField(_("方法"), max_length=12, choices=Way.choices)
    result = models.CharField(_("結果"), max_length=12, choices=Result.choices)
    note = models.CharField(_("ひとこと"), max_length=200, blank=True)
    at = models.DateTimeField(_("日時"), default=timezone.now)
    # Only of somebody who does not want to hear from us: when the office has decided what follows.
    decided_at = models.DateTimeField(_("決めた日時"), null=True, blank=True, editable=False)
    about = models.CharField(_("何について"), max_length=80, blank=True, editable=False)

    objects = ContactLogQuerySet.as_manager()

    class Meta:
        verbose_name = _("連絡の記録")
        verbose_name_plural = _("連絡の記録")
        ordering = ["-at", "-id"]
        indexes = [
            models.Index(fields=["reunion", "-at"]),
            models.Index(fields=["registration", "-at"]),
            models.Index(fields=["classmate", "reunion", "-at"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(registration__isnull=False) | Q(classmate__isnull=False),
                name="contact_log_is_about_somebody",
            ),
            models.UniqueConstraint(
                fields=["about", "result", "classmate"],
                condition=~Q(about=""),
                name="contact_log_once",
                violation_error_message=_("同じ記録がもうあります。"),
            ),
        ]

    def __str__(self):
        return f"{self.get_way_display()} {self.get_result_display()}"


class SignupLink(models.Model):
    """The short code of a classmate, on cards and in messages; signup_links.py draws it."""

    reunion = models.ForeignKey(
        Reunion, models.CASCADE, related_name="signup_links", verbose_name=_("同窓会")
    )
    classmate = models.ForeignKey(
        Classmate, models.CASCADE, related_name="signup_links", verbose_name=_("同窓生")
    )
    code = models.CharField(_("申込用の記号"), max_length=10, unique=True)
    made_at = models.DateTimeField(_("作った日時"), auto_now_add=True)
    # Of a record that was merged into this classmate's: still opens the form, is never handed out again.
    replaced_at = models.DateTimeField(_("別の記号に代わった日時"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("申込用の短いアドレス")
        verbose_name_plural = _("申込用の短いアドレス")
        constraints = [
            models.UniqueConstraint(
                fields=["reunion", "classmate"],
                condition=Q(replaced_at=None),
                name="signup_link_once",
                violation_error_message=_("この人の記号はもうあります。"),
            )
        ]

    def __str__(self):
        return str(self.classmate)


class FamilyAnswerQuerySet(models.QuerySet):
    def open(self) -> "FamilyAnswerQuerySet":
        """Of which nobody has decided yet what follows."""
        return self.filter(decided_at=None)

    def ends_contact(self) -> "FamilyAnswerQuerySet":
        return self.filter(what__in=FamilyAnswer.ENDS_CONTACT)


class FamilyAnswer(models.Model):
    """What somebody at the other end of a code told us about the classmate it belongs to."""

    class What(models.TextChoices):
        TOLD = "told", _("本人に伝えました")
        NO_CONTACT = "no_contact", _("連絡は不要です")
        DECEASED = "deceased", _("亡くなりました")

    class Outcome(models.TextChoices):
        REACHED = "reached", _("連絡がついたことにした")
        NO_CONTACT = "no_contact", _("連絡を控えることにした")
        DECEASED = "deceased", _("物故者にした")
        NOTHING = "nothing", _("何もしなかった")
        WITHDRAWN = "withdrawn", _("知らせた方が取り消した")

    ENDS_CONTACT = (What.NO_CONTACT, What.DECEASED)

    link = models.ForeignKey(
        SignupLink, models.CASCADE, related_name="family_answers", verbose_name=_("申込用の短いアドレス")
    )
    what = models.CharField(_("お知らせ"), max_length=12, choices=What.choices)
    note = models.CharField(_("ひとこと"), max_length=400, blank=True)
    at = models.DateTimeField(_("届いた日時"), auto_now_add=True)
    outcome = models.CharField(_("どうしたか"), max_length=12, choices=Outcome.choices, blank=True)
    decided_at = models.DateTimeField(_("決めた日時"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("決めた人"),
    )
    # What the decision itself wrote, so that undoing takes back no more than that.
    marked_roster = models.BooleanField(_("名簿に印を付けた"), default=False, editable=False)
    log = models.ForeignKey(
        ContactLog, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("連絡の記録")
    )

    objects = FamilyAnswerQuerySet.as_manager()

    class Meta:
        verbose_name = _("ご家族の返事")
        verbose_name_plural = _("ご家族の返事")
        ordering = ["at", "id"]
        indexes = [models.Index(fields=["decided_at", "at"])]
        constraints = [
            models.UniqueConstraint(
                fields=["link", "what"],
                condition=Q(decided_at=None),
                name="family_answer_open_once",
                violation_error_message=_("同じお知らせを、もう受け取っています。"),
            ),
            models.CheckConstraint(
                condition=Q(decided_at=None, outcome="") | (Q(decided_at__isnull=False) & ~Q(outcome="")),
                name="family_answer_is_decided_with_an_outcome",
                violation_error_message=_("どうしたかを選んでください。"),
            ),
        ]

    def __str__(self):
        return self.get_what_display()

    @property
    def is_open(self) -> bool:
        return self.decided_at is None
