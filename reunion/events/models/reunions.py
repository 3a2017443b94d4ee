"""The reunion, and what one can sign up for."""

from django.db import models
from django.db.models import FilteredRelation, Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from reunion.events.slugs import has_slug_characters, is_no_door
from reunion.lib.dialling import dialled
from reunion.lib.eras import era_year
from reunion.roster.models import Cohort


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
    expected_heads = models.PositiveSmallIntegerField(_("見込みの人数"), null=True, blank=True)
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
