"""A venue goes from candidate over held to booked, or is given up; one place at most is booked.

Holding needs the day until which the venue keeps the room. Who books looks first whether another place is
booked, also when two press at once. Giving up says what the venue's own terms cost on that day. Each step is
written in the journal; what was pressed already changes nothing. Terms are kept all at once, the steps of
cancelling with them.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reunion.accounts.models import User
from reunion.journal.recording import record
from reunion.lib.refused import Refused

from .milestones import step_is_done
from .models import CancellationStep, Milestone, Reunion, VenueBooking
from .plan_changes import watched

State = VenueBooking.State
MOST_STEPS = 4
DECIDED_ELSEWHERE = ("state", "held_until", "cancelled_on", "told_hold_until", "told_number_until")

ADDED = gettext_lazy("会場の候補を書きました（%(venue)s）")
CHANGED = gettext_lazy("会場のことを変えました（%(venue)s）")


@dataclass(frozen=True)
class CostOfCancelling:
    """`percent` of what the room costs; `yen` None while the price is not known, for `heads` guests."""

    percent: int
    heads: int
    yen: int | None


@transaction.atomic
def keep_terms(
    booking: VenueBooking, *, steps: Iterable[tuple[int, int]], actor: User | None
) -> VenueBooking:
    """`booking` and its venue already validated, new or not; `steps` are days before and percent."""
    steps = sorted(steps, reverse=True)
    _must_make_sense(steps)
    is_new = booking.pk is None
    with watched(booking.reunion):
        _save_all(booking, is_new=is_new)
    booking.cancellation_steps.all().delete()
    CancellationStep.objects.bulk_create(
        CancellationStep(booking=booking, days_before=days, percent=percent) for days, percent in steps
    )
    _note(booking, ADDED if is_new else CHANGED, actor)
    return booking


@transaction.atomic
def hold(booking: VenueBooking, *, until: dt.date | None, actor: User | None) -> VenueBooking:
    booking = _locked(booking)
    if until is None:
        raise Refused(_("仮予約の期限の日を書いてください。会場に聞くと教えてくれます。"))
    if until < timezone.localdate():
        raise Refused(_("仮予約の期限が過ぎた日になっています。今日か、これからの日を書いてください。"))
    if booking.state == State.BOOKED:
        raise Refused(_("もう予約してあります。仮予約に戻すことはできません。"))
    if (booking.state, booking.held_until) == (State.HELD, until):
        return booking
    booking.state, booking.held_until, booking.cancelled_on = State.HELD, until, None
    booking.save()
    step_is_done(booking.reunion, step=Milestone.Step.HOLD_ROOM)
    _note(booking, gettext_lazy("仮予約しました（%(venue)s、%(day)sまで）"), actor, day=_day(until))
    return booking


@transaction.atomic
def book(booking: VenueBooking, *, actor: User | None) -> VenueBooking:
    Reunion.objects.select_for_update().get(pk=booking.reunion_id)
    booking = _locked(booking)
    if booking.state == State.BOOKED:
        return booking
    other = VenueBooking.objects.filter(reunion=booking.reunion, state=State.BOOKED).first()
    if other is not None:
        raise Refused(
            _("%(venue)sをもう予約してあります。こちらに変えるときは、先にそちらを取り消します。")
            % {"venue": other}
        )
    with watched(booking.reunion):
        booking.state, booking.cancelled_on = State.BOOKED, None
        booking.save()
    step_is_done(booking.reunion, step=Milestone.Step.HOLD_ROOM)
    _note(booking, gettext_lazy("会場を予約しました（%(venue)s）"), actor)
    return booking


@transaction.atomic
def cancel(booking: VenueBooking, *, actor: User | None) -> VenueBooking:
    booking = _locked(booking)
    if booking.state == State.CANCELLED:
        return booking
    cost = cost_of_cancelling(booking, on=timezone.localdate())
    with watched(booking.reunion):
        booking.state, booking.cancelled_on = State.CANCELLED, timezone.localdate()
        booking.save()
    _note(
        booking,
        gettext_lazy("会場を取り消しました（%(venue)s、取消料の決まり %(percent)s％）"),
        actor,
        percent=cost.percent,
    )
    return booking


def cost_of_cancelling(booking: VenueBooking, *, on: dt.date) -> CostOfCancelling:
    """Only a booking costs; for as many guests as were guaranteed, else as the room takes."""
    heads = booking.guaranteed_heads or booking.capacity or 0
    if booking.state != State.BOOKED:
        return CostOfCancelling(0, heads, 0)
    days_left = (booking.reunion.held_on - on).days
    reached = [step for step in booking.cancellation_steps.all() if days_left <= step.days_before]
    percent = max((step.percent for step in reached), default=0)
    if not percent:
        return CostOfCancelling(0, heads, 0)
    if booking.per_head is None or not heads:
        return CostOfCancelling(percent, heads, None)
    price = booking.per_head * heads + booking.fixed_price
    return CostOfCancelling(percent, heads, price * percent // 100)


def _save_all(booking: VenueBooking, *, is_new: bool) -> None:
    booking.venue.save()
    booking.venue_id = booking.venue.pk
    if not is_new:
        stored = _locked(booking)
        for fact in DECIDED_ELSEWHERE:
            setattr(booking, fact, getattr(stored, fact))
    booking.save()


def _must_make_sense(steps: list[tuple[int, int]]) -> None:
    if len(steps) > MOST_STEPS:
        raise Refused(_("決まりは%(most)sつまでにしてください。") % {"most": MOST_STEPS})
    days = [day for day, _percent in steps]
    if len(set(days)) < len(days):
        raise Refused(_("取消料に同じ日数が2回あります。どちらか1つにしてください。"))
    percents = [percent for _day, percent in steps]
    if percents != sorted(percents):
        raise Refused(_("取消料は、開催日に近いほど高くなるはずです。日数と割合をもう一度ご確認ください。"))


def _locked(booking: VenueBooking) -> VenueBooking:
    rows = VenueBooking.objects.select_for_update(of=("self",)).select_related("venue", "reunion")
    return rows.get(pk=booking.pk)


def _note(booking: VenueBooking, sentence: Promise, actor: User | None, **words) -> None:
    record(
        booking,
        action="venue",
        sentence=sentence,
        words={"venue": booking} | words,
        actor=actor,
        reunion_slug=booking.reunion.slug,
    )


def _day(date: dt.date) -> str:
    return date_format(date, "n月j日（D）")
