"""Organizers and secretariat are told by mail, once each, before a day goes by that cannot be called back.

A hold, a week before it ends; the last day to tell the venue another number, a week before it, with today's
forecast; a step of the way to the day, once its day has gone by. All of it in one letter a person, by day,
through the outbox. The row says which day was told, in the transaction of the letters: a worker that dies
tells nobody or everybody, and only another day is told again. An overdue settlement is told to the treasurer
too. What nobody has done for two months is not spoken of any more.
"""

import datetime as dt
import hashlib

from django.conf import settings
from django.db import models, transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from reunion.events.models import Milestone, Reunion, VenueBooking
from reunion.mail.outbox import enqueue
from reunion.mail.wrapping import wrap
from reunion.team.access import OFFICE
from reunion.team.models import Member, Role

from .hall_advice import forecast, known
from .soon import holds_ending, numbers_due, overdue

DAYS_BEFORE = 7
SPOKEN_OF_FOR = dt.timedelta(days=60)
AWAKE = range(8, 20)  # by the clock in Japan
KIND = "committee"


def remind_offices() -> int:
    """By day only; gives how many letters were written."""
    if timezone.localtime().hour not in AWAKE:
        return 0
    since = timezone.localdate() - SPOKEN_OF_FOR * 2
    return sum(remind(reunion) for reunion in Reunion.objects.filter(held_on__gte=since))


@transaction.atomic
@translation.override(settings.LANGUAGE_CODE)
def remind(reunion: Reunion) -> int:
    Reunion.objects.select_for_update().get(pk=reunion.pk)
    holds, numbers, steps = _holds(reunion), _numbers(reunion), _steps(reunion)
    if not (holds or numbers or steps):
        return 0
    told = [*holds, *numbers, *steps]
    offices = Member.objects.filter(reunion=reunion, role__in=OFFICE)
    text = "\n\n".join(
        [*_about_holds(holds), *_about_numbers(reunion, numbers), *_about_steps(reunion, steps)]
    )
    letters = _write(reunion, offices, told, text)
    of_the_books = [step for step in steps if step.step == Milestone.Step.SETTLEMENT]
    if of_the_books:
        treasurers = Member.objects.filter(reunion=reunion, role=Role.TREASURER)
        letters += _write(reunion, treasurers, of_the_books, "\n\n".join(_about_steps(reunion, of_the_books)))
    _remember(holds, numbers, steps)
    return letters


def _holds(reunion: Reunion) -> list[VenueBooking]:
    ending = holds_ending(reunion).hold_ends_within(DAYS_BEFORE).select_related("venue")
    return list(ending.exclude(told_hold_until__isnull=False, told_hold_until=F("held_until")))


def _numbers(reunion: Reunion) -> list[VenueBooking]:
    near = numbers_due(reunion).filter(guarantee_until__lte=timezone.localdate() + dt.timedelta(DAYS_BEFORE))
    near = near.exclude(told_number_until__isnull=False, told_number_until=F("guarantee_until"))
    return list(near.select_related("venue"))


def _steps(reunion: Reunion) -> list[Milestone]:
    late = overdue(reunion).filter(due_on__gte=timezone.localdate() - SPOKEN_OF_FOR)
    return list(late.exclude(told_due_on__isnull=False, told_due_on=F("due_on")))


def _about_holds(holds: list[VenueBooking]) -> list[str]:
    found = []
    for booking in holds:
        words = {"venue": booking, "day": _day(booking.held_until)}
        has_ended = booking.hold_days_left < 0
        sentence = _(
            "%(venue)sの仮予約の期限（%(day)s）が過ぎました。部屋がまだ空いているか、会場に電話で確かめます。"
        )
        ends = _("%(venue)sの仮予約は%(day)sまでです。それまでに予約するか、期限を延ばしてもらいます。")
        found.append(_headed(_("仮予約の期限"), (sentence if has_ended else ends) % words))
    return found


def _about_numbers(reunion: Reunion, numbers: list[VenueBooking]) -> list[str]:
    found = []
    for booking in numbers:
        fewest, most = forecast(known(reunion))
        words = {"venue": booking, "day": _day(booking.guarantee_until), "fewest": fewest, "most": most}
        sentence = _(
            "%(venue)sの人数を変えられるのは%(day)sまでです。きょうの見込みは%(fewest)s名から%(most)s名です。"
        )
        found.append(_headed(_("会場に知らせる人数"), sentence % words))
    return found


def _about_steps(reunion: Reunion, steps: list[Milestone]) -> list[str]:
    if not steps:
        return []
    lines = [f"・{step.title}（{_day(step.due_on)}）" for step in steps]
    return [_headed(_("期限の過ぎた予定"), *lines)]


def _headed(heading: str, *lines: str) -> str:
    return "\n".join([f"■ {heading}", *lines])


def _write(reunion: Reunion, members: models.QuerySet, told: list[models.Model], text: str) -> int:
    page = settings.SITE_URL + reverse("staff:events:milestones", args=[reunion.slug])
    days = "".join(f"{type(row).__name__}{row.pk}{_told_day(row)}" for row in told)
    print_of_days = hashlib.sha256(days.encode()).hexdigest()[:20]
    members = members.filter(user__is_active=True).select_related("user").order_by("pk")
    for member in members:
        opening = _("%(name)sさん\n\n%(reunion)sの会場と予定について、お知らせします。") % {
            "name": member,
            "reunion": reunion,
        }
        closing = _("済んだことは、次のページで「済みにする」を押してください。\n%(page)s") % {"page": page}
        enqueue(
            reunion,
            key=f"{KIND}:{reunion.pk}:{member.user_id}:{print_of_days}",
            kind=KIND,
            about=reunion,
            recipient=member.user.email,
            recipient_name=member.name,
            subject=_("【%(reunion)s】期限のお知らせ") % {"reunion": reunion},
            body=wrap(f"{opening}\n\n{text}\n\n{closing}\n"),
        )
    return len(members)


def _told_day(row: VenueBooking | Milestone) -> dt.date:
    if isinstance(row, Milestone):
        return row.due_on
    return row.held_until if row.state == VenueBooking.State.HELD else row.guarantee_until


def _remember(holds: list[VenueBooking], numbers: list[VenueBooking], steps: list[Milestone]) -> None:
    for booking in holds:
        booking.told_hold_until = booking.held_until
    for booking in numbers:
        booking.told_number_until = booking.guarantee_until
    for step in steps:
        step.told_due_on = step.due_on
    VenueBooking.objects.bulk_update(holds, ["told_hold_until"])
    VenueBooking.objects.bulk_update(numbers, ["told_number_until"])
    Milestone.objects.bulk_update(steps, ["told_due_on"])


def _day(date: dt.date) -> str:
    return date_format(date, "n月j日（D）")
