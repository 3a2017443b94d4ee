from django.db import models
from django.db.models import Case, FilteredRelation, Q, When
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from reunion.lib.dialling import dialled
from reunion.lib.eras import era_year
from reunion.roster.models import Cohort, Homeroom

from .slugs import has_slug_characters, is_no_door


class ReunionQuerySet(models.QuerySet):
    def open(self) -> "ReunionQuerySet":
        return self.filter(state=Reunion.State.OPEN)

    def published(self) -> "ReunionQuerySet":
        return self.exclude(state=Reunion.State.DRAFT)

    def upcoming(self) -> "ReunionQuerySet":
        """Open or closed, but not over yet."""
        return self.published().exclude(state=Reunion.State.PAST).filter(held_on__gte=timezone.localdate())

    def for_guests(self) -> "ReunionQuerySet":
        """With school and booked venue, in one query."""
        booked = FilteredRelation("venue_bookings", condition=Q(venue_bookings__state="booked"))
        return self.annotate(booked_venue=booked).select_related("cohort__school", "booked_venue__venue")


class Reunion(models.Model):
    class State(models.TextChoices):
        DRAFT = "draft", _("準備中")
        OPEN = "open", _("受付中")
        CLOSED = "closed", _("受付終了")
        PAST = "past", _("終了")

    slug = models.CharField(
        _("アドレス"), max_length=50, unique=True, validators=[has_slug_characters, is_no_door]
    )
    cohort = models.ForeignKey(Cohort, models.PROTECT, related_name="reunions", verbose_name=_("学年"))
    name = models.CharField(_("会の名前"), max_length=80)
    state = models.CharField(_("状態"), max_length=10, choices=State.choices, default=State.DRAFT)
    held_on = models.DateField(_("開催日"))
    signup_deadline = models.DateField(_("申込の締め切り"))
    greeting = models.TextField(_("ごあいさつ"), blank=True)
    contact_email = models.EmailField(_("会の連絡先メール"), blank=True)
    contact_phone = models.CharField(_("会の連絡先電話"), max_length=40, blank=True)
    is_demo = models.BooleanField(_("お試し用"), default=False, editable=False)

    objects = ReunionQuerySet.as_manager()

    class Meta:
        verbose_name = _("同窓会")
        verbose_name_plural = _("同窓会")
        ordering = ["held_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(signup_deadline__lte=models.F("held_on")),
                name="reunion_deadline_before_day",
                violation_error_message=_("申込の締め切りは、開催日かそれより前の日にしてください。"),
            )
        ]

    def __str__(self):
        return self.name

    @property
    def year_on_paper(self) -> str:
        """2027年（令和9年）"""
        return gettext("%(year)s年（%(era)s）") % {"year": self.held_on.year, "era": era_year(self.held_on)}

    @property
    def contact_dialled(self) -> str:
        """The contact's telephone number as a telephone dials it."""
        return dialled(self.contact_phone)

    @property
    def days_left(self) -> int:
        return (self.held_on - timezone.localdate()).days

    @property
    def takes_signups(self) -> bool:
        return self.state == self.State.OPEN and timezone.localdate() <= self.signup_deadline


class ProgramItem(models.Model):
    class Kind(models.TextChoices):
        MAIN = "main", _("本会")
        AFTER_PARTY = "after_party", _("二次会")
        SCHOOL_TOUR = "school_tour", _("校内見学")
        OTHER = "other", _("その他")

    class OpenTo(models.TextChoices):
        EVERYONE = "everyone", _("同窓生と恩師")
        CLASSMATES = "classmates", _("同窓生だけ")

    reunion = models.ForeignKey(
        Reunion, models.CASCADE, related_name="program_items", verbose_name=_("同窓会")
    )
    kind = models.CharField(_("種類"), max_length=20, choices=Kind.choices)
    name = models.CharField(_("名前"), max_length=60)
    starts_at = models.TimeField(_("始まる時刻"), null=True, blank=True)
    place = models.CharField(_("場所"), max_length=120, blank=True)
    note = models.CharField(_("ひとこと"), max_length=120, blank=True)
    fee = models.PositiveIntegerField(_("会費（円）"), default=0)
    places = models.PositiveSmallIntegerField(_("定員（名）"), null=True, blank=True)
    companion_fee = models.PositiveIntegerField(_("同伴の方の会費（円）"), null=True, blank=True)
    open_to = models.CharField(
        _("参加できる人"), max_length=12, choices=OpenTo.choices, default=OpenTo.EVERYONE
    )

    class Meta:
        verbose_name = _("プログラム")
        verbose_name_plural = _("プログラム")
        ordering = ["starts_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["reunion", "kind"],
                condition=~Q(kind="other"),
                name="program_item_kind_once",
                violation_error_message=_("本会、二次会、校内見学は、それぞれ1つだけ登録できます。"),
            )
        ]

    def __str__(self):
        return self.name

    @property
    def takes_companions(self) -> bool:
        return self.companion_fee is not None


class Venue(models.Model):
    name = models.CharField(_("会場"), max_length=100)
    address = models.CharField(_("住所"), max_length=200, blank=True)
    access = models.CharField(_("行き方"), max_length=200, blank=True)
    map_url = models.URLField(_("地図"), blank=True)
    phone = models.CharField(_("電話"), max_length=40, blank=True)

    class Meta:
        verbose_name = _("会場")
        verbose_name_plural = _("会場")

    def __str__(self):
        return self.name


