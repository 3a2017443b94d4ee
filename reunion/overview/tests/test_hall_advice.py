import datetime as dt

import pytest
from django.utils import timezone

from reunion import cast
from reunion.events.models import Venue, VenueBooking
from reunion.overview.hall import hall_of
from reunion.overview.hall_advice import Known, advice, advise, forecast, known
from reunion.registrations.models import ChosenItem, State

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 24)


def now(**changes) -> Known:
    figures = {"living": 360, "at_table": 0, "waitlisted": 0, "answered": 0, "days_left": 250}
    return Known(**(figures | changes))


def room(**terms) -> VenueBooking:
    return VenueBooking(venue=Venue(name="ホテル"), **terms)


def sentences(figures: Known, booking: VenueBooking | None = None) -> str:
    return "\n".join(advise(figures, booking=booking, today=TODAY).sentences)


@pytest.mark.parametrize(
    ("figures", "range_"),
    [
        ({}, (72, 120)),
        ({"at_table": 50, "answered": 60}, (72, 150)),
        ({"at_table": 100, "answered": 180}, (100, 160)),
        ({"at_table": 50, "answered": 60, "days_left": 7}, (50, 50)),
        ({"living": 361}, (73, 121)),
        ({"living": 0}, (0, 0)),
        ({"living": 10, "at_table": 15, "answered": 12}, (15, 15)),
    ],
)
def test_between_how_many_may_come(figures, range_):
    assert forecast(now(**figures)) == range_


def test_a_fifth_to_a_third_of_the_year_half_a_year_ahead():
    said = sentences(now())
    assert "72名から120名ほどと見ておきます。" in said
    assert "半年前までに部屋を仮予約すると安心です。" in said


def test_with_less_than_half_a_year_it_is_time():
    said = sentences(now(days_left=183), room(state="candidate"))
    assert "開催まで183日です。半年を切りました。早めに部屋を仮予約しましょう。" in said


@pytest.mark.parametrize("state", ["held", "booked"])
def test_who_has_a_room_is_not_told_to_hold_one(state):
    assert "仮予約" not in sentences(now(), room(state=state, seated=500))


def test_three_fifths_of_a_standing_room_can_sit():
    assert "着席はその6割の60名ほどまでです。" in sentences(now(), room(state="booked", standing=100))


def test_a_room_that_says_how_many_can_sit_is_believed():
    assert "6割" not in sentences(now(), room(state="booked", standing=100, seated=80))


@pytest.mark.parametrize(("standing", "is_small"), [(119, True), (120, False)])
def test_more_may_come_than_the_room_was_held_for(standing, is_small):
    said = sentences(now(), room(state="booked", standing=standing))
    assert ("ホテルの定員は119名です。120名まで来るかもしれないので" in said) == is_small


def test_who_waits_for_a_place_is_a_reason_for_a_larger_room():
    assert "空き待ちの人が3名います。" in sentences(now(waitlisted=3), room(state="booked", seated=100))


def test_the_last_day_for_the_number_with_todays_forecast_and_what_is_missing():
    terms = {"guarantee_until": TODAY, "guaranteed_heads": 80, "price_seated": 6000, "seated": 200}
    said = sentences(now(at_table=50, answered=60), room(state="booked", **terms))
    assert (
        "会場の人数は11月24日（火）まで変えられます。いまの見込みは72名から150名、最低保証は80名です。"
        in said
    )
    assert "足りない30名分の180,000円も払うことになります。" in said


def test_after_the_last_day_the_venue_is_asked_by_telephone():
    late = room(state="booked", seated=200, guarantee_until=TODAY - dt.timedelta(days=1))
    said = sentences(now(), late)
    assert "会場の人数は11月23日（月）まででした。" in said
    assert "最低保証" not in said


def test_heads_are_counted_as_the_first_page_counts_them():
    reunion = cast.mamagawa()
    ChosenItem.objects.filter(registration=cast.guest(reunion)).update(companions=1)
    cast.guest(reunion, "森 薫 もり かおる", state=State.WAITING)
    cast.guest(reunion, "林 亮 はやし りょう", state=State.DECLINED, items=())
    figures = known(reunion)
    assert figures == Known(living=3, at_table=3, waitlisted=0, answered=2, days_left=90)
    assert hall_of(reunion, classmates=3).heads == figures.at_table


def test_the_dead_are_not_counted_and_the_booked_room_is_meant():
    reunion = cast.mamagawa()
    cast.classmate(reunion)
    cast.classmate(reunion, deceased=True)
    for name, state in (("候補の店", "candidate"), ("ホテル", "booked")):
        Venue.objects.create(name=name).bookings.create(
            reunion=reunion, state=state, guarantee_until=timezone.localdate()
        )
    found = advice(reunion)
    assert (found.fewest, found.most) == (1, 1)
    assert "まで変えられます" in found.sentences[-1]
