import datetime as dt

import pytest
from django.utils import timezone

from reunion import cast
from reunion.events.milestones import step_is_done
from reunion.events.models import Venue
from reunion.overview.soon import holds_ending, numbers_due, settlement_overdue

pytestmark = pytest.mark.django_db


def in_days(days: int) -> dt.date:
    return timezone.localdate() + dt.timedelta(days=days)


def offer(reunion, **terms):
    return Venue.objects.create(name="会館").bookings.create(reunion=reunion, **terms)


def test_a_hold_is_spoken_of_from_two_weeks_before_its_end_until_somebody_decides():
    reunion = cast.mamagawa()
    lapsed, near = (offer(reunion, state="held", held_until=in_days(days)) for days in (-9, 14))
    offer(reunion, state="held", held_until=in_days(15))
    offer(reunion, state="cancelled", held_until=in_days(3))
    assert list(holds_ending(reunion).order_by("pk")) == [lapsed, near]


def test_after_the_day_no_hold_matters():
    reunion = cast.mamagawa(held_on=in_days(-1), deadline=in_days(-9))
    offer(reunion, state="held", held_until=in_days(-30))
    assert list(holds_ending(reunion)) == []


@pytest.mark.parametrize(("days", "is_due"), [(-1, False), (0, True), (10, True), (11, False)])
def test_the_number_is_due_near_its_last_day(days, is_due):
    reunion = cast.mamagawa()
    offer(reunion, state="candidate", guarantee_until=in_days(5))
    booked = offer(reunion, state="booked", guarantee_until=in_days(days))
    assert list(numbers_due(reunion)) == ([booked] if is_due else [])


def test_once_the_venue_has_the_number_nothing_is_due():
    reunion = cast.mamagawa()
    offer(reunion, state="booked", guarantee_until=in_days(5))
    step_is_done(reunion, step="guarantee")
    assert list(numbers_due(reunion)) == []


def test_the_treasurer_is_reminded_of_the_settlement_alone():
    reunion = cast.mamagawa()
    reunion.milestones.filter(step__in=["settlement", "kick_off"]).update(due_on=in_days(-1))
    assert [each.step for each in settlement_overdue(reunion)] == ["settlement"]
