import datetime as dt

import pytest
from django.utils import timezone

from reunion import cast
from reunion.events.models import Photo, ProgramItem, Reunion, Venue, VenueBooking
from reunion.public.landing.asking import ask
from reunion.registrations.models import ChosenItem, Registration
from reunion.registrations.places import places_left

pytestmark = pytest.mark.django_db


def answer(slug: str = "mamagawa"):
    return ask(slug, today=timezone.localdate())


def test_the_rows_come_back_as_what_they_were():
    stored = cast.mamagawa(held_on=dt.date(2099, 2, 14))
    Reunion.objects.update(greeting="一行目\n「二行目」\\ \" '")
    asked = answer().reunion
    stored.refresh_from_db()
    for field in Reunion._meta.fields:
        assert getattr(asked, field.attname) == getattr(stored, field.attname)
    assert (str(asked.cohort), asked.takes_signups) == (str(stored.cohort), True)


def test_items_in_the_order_of_the_day_those_without_a_time_last():
    reunion = cast.mamagawa()
    ProgramItem.objects.create(reunion=reunion, kind="other", name="集合写真")
    ProgramItem.objects.create(reunion=reunion, kind="other", name="朝の散歩", starts_at=dt.time(8, 30))
    assert [(item.name, item.starts_at, taken) for item, taken in answer().program] == [
        ("朝の散歩", dt.time(8, 30), 0),
        ("校内見学", dt.time(10), 0),
        ("本会", dt.time(12), 0),
        ("二次会", dt.time(15), 0),
        ("集合写真", None, 0),
    ]


def test_taken_places_are_counted_as_for_signing_up():
    reunion = cast.mamagawa()
    reunion.program_items.update(places=10)
    cast.guest(reunion, items=("main", "after_party"))
    waits = cast.guest(reunion, "池田 茂 いけだ しげる", state="waiting", classmate=None)
    cast.guest(reunion, "渡辺 愛 わたなべ あい", state="cancelled")
    ChosenItem.objects.filter(registration=waits).update(companions=2)
    in_line = cast.guest(reunion, "佐藤 一 さとう はじめ")
    ChosenItem.objects.filter(registration=in_line).update(waiting_since=timezone.now())
    left = {item.pk: item.places - taken for item, taken in answer().program}
    assert left == places_left(reunion)
    assert sorted(left.values()) == [6, 9, 10]


def test_only_the_booked_venue_is_in_the_answer():
    reunion = cast.mamagawa()
    for name, state in (("仮の会場", "candidate"), ("取り消した会場", "cancelled")):
        VenueBooking.objects.create(reunion=reunion, venue=Venue.objects.create(name=name), state=state)
    assert answer().booking is None
    venue = Venue.objects.create(name="ホテル市川ベイ", phone="047-000-0001")
    VenueBooking.objects.create(reunion=reunion, venue=venue, room="葛飾の間", state="booked")
    assert (str(answer().booking), answer().booking.venue.phone) == (
        "ホテル市川ベイ 葛飾の間",
        "047-000-0001",
    )


def test_photos_stand_in_their_order():
    reunion = cast.mamagawa()
    for position, caption in ((2, "二"), (1, "一"), (2, "三")):
        Photo.objects.create(
            reunion=reunion, small="s", large="l", width=4, height=3, caption=caption, position=position
        )
    assert [photo.caption for photo in answer().photos] == ["一", "二", "三"]


def test_only_what_may_be_shown_is_asked_for():
    reunion = cast.mamagawa()
    cast.guest(reunion, show_surname=False)
    Registration.objects.update(email="secret@example.jp", note="秘")
    row = str(answer().row)
    assert [word for word in ("高田", "たかだ", "secret@", "秘", "1234567") if word in row] == []


def test_no_answer_for_a_draft_and_for_what_does_not_exist():
    cast.mamagawa(draft=True)
    assert (answer(), answer("nowhere"), answer("' OR 1=1 --")) == (None, None, None)
