"""Where it may be, and the terms of each place."""

import datetime as dt

from django.db import models
from django.db.models import Case, Q, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .reunions import Reunion


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

    def standing_offers(self) -> "VenueBookingQuerySet":
        """Candidates, held and booked ones; the booked one first, then by the end of the hold."""
        order = Case(When(state="booked", then=0), When(state="held", then=1), default=2)
        return self.exclude(state="cancelled").select_related("venue").order_by(order, "held_until", "id")

    def held(self) -> "VenueBookingQuerySet":
        return self.filter(state=VenueBooking.State.HELD)

    def hold_ends_within(self, days: int) -> "VenueBookingQuerySet":
        """Held, and the hold ends in so many days at the latest; or has ended without anybody deciding."""
        return self.held().filter(held_until__lte=timezone.localdate() + dt.timedelta(days=days))

    def last_day_for_numbers(self) -> dt.date | None:
        """Until when the booked venue takes another number of guests; None when it has not said."""
        booked = self.filter(state=VenueBooking.State.BOOKED)
        return booked.values_list("guarantee_until", flat=True).first()


class VenueBooking(models.Model):
    class State(models.TextChoices):
        CANDIDATE = "candidate", _("候補")
        HELD = "held", _("仮予約")
        BOOKED = "booked", _("予約")
        CANCELLED = "cancelled", _("取り消し")

    class Style(models.TextChoices):
        SEATED = "seated", _("着席")
        STANDING = "standing", _("立食")

    reunion = models.ForeignKey(
        Reunion, models.CASCADE, related_name="venue_bookings", verbose_name=_("同窓会")
    )
    venue = models.ForeignKey(Venue, models.PROTECT, related_name="bookings", verbose_name=_("会場"))
    room = models.CharField(_("部屋"), max_length=60, blank=True)
    state = models.CharField(_("状態"), max_length=10, choices=State.choices, default=State.CANDIDATE)
    held_until = models.DateField(_("仮予約の期限"), null=True, blank=True)
    seated = models.PositiveSmallIntegerField(_("着席の定員（名）"), null=True, blank=True)
    standing = models.PositiveSmallIntegerField(_("立食の定員（名）"), null=True, blank=True)
    style = models.CharField(_("形式"), max_length=8, choices=Style.choices, blank=True)
    price_seated = models.PositiveIntegerField(_("着席の1名あたりの料金（円）"), null=True, blank=True)
    price_standing = models.PositiveIntegerField(_("立食の1名あたりの料金（円）"), null=True, blank=True)
    fixed_price = models.PositiveIntegerField(_("人数によらない料金（円）"), default=0)
    guaranteed_heads = models.PositiveSmallIntegerField(_("最低保証の人数（名）"), default=0)
    guarantee_until = models.DateField(_("人数を変えられる最後の日"), null=True, blank=True)
    contact_person = models.CharField(_("担当の方"), max_length=40, blank=True)
    contact_phone = models.CharField(_("担当の方の電話"), max_length=40, blank=True)
    note = models.TextField(_("覚え書き"), max_length=500, blank=True)
    cancelled_on = models.DateField(_("取り消した日"), null=True, blank=True, editable=False)
    told_number_until = models.DateField(_("知らせた人数の期限"), null=True, blank=True, editable=False)
    told_hold_until = models.DateField(_("知らせた仮予約の期限"), null=True, blank=True, editable=False)

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

    @property
    def price_that_counts(self) -> str:
        """The field of the style chosen; without a choice, whichever price is known, seated first."""
        only_standing = self.price_seated is None and self.price_standing is not None
        stands = self.style == self.Style.STANDING or (not self.style and only_standing)
        return "price_standing" if stands else "price_seated"

    @property
    def per_head(self) -> int | None:
        """Yen for one guest."""
        return getattr(self, self.price_that_counts)

    @property
    def capacity(self) -> int | None:
        """How many the room takes in the style chosen; without a choice, the most it takes at all."""
        if self.style:
            return self.seated if self.style == self.Style.SEATED else self.standing
        return max((people for people in (self.seated, self.standing) if people), default=None)

    @property
    def charged_from(self) -> dt.date | None:
        """The first day on which a guest who cancels is charged all the same."""
        return self.guarantee_until and self.guarantee_until + dt.timedelta(days=1)

    @property
    def hold_days_left(self) -> int | None:
        """Of a hold: 0 on its last day, negative once it has ended."""
        if self.state != self.State.HELD or self.held_until is None:
            return None
        return (self.held_until - timezone.localdate()).days


class CancellationStep(models.Model):
    """Whoever cancels the room so many days before the day, or later, pays this part of the price."""

    booking = models.ForeignKey(
        VenueBooking, models.CASCADE, related_name="cancellation_steps", verbose_name=_("会場の予約")
    )
    days_before = models.PositiveSmallIntegerField(_("開催日の何日前から"))
    percent = models.PositiveSmallIntegerField(_("かかる割合（％）"))

    class Meta:
        verbose_name = _("会場の取消料")
        verbose_name_plural = _("会場の取消料")
        ordering = ["-days_before"]
        constraints = [
            models.UniqueConstraint(
                fields=["booking", "days_before"],
                name="cancellation_step_once",
                violation_error_message=_("同じ日数の決まりがもうあります。"),
            ),
            models.CheckConstraint(
                condition=Q(percent__lte=100),
                name="cancellation_at_most_all",
                violation_error_message=_("割合は、0から100までの数字で書いてください。"),
            ),
        ]

    def __str__(self):
        return f"{self.days_before} {self.percent}%"
