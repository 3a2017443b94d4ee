import datetime as dt
import logging

import pytest
from django.utils import timezone
from icalendar import Calendar

from reunion import cast
from reunion.events import milestones
from reunion.events.models import Milestone, Venue
from reunion.events.venues import hold
from reunion.public.silent_logs import WithoutKeys
from reunion.team.calendar_addresses import draw, give_up
from reunion.team.membership import remove_member
from reunion.team.models import Member, Role

pytestmark = pytest.mark.django_db


def in_days(days: int) -> dt.date:
    return timezone.localdate() + dt.timedelta(days=days)


@pytest.fixture
def reunion():
    return cast.mamagawa()


def seat(reunion, role=Role.ORGANIZER, **more) -> Member:
    return Member.objects.get(user=cast.member(reunion, role, **more))


def path(member) -> str:
    return f"/mamagawa/dates/{draw(member).token}/calendar.ics"


def read(client, member) -> Calendar:
    return Calendar.from_ical(client.get(path(member)).content)


def entries(calendar) -> dict:
    """summary → day or moment"""
    return {str(event["summary"]): event.decoded("dtstart") for event in calendar.walk("VEVENT")}


def offer(reunion, name, **terms):
    return Venue.objects.create(name=name).bookings.create(reunion=reunion, **terms)


def test_an_organizer_reads_steps_holds_numbers_and_the_program(client, reunion):
    offer(reunion, "ホテル", state="booked", guarantee_until=in_days(80))
    offer(reunion, "会館", state="held", held_until=in_days(9))
    offer(reunion, "店", state="candidate", guarantee_until=in_days(70))
    found = entries(read(client, seat(reunion)))
    steps = {step.title: step.due_on for step in Milestone.objects.of(reunion).to_do()}
    done = {"案内ページを公開し、受付を始める（済み）": Milestone.objects.get(step="page_opens").due_on}
    days = {"仮予約の期限：会館": in_days(9), "会場の人数を変えられる最後の日：ホテル": in_days(80)}
    assert {
        words: day for words, day in found.items() if not isinstance(day, dt.datetime)
    } == steps | done | days
    moments = {words: day.isoformat() for words, day in found.items() if isinstance(day, dt.datetime)}
    day = reunion.held_on.isoformat()
    hours = {"校内見学": "10", "本会": "12", "二次会": "15"}
    assert moments == {words: f"{day}T{hour}:00:00+09:00" for words, hour in hours.items()}


def test_class_staff_read_what_concerns_them(client, reunion):
    offer(reunion, "会館", state="held", held_until=in_days(9))
    found = set(entries(read(client, seat(reunion, Role.CLASS_STAFF, rooms="A"))))
    steps = {"幹事とスタッフの顔合わせをする", "申込の締め切り", "同窓会の当日"}
    assert found == steps | {"校内見学", "本会", "二次会"}


def test_the_file_is_what_calendars_expect(client, reunion):
    answer = client.get(path(seat(reunion)))
    calendar = Calendar.from_ical(answer.content)
    assert (calendar["version"], calendar["method"], calendar["x-wr-calname"]) == (
        "2.0",
        "PUBLISH",
        reunion.name,
    )
    assert [zone["tzid"] for zone in calendar.walk("VTIMEZONE")] == ["Asia/Tokyo"]
    events = calendar.walk("VEVENT")
    assert len({event["uid"] for event in events}) == len(events) == 14
    for event in events:
        start, end = event.decoded("dtstart"), event.decoded("dtend")
        length = dt.timedelta(hours=2) if isinstance(start, dt.datetime) else dt.timedelta(days=1)
        assert end - start == length
        assert event.decoded("dtstamp").utcoffset() == dt.timedelta(0)
        assert event.errors == []
    assert b"\r\n" in answer.content
    assert max(map(len, answer.content.split(b"\r\n"))) <= 75
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert "no-store" in answer["Cache-Control"]
    assert (answer["X-Robots-Tag"], answer["Referrer-Policy"]) == ("noindex, nofollow", "no-referrer")


def test_the_same_plan_is_the_same_file_and_a_moved_day_keeps_its_name_and_counts_up(client, reunion):
    member = seat(reunion)
    step = Milestone.objects.get(step="kick_off")
    milestones.change(step, name=step.title, due_on=in_days(20), actor=member.user)
    assert client.get(path(member)).content == client.get(path(member)).content
    before = next(each for each in read(client, member).walk("VEVENT") if "顔合わせ" in each["summary"])
    milestones.change(step, name=step.title, due_on=in_days(10), actor=member.user)
    after = next(each for each in read(client, member).walk("VEVENT") if "顔合わせ" in each["summary"])
    assert before["uid"] == after["uid"]
    assert after["sequence"] > before["sequence"]
    assert after.decoded("dtstart") == in_days(10)


def test_an_extended_hold_counts_up_too(client, reunion):
    member = seat(reunion)
    booking = offer(reunion, "会館")
    numbers = []
    for days in (3, 9):
        hold(booking, until=in_days(days), actor=member.user)
        numbers.append(read(client, member).walk("VEVENT")[0]["sequence"])
    assert numbers[0] < numbers[1]


def test_no_classmate_is_named(client):
    reunion = cast.full_house()
    body = client.get(path(Member.objects.get(reunion=reunion))).content.decode()
    assert "秋山" not in body
    assert "秘" not in body


@pytest.mark.parametrize("end", ["given up", "drawn anew", "left", "no longer active"])
def test_an_address_ends(client, reunion, end):
    cast.member(reunion, name="ほか")
    member = seat(reunion)
    address = path(member)
    assert client.get(address).status_code == 200
    if end == "given up":
        give_up(member)
    elif end == "drawn anew":
        draw(member, instead_of=member.calendar_address.pk)
    elif end == "left":
        remove_member(member, actor=None)
    else:
        member.user.is_active = False
        member.user.save()
    assert client.get(address).status_code == 404


def test_it_is_of_one_reunion_and_cannot_be_guessed(client, reunion):
    token = draw(seat(reunion)).token
    cast.mamagawa("another")
    assert len(token) == 43
    for address in (f"/another/dates/{token}/calendar.ics", "/mamagawa/dates/x/calendar.ics"):
        assert client.get(address).status_code == 404


def test_the_log_does_not_tell_the_address():
    record = logging.makeLogRecord(
        {"msg": "%s: %s", "args": ("Not Found", "/mamagawa/dates/abc/calendar.ics")}
    )
    WithoutKeys().filter(record)
    assert record.getMessage() == "Not Found: /mamagawa/dates/…/calendar.ics"


def test_the_queries_do_not_grow(client, reunion, django_assert_num_queries):
    address = path(seat(reunion))
    for more in (1, 29):
        for number in range(more):
            Milestone.objects.create(reunion=reunion, name=f"店{number}", due_on=in_days(3))
            offer(reunion, "店", state="held", held_until=in_days(3))
        with django_assert_num_queries(5):
            client.get(address)
