"""A day begins at midnight in Japan, whatever the database thinks of time zones."""

import datetime as dt

import pytest

from reunion import cast
from reunion.events.days import day_of, hour_of
from reunion.registrations.models import Registration

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2026-11-24T14:59:59.999999+00:00", dt.date(2026, 11, 24)),
        ("2026-11-24T15:00:00+00:00", dt.date(2026, 11, 25)),
        ("2026-12-31T23:59:00+09:00", dt.date(2026, 12, 31)),
    ],
)
def test_a_moment_is_of_its_day_in_japan(moment, day):
    cast.guest(cast.mamagawa())
    Registration.objects.update(signed_up_at=dt.datetime.fromisoformat(moment))
    (hour,) = Registration.objects.values_list(hour_of("signed_up_at"), flat=True)
    assert day_of(hour) == day


def test_a_written_day_is_itself():
    assert day_of("2026-11-24") == dt.date(2026, 11, 24)
