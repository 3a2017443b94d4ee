from django.conf import settings
from django.db import models
from django.db.models import Exists, ExpressionWrapper, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from reunion.events.models import Reunion
from reunion.roster.models import Homeroom


class Role(models.TextChoices):
    ORGANIZER = "organizer", _("幹事")
    SECRETARIAT = "secretariat", _("事務局")
    TREASURER = "treasurer", _("会計")
    CLASS_STAFF = "class_staff", _("クラススタッフ")


class Member(models.Model):
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships", verbose_name=_("利用者")
    )
    reunion = models.ForeignKey(Reunion, models.CASCADE, related_name="members", verbose_name=_("同窓会"))
    role = models.CharField(_("役割"), max_length=20, choices=Role.choices)
    homerooms = models.ManyToManyField(
        Homeroom, blank=True, related_name="staff", verbose_name=_("受け持ちのクラス")
    )
    surname = models.CharField(_("在学時の名字"), max_length=40, blank=True)
    own_homeroom = models.ForeignKey(
        Homeroom, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("在学時のクラス")
    )
    shown_since = models.DateTimeField(_("名字の公開に同意した日時"), null=True, blank=True)

    class Meta:
        verbose_name = _("幹事")
        verbose_name_plural = _("幹事")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "reunion"],
                name="member_once",
                violation_error_message=_("この人はもう登録されています。"),
            ),
            models.CheckConstraint(
                condition=Q(shown_since__isnull=True) | ~Q(surname=""), name="shown_member_has_surname"
            ),
        ]

    def __str__(self):
        return f"{self.get_role_display()} {self.user}"

    @property
    def name(self) -> str:
        return str(self.user)


class InvitationQuerySet(models.QuerySet):
    def open(self) -> "InvitationQuerySet":
        """Neither used nor taken back; its time may be over."""
        return self.filter(accepted_at=None, withdrawn_at=None)

    def with_their_inviters_right(self) -> "InvitationQuerySet":
        """`is_vouched_for`: whoever invited may still do so."""
        active = Q(invited_by__is_active=True)
        seats = Member.objects.filter(
            reunion=OuterRef("reunion"), user=OuterRef("invited_by"), role=Role.ORGANIZER
        )
        right = active & (Q(Exists(seats)) | Q(invited_by__is_superuser=True))
        return self.annotate(is_vouched_for=ExpressionWrapper(right, models.BooleanField()))

    def usable(self) -> "InvitationQuerySet":
        return self.open().filter(valid_until__gt=timezone.now())


class Invitation(models.Model):
    """One person is asked onto the committee; inviting.py and accepting.py say how."""

    reunion = models.ForeignKey(Reunion, models.CASCADE, related_name="invitations", verbose_name=_("同窓会"))
    role = models.CharField(_("役割"), max_length=20, choices=Role.choices)
    homerooms = models.ManyToManyField(
        Homeroom, blank=True, related_name="+", verbose_name=_("受け持ちのクラス")
    )
    name = models.CharField(_("名前"), max_length=80)
    # Empty: whoever opens the link passed on by hand says their own.
    email = models.EmailField(_("メールアドレス"), blank=True)
    code = models.CharField(_("記号"), max_length=32, unique=True, editable=False)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("招待した人"),
    )
    made_at = models.DateTimeField(_("招待した日時"), auto_now_add=True)
    valid_until = models.DateTimeField(_("期限"))
    sent_at = models.DateTimeField(_("メールを送った日時"), null=True, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("引き受けた人"),
    )
    accepted_at = models.DateTimeField(_("引き受けた日時"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("取り消した日時"), null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("招待")
        verbose_name_plural = _("招待")
        ordering = ["-made_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["reunion", "email"],
                condition=Q(accepted_at=None, withdrawn_at=None) & ~Q(email=""),
                name="invitation_once",
                violation_error_message=_("このアドレスには、もう招待を送っています。"),
            ),
            models.CheckConstraint(
                condition=Q(accepted_at=None) | Q(withdrawn_at=None),
                name="invitation_is_accepted_or_withdrawn",
                violation_error_message=_("引き受けた招待は取り消せません。"),
            ),
        ]

    def __str__(self):
        return f"{self.get_role_display()} {self.name}"

    @property
    def is_open(self) -> bool:
        return self.accepted_at is None and self.withdrawn_at is None

    @property
    def is_over(self) -> bool:
        """Nobody has answered in time."""
        return self.is_open and self.valid_until <= timezone.now()

    @property
    def goes_by_mail(self) -> bool:
        return bool(self.email)


class CalendarAddress(models.Model):
    """The secret address under which a member's own calendar looks for the dates; ends with the member."""

    member = models.OneToOneField(
        Member, models.CASCADE, related_name="calendar_address", verbose_name=_("幹事")
    )
    token = models.CharField(_("鍵"), max_length=43, unique=True, editable=False)
    made_at = models.DateTimeField(_("作った日時"), auto_now_add=True)

    class Meta:
        verbose_name = _("予定表のアドレス")
        verbose_name_plural = _("予定表のアドレス")

    def __str__(self):
        return str(self.member)
