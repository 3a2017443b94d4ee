import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from reunion import cast
from reunion.events.models import CancellationStep, Venue, VenueBooking
from reunion.team.models import Role
from reunion.tests.signing_in import show_second_step

pytestmark = pytest.mark.django_db


@pytest.fixture
def reunion(client):
    reunion = cast.mamagawa()
    show_second_step(client, cast.member(reunion))
    return reunion


def address(page, *more):
    return reverse(f"staff:events:{page}", args=["mamagawa", *more])


def offer(reunion, name: str = "ホテル市川ベイ", **terms) -> VenueBooking:
    venue = Venue.objects.create(name=name)
    booking = VenueBooking.objects.create(reunion=reunion, venue=venue, **terms)
    CancellationStep.objects.create(booking=booking, days_before=100, percent=50)
    return booking


def in_days(days: int) -> dt.date:
    return timezone.localdate() + dt.timedelta(days=days)


def test_the_queries_do_not_grow_with_the_places(client, reunion, django_assert_max_num_queries):
    counted = []
    for more in (1, 29):
        for number in range(more):
            offer(reunion, f"会場{more} {number}")
        client.get(address("venues"))
        with django_assert_max_num_queries(15) as asked:
            assert client.get(address("venues")).status_code == 200
        counted.append(len(asked))
    assert counted[0] == counted[1]


def test_the_booked_place_stands_first_then_the_hold_that_ends_first(client, reunion):
    offer(reunion, "候補の店")
    offer(reunion, "あとの仮予約", state="held", held_until=in_days(20))
    offer(reunion, "先の仮予約", state="held", held_until=in_days(3))
    offer(reunion, "予約した店", state="booked")
    offer(reunion, "やめた店", state="cancelled")
    page = client.get(address("venues")).text
    names = ["予約した店", "先の仮予約", "あとの仮予約", "候補の店", "やめた店"]
    assert sorted(names, key=page.index) == names
    assert "（あと3日）" in page


def test_a_hold_that_has_ended_is_said_and_does_not_lapse_silently(client, reunion):
    offer(reunion, state="held", held_until=in_days(-1))
    assert "が過ぎました。会場に電話で確かめてください。" in client.get(address("venues")).text


def test_a_place_is_kept_with_its_terms_as_people_type_them(client, reunion):
    typed = {
        "venue-name": "市民会館",
        "terms-seated": "８０名",
        "terms-price_seated": "8,000円",
        "terms-days_1": "20",
        "terms-percent_1": "50％",
    }
    client.post(address("add_venue"), typed)
    booking = VenueBooking.objects.get()
    assert (booking.seated, booking.price_seated, booking.state) == (80, 8000, "candidate")
    assert list(booking.cancellation_steps.values_list("days_before", "percent")) == [(20, 50)]


def test_half_a_step_of_cancelling_is_asked_for_and_what_was_typed_stays(client, reunion):
    page = client.post(address("add_venue"), {"venue-name": "市民会館", "terms-days_1": "20"}).text
    assert "取消料の割合を書いてください。例 50" in page
    assert 'value="市民会館"' in page
    assert (VenueBooking.objects.count(), Venue.objects.count()) == (0, 0)


def test_steps_in_the_wrong_order_are_refused_on_the_page(client, reunion):
    typed = {"terms-days_1": "20", "terms-percent_1": "80", "terms-days_2": "10", "terms-percent_2": "50"}
    page = client.post(address("add_venue"), {"venue-name": "市民会館"} | typed).text
    assert "取消料は、開催日に近いほど高くなるはずです。" in page
    assert (VenueBooking.objects.count(), Venue.objects.count()) == (0, 0)


def test_before_a_place_is_given_up_the_page_says_what_it_costs_today(client, reunion):
    booking = offer(reunion, state="booked", seated=100, price_seated=8000)
    page = client.get(address("cancel_venue", booking.pk)).text
    assert "きょうの取り消しは100名分の料金の50％、400,000円かかります。" in page
    assert VenueBooking.objects.get().state == "booked"
    client.post(address("cancel_venue", booking.pk))
    assert VenueBooking.objects.get().state == "cancelled"


def test_a_second_booking_is_refused_with_the_name_of_the_first(client, reunion):
    offer(reunion, state="booked")
    second = offer(reunion, "市民会館")
    page = client.post(address("book_venue", second.pk), follow=True).text
    assert "ホテル市川ベイをもう予約してあります。" in page
    second.refresh_from_db()
    assert second.state == "candidate"


def test_a_date_that_cannot_be_read_is_said(client, reunion):
    page = client.post(address("hold_venue", offer(reunion).pk), {"until": "あした"}, follow=True).text
    assert "日付が読めません。例 2027-01-23" in page
    assert VenueBooking.objects.get().state == "candidate"


def test_a_place_of_another_reunion_is_not_to_be_found(client, reunion):
    foreign = offer(cast.mamagawa("another"))
    for page in ("venue", "hold_venue", "book_venue", "cancel_venue"):
        assert client.post(address(page, foreign.pk)).status_code == 404


def test_the_treasurer_reads_and_finds_nothing_to_press(client, reunion):
    booking = offer(reunion)
    show_second_step(client, cast.member(reunion, Role.TREASURER, name="会計"))
    page = client.get(address("venues")).text
    assert "ホテル市川ベイ" in page
    assert address("book_venue", booking.pk) not in page
    assert address("add_venue") not in page
