import datetime as dt

import pytest

from reunion import cast
from reunion.events.changing import change
from reunion.events.models import PlanChange, ProgramItem, Venue, VenueBooking
from reunion.events.plan_changes import settle
from reunion.events.venues import book, cancel, keep_terms
from reunion.journal.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def reunion():
    return cast.mamagawa()


@pytest.fixture
def actor(reunion):
    return cast.member(reunion)


def offer(reunion, name, **terms) -> VenueBooking:
    return Venue.objects.create(name=name).bookings.create(reunion=reunion, **terms)


def moved(reunion, actor, *, days):
    reunion.held_on += dt.timedelta(days=days)
    change(reunion, reunion=reunion, sentence="x", actor=actor)


def changes():
    return [(each.was_held_on, each.was_place) for each in PlanChange.objects.order_by("pk")]


def test_another_day_is_written_down_with_the_one_before(reunion, actor):
    before = reunion.held_on
    moved(reunion, actor, days=7)
    assert changes() == [(before, "")]


def test_what_leaves_the_day_alone_is_no_change(reunion, actor):
    reunion.greeting = "x"
    change(reunion, reunion=reunion, sentence="x", actor=actor)
    change(reunion.program_items.get(kind="main"), reunion=reunion, sentence="x", actor=actor)
    assert changes() == []


def test_the_first_venue_is_no_change_another_is(reunion, actor):
    first, second = offer(reunion, "ホテル", room="葛飾の間"), offer(reunion, "市民会館")
    book(first, actor=actor)
    assert changes() == []
    cancel(first, actor=actor)
    book(second, actor=actor)
    assert changes() == [(None, "ホテル 葛飾の間")]


def test_another_room_of_the_booked_venue_is_a_change_terms_are_none(reunion, actor):
    booking = offer(reunion, "ホテル", room="葛飾の間", state="booked")
    booking.seated = 80
    keep_terms(booking, steps=[], actor=actor)
    assert changes() == []
    booking.room = "富士の間"
    keep_terms(booking, steps=[], actor=actor)
    assert changes() == [(None, "ホテル 葛飾の間")]


def test_without_a_venue_the_place_of_the_main_event_counts(reunion, actor):
    ProgramItem.objects.filter(kind="main").update(place="公民館")
    main = reunion.program_items.get(kind="main")
    main.place = "体育館"
    change(main, reunion=reunion, sentence="x", actor=actor)
    assert changes() == [(None, "公民館")]


def test_what_changes_again_joins_and_keeps_what_was_told_first(reunion, actor):
    booking, before = offer(reunion, "ホテル", state="booked"), reunion.held_on
    moved(reunion, actor, days=7)
    first = PlanChange.objects.get().changed_at
    moved(reunion, actor, days=7)
    cancel(booking, actor=actor)
    assert changes() == [(before, "ホテル")]
    assert PlanChange.objects.get().changed_at > first


def test_once_settled_the_next_change_is_one_of_its_own(reunion, actor):
    moved(reunion, actor, days=7)
    for _press in range(2):
        settle(reunion, actor=actor)
    assert Entry.objects.filter(action="plan change told").count() == 1
    moved(reunion, actor, days=7)
    assert len(changes()) == 2


def test_a_draft_has_told_nobody(actor):
    draft = cast.mamagawa("draft", draft=True)
    moved(draft, actor, days=7)
    assert changes() == []