class VenueBookingQuerySet(models.QuerySet):
    def foremost(self) -> "VenueBooking | None":
        """The booked one, else the one held, else the first candidate."""
        order = Case(When(state="booked", then=0), When(state="held", then=1), default=2)
        return (
            self.exclude(state="cancelled")
            .select_related("venue")
            .order_by(order, "held_until", "id")
            .first()
        )


class VenueBooking(models.Model):
    class State(models.TextChoices):
        CANDIDATE = "candidate", _("候補")
        HELD = "held", _("仮予約")
        BOOKED = "booked", _("予約")
        CANCELLED = "cancelled", _("取り消し")

    reunion = models.ForeignKey(
        Reunion, models.CASCADE, related_name="venue_bookings", verbose_name=_("同窓会")
    )
    venue = models.ForeignKey(Venue, models.PROTECT, related_name="bookings", verbose_name=_("会場"))
    room = models.CharField(_("部屋"), max_length=60, blank=True)
    state = models.CharField(_("状態"), max_length=10, choices=State.choices, default=State.CANDIDATE)
    held_until = models.DateField(_("仮予約の期限"), null=True, blank=True)
    seated = models.PositiveSmallIntegerField(_("着席の定員（名）"), null=True, blank=True)
    standing = models.PositiveSmallIntegerField(_("立食の定員（名）"), null=True, blank=True)

    objects = VenueBookingQuerySet.as_manager()

    class Meta:
        verbose_name = _("会場の予約")
        verbose_name_plural = _("会場の予約")
        constraints = [
            models.UniqueConstraint(
                fields=["reunion"],
                condition=Q(state="booked"),
                name="one_booked_venue",
                violation_error_message=_("予約済みの会場がもうあります。先にそちらを取り消してください。"),
            ),
            models.CheckConstraint(
                condition=~Q(state="held") | Q(held_until__isnull=False),
                name="hold_has_a_limit",
                violation_error_message=_("仮予約には期限の日を書いてください。"),
            ),
        ]

    def __str__(self):
        return f"{self.venue} {self.room}".strip()


class BankAccount(models.Model):
    reunion = models.OneToOneField(
        Reunion, models.CASCADE, related_name="bank_account", verbose_name=_("同窓会")
    )
    bank = models.CharField(_("銀行"), max_length=40)
    branch = models.CharField(_("支店"), max_length=40)
    kind = models.CharField(_("預金の種類"), max_length=10, default="普通")
    number = models.CharField(_("口座番号"), max_length=12)
    holder_kana = models.CharField(_("口座名義（カナ）"), max_length=60)

    class Meta:
        verbose_name = _("振込先の口座")
        verbose_name_plural = _("振込先の口座")

    def __str__(self):
        return f"{self.bank} {self.branch}"


class RefundStep(models.Model):
    """Whoever cancels on this day or before gets this part of what they paid back."""

    reunion = models.ForeignKey(
        Reunion, models.CASCADE, related_name="refund_steps", verbose_name=_("同窓会")
    )
    until = models.DateField(_("この日まで"))
    percent = models.PositiveSmallIntegerField(_("お返しする割合（％）"))

    class Meta:
        verbose_name = _("取り消しと返金")
        verbose_name_plural = _("取り消しと返金")
        ordering = ["until"]
        constraints = [
            models.UniqueConstraint(
                fields=["reunion", "until"],
                name="refund_step_once_a_day",
                violation_error_message=_("同じ日の決まりがもうあります。"),
            ),
            models.CheckConstraint(
                condition=Q(percent__lte=100),
                name="refund_at_most_all",
                violation_error_message=_("お返しする割合は、0から100までの数字で書いてください。"),
            ),
        ]

    def __str__(self):
        return f"{self.until} {self.percent}%"


class LineGroup(models.Model):
    """The invitation to a LINE group: of the whole year, or of one class."""

    reunion = models.ForeignKey(Reunion, models.CASCADE, related_name="line_groups", verbose_name=_("同窓会"))
    homeroom = models.ForeignKey(
        Homeroom,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="line_groups",
        verbose_name=_("クラス"),
    )
    invitation_url = models.URLField(_("招待のアドレス"))

    class Meta:
        verbose_name = _("LINEグループ")
        verbose_name_plural = _("LINEグループ")
        ordering = ["homeroom__grade", "homeroom__label", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["reunion", "homeroom"],
                name="line_group_once",
                violation_error_message=_("このクラスのLINEグループはもう登録されています。"),
            ),
            models.UniqueConstraint(
                fields=["reunion"],
                condition=Q(homeroom__isnull=True),
                name="line_group_of_the_year_once",
                violation_error_message=_("学年全体のLINEグループはもう登録されています。"),
            ),
        ]

    def __str__(self):
        return str(self.homeroom or _("学年全体"))


class Photo(models.Model):
    """A picture on the first page, as made by photos.py: two sizes, nothing in them but the picture."""

    reunion = models.ForeignKey(Reunion, models.CASCADE, related_name="photos", verbose_name=_("同窓会"))
    small = models.ImageField(_("小さい画像"), upload_to="photos", editable=False)
    large = models.ImageField(
        _("大きい画像"), upload_to="photos", width_field="width", height_field="height", editable=False
    )
    width = models.PositiveSmallIntegerField(editable=False)
    height = models.PositiveSmallIntegerField(editable=False)
    caption = models.CharField(_("写真の説明"), max_length=80)
    position = models.PositiveSmallIntegerField(_("順番"), default=0)
    added_at = models.DateTimeField(_("加えた日時"), auto_now_add=True)

    class Meta:
        verbose_name = _("写真")
        verbose_name_plural = _("写真")
        ordering = ["position", "id"]

    def __str__(self):
        return self.caption
