import datetime as dt

import pytest

from reunion import cast
from reunion.events.models import RefundStep
from reunion.events.refunds import percent_on, steps_of

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def test_without_steps_everything_goes_back_until_the_deadline():
    reunion = cast.mamagawa()
    deadline = reunion.signup_deadline
    assert [percent_on(reunion, day) for day in (deadline - DAY, deadline, deadline + DAY)] == [100, 100, 0]
    assert reunion.refund_steps.count() == 0


def test_each_step_counts_up_to_and_with_its_day():
    reunion = cast.mamagawa()
    first, second = reunion.held_on - 21 * DAY, reunion.held_on - 7 * DAY
    RefundStep.objects.create(reunion=reunion, until=second, percent=50)
    RefundStep.objects.create(reunion=reunion, until=first, percent=100)
    assert [step.percent for step in steps_of(reunion)] == [100, 50]
    days = (first, first + DAY, second, second + DAY)
    assert [percent_on(reunion, day) for day in days] == [100, 50, 50, 0]
