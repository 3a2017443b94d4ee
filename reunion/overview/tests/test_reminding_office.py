import datetime as dt

import pytest
from django.db import connection
from django.utils import timezone

from reunion import cast
from reunion.events.models import Venue
from reunion.events.venues import hold
from reunion.mail.models import Message
from reunion.overview.reminding_office import remind, remind_offices
from reunion.team.models import Role

pytestmark = pytest.mark.django_db


def in_days(days: int) -> dt.date:
    return timezone.localdate() + dt.timedelta(days=days)


def day(date: dt.date) -> str:
    return f"{date.month}月{date.day}日（{'月火水木金土日'[date.weekday()]}）"


def offer(reunion, **terms):
    return Venue.objects.create(name="ホテル市川ベイ").bookings.create(reunion=reunion, **terms)


@pytest.fixture
def reunion():
    reunion = cast.mamagawa()
    for role in (Role.ORGANIZER, Role.SECRETARIAT, Role.TREASURER):
        cast.member(reunion, role)
    return reunion


def test_a_hold_is_told_a_week_before_its_end_once_and_again_for_another_day(reunion):
    booking = offer(reunion, state="held", held_until=in_days(8))
    assert remind(reunion) == 0
    hold(booking, until=in_days(7), actor=None)
    assert [remind(reunion), remind(reunion)] == [2, 0]
    letter = Message.objects.order_by("pk").first()
    assert (letter.recipient_name, letter.subject) == ("幹事", "【真間川高校 還暦同窓会】期限のお知らせ")
    plain = letter.body.replace("\n", "")
    assert f"ホテル市川ベイの仮予約は{day(in_days(7))}までです。" in plain
    assert "/staff/mamagawa/events/milestones/" in letter.body
    hold(booking, until=in_days(5), actor=None)
    assert [remind(reunion), remind(reunion)] == [2, 0]


def test_a_hold_that_has_lapsed_is_told_as_such(reunion):
    offer(reunion, state="held", held_until=in_days(-2))
    remind(reunion)
    body = Message.objects.first().body.replace("\n", "")
    assert f"仮予約の期限（{day(in_days(-2))}）が過ぎました。" in body


def test_the_last_day_for_the_number_comes_with_todays_forecast(reunion):
    for number in range(10):
        cast.classmate(reunion, number=number)
    cast.guest(reunion)
    offer(reunion, state="booked", guarantee_until=in_days(7))
    assert [remind(reunion), remind(reunion)] == [2, 0]
    body = Message.objects.first().body.replace("\n", "")
    assert f"{day(in_days(7))}までです。きょうの見込みは3名から5名です。" in body


def test_an_overdue_step_is_told_once_and_the_settlement_to_the_treasurer_too(reunion):
    reunion.milestones.filter(step="kick_off").update(due_on=in_days(-1))
    assert [remind(reunion), remind(reunion)] == [2, 0]
    reunion.milestones.filter(step="settlement").update(due_on=in_days(-1))
    assert [remind(reunion), remind(reunion)] == [3, 0]
    last = Message.objects.order_by("-pk").first()
    assert last.recipient_name == "会計"
    assert f"・決算をまとめる（{day(in_days(-1))}）" in last.body
    assert "顔合わせ" not in last.body


def test_what_nobody_has_done_for_two_months_is_not_spoken_of(reunion):
    reunion.milestones.filter(step="kick_off").update(due_on=in_days(-61))
    assert remind(reunion) == 0


def test_who_has_left_is_not_told(reunion):
    reunion.members.filter(role=Role.SECRETARIAT).delete()
    offer(reunion, state="held", held_until=in_days(1))
    assert remind(reunion) == 1


def test_a_worker_that_dies_between_the_letters_and_the_mark_has_told_nobody(reunion):
    offer(reunion, state="held", held_until=in_days(1))

    def die_at_the_mark(execute, sql, *rest):
        if sql.startswith('UPDATE "events_venuebooking"'):
            raise KeyboardInterrupt
        return execute(sql, *rest)

    with pytest.raises(KeyboardInterrupt), connection.execute_wrapper(die_at_the_mark):
        remind(reunion)
    assert Message.objects.count() == 0
    assert remind(reunion) == 2


@pytest.mark.parametrize(("hour", "letters"), [(7, 0), (8, 2), (19, 2), (20, 0)])
def test_nobody_is_woken_at_night(reunion, monkeypatch, hour, letters):
    offer(reunion, state="held", held_until=in_days(1))
    clock = timezone.localtime().replace(hour=hour)
    monkeypatch.setattr(timezone, "localtime", lambda *args: clock)
    assert remind_offices() == letters
