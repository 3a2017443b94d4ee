import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from reunion import cast
from reunion.events.models import Milestone, Venue, VenueBooking
from reunion.events.venues import CostOfCancelling, book, cancel, cost_of_cancelling, hold, keep_terms
from reunion.journal.models import Entry
from reunion.lib.refused import Refused
from reunion.tests.processes import Installation


def in_days(days: int) -> dt.date:
    return timezone.localdate() + dt.timedelta(days=days)


def offer(reunion, name: str = "ホテル市川ベイ", **terms) -> VenueBooking:
    return VenueBooking.objects.create(reunion=reunion, venue=Venue.objects.create(name=name), **terms)


def is_done(reunion) -> bool:
    return Milestone.objects.get(reunion=reunion, step="hold_room").is_done


@pytest.fixture
def reunion(db):
    return cast.mamagawa()


@pytest.mark.parametrize(
    ("days", "sentence"),
    [(None, "仮予約の期限の日を書いてください。"), (-1, "仮予約の期限が過ぎた日になっています。")],
)
def test_a_hold_needs_a_day_that_is_still_to_come(reunion, days, sentence):
    booking = offer(reunion)
    with pytest.raises(Refused, match=sentence):
        hold(booking, until=days and in_days(days), actor=None)
    booking.refresh_from_db()
    assert (booking.state, booking.held_until, is_done(reunion)) == ("candidate", None, False)
    assert Entry.objects.count() == 0


def test_a_hold_may_end_today_and_the_step_of_holding_a_room_is_done(reunion):
    held = hold(offer(reunion), until=in_days(0), actor=None)
    assert (held.state, held.held_until, held.hold_days_left) == ("held", in_days(0), 0)
    assert is_done(reunion)


def test_a_hold_pressed_twice_is_written_once_and_another_day_once_more(reunion):
    booking = offer(reunion)
    hold(booking, until=in_days(9), actor=None)
    hold(booking, until=in_days(9), actor=None)
    assert Entry.objects.count() == 1
    hold(booking, until=in_days(20), actor=None)
    assert VenueBooking.objects.get().held_until == in_days(20)
    assert Entry.objects.count() == 2


def test_what_is_booked_does_not_go_back_to_being_held(reunion):
    booking = book(offer(reunion), actor=None)
    with pytest.raises(Refused, match="もう予約してあります。仮予約に戻すことはできません。"):
        hold(booking, until=in_days(9), actor=None)
    assert VenueBooking.objects.get().state == "booked"


def test_a_booking_pressed_twice_is_one_booking_and_one_line_in_the_journal(reunion):
    actor = cast.member(reunion)
    booking = offer(reunion, room="葛飾の間")
    book(booking, actor=actor)
    book(booking, actor=actor)
    entry = Entry.objects.get()
    assert (entry.sentence, entry.actor) == ("会場を予約しました（ホテル市川ベイ 葛飾の間）", actor)
    assert is_done(reunion)


def test_a_second_place_is_refused_until_the_first_is_given_up(reunion):
    first, second = offer(reunion), offer(reunion, "市民会館")
    book(first, actor=None)
    with pytest.raises(Refused, match="ホテル市川ベイをもう予約してあります。"):
        book(second, actor=None)
    cancel(first, actor=None)
    assert book(second, actor=None).state == "booked"
    assert list(VenueBooking.objects.order_by("id").values_list("state", flat=True)) == [
        "cancelled",
        "booked",
    ]


def test_the_database_itself_keeps_a_second_booking_out(reunion):
    book(offer(reunion), actor=None)
    with pytest.raises(IntegrityError, match=r"(?i)unique"), transaction.atomic():
        offer(reunion, "市民会館", state="booked")


def test_another_reunion_books_its_own_place(reunion):
    book(offer(reunion), actor=None)
    assert book(offer(cast.mamagawa("another")), actor=None).state == "booked"


def test_who_gives_up_a_place_twice_gives_it_up_once_and_the_day_is_kept(reunion):
    booking = book(offer(reunion), actor=None)
    booking.cancellation_steps.create(days_before=90, percent=30)
    cancel(booking, actor=None)
    cancel(booking, actor=None)
    booking.refresh_from_db()
    assert (booking.state, booking.cancelled_on) == ("cancelled", in_days(0))
    sentences = list(Entry.objects.order_by("id").values_list("sentence", flat=True))
    assert sentences == [
        "会場を予約しました（ホテル市川ベイ）",
        "会場を取り消しました（ホテル市川ベイ、取消料の決まり 30％）",
    ]


@pytest.mark.parametrize(
    ("days_before", "percent", "yen"),
    [(31, 0, 0), (30, 20, 172_000), (11, 20, 172_000), (10, 50, 430_000), (0, 100, 860_000)],
)
def test_what_giving_up_costs_on_a_day(reunion, days_before, percent, yen):
    """100 guests at 8,000 yen and 60,000 yen for the room."""
    booking = offer(
        reunion, state="booked", price_seated=8000, fixed_price=60_000, guaranteed_heads=100, seated=120
    )
    keep_terms(booking, steps=[(10, 50), (30, 20), (0, 100)], actor=None)
    day = reunion.held_on - dt.timedelta(days=days_before)
    assert cost_of_cancelling(booking, on=day) == CostOfCancelling(percent, 100, yen)


def test_without_a_guarantee_the_whole_room_counts_and_without_a_price_no_sum_is_said(reunion):
    booking = offer(reunion, state="booked", seated=60, standing=100, style="seated")
    booking.cancellation_steps.create(days_before=100, percent=50)
    assert cost_of_cancelling(booking, on=in_days(0)) == CostOfCancelling(50, 60, None)
    booking.price_seated = 9000
    assert cost_of_cancelling(booking, on=in_days(0)) == CostOfCancelling(50, 60, 270_000)


def test_what_is_not_booked_costs_nothing(reunion):
    booking = offer(reunion, state="held", held_until=in_days(3), seated=60, price_seated=9000)
    booking.cancellation_steps.create(days_before=100, percent=50)
    assert cost_of_cancelling(booking, on=in_days(0)) == CostOfCancelling(0, 60, 0)


def test_terms_kept_late_leave_what_was_decided_meanwhile(reunion):
    seen_before = offer(reunion)
    hold(VenueBooking.objects.get(), until=in_days(9), actor=None)
    book(VenueBooking.objects.get(), actor=None)
    seen_before.seated = 80
    keep_terms(seen_before, steps=[(20, 50)], actor=None)
    kept = VenueBooking.objects.get()
    assert (kept.state, kept.held_until, kept.seated) == ("booked", in_days(9), 80)
    assert list(kept.cancellation_steps.values_list("days_before", "percent")) == [(20, 50)]


@pytest.mark.parametrize(
    ("steps", "sentence"),
    [
        ([(20, 50), (20, 80)], "取消料に同じ日数が2回あります。"),
        ([(20, 80), (10, 50)], "取消料は、開催日に近いほど高くなるはずです。"),
        ([(50, 10), (40, 20), (30, 30), (20, 40), (10, 50)], "決まりは4つまでにしてください。"),
    ],
)
def test_steps_that_cannot_be_meant_are_refused_and_the_old_ones_stay(reunion, steps, sentence):
    booking = offer(reunion)
    keep_terms(booking, steps=[(30, 20)], actor=None)
    with pytest.raises(Refused, match=sentence):
        keep_terms(booking, steps=steps, actor=None)
    assert list(booking.cancellation_steps.values_list("days_before", "percent")) == [(30, 20)]


BOTH_BOOK = """
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from django.db import connection
from reunion import cast
from reunion.events.models import Venue, VenueBooking
from reunion.events.venues import book
from reunion.lib.refused import Refused

reunion = cast.mamagawa("both-book")
offers = [
    VenueBooking.objects.create(reunion=reunion, venue=Venue.objects.create(name=f"会場{number}"))
    for number in range(4)
]
barrier = Barrier(len(offers))

def press(offer):
    barrier.wait()
    try:
        return book(offer, actor=None).state
    except Refused:
        return "refused"
    finally:
        connection.close()

with ThreadPoolExecutor(len(offers)) as pool:
    print(*sorted(pool.map(press, offers)))
print(VenueBooking.objects.filter(state="booked").count())
"""


@pytest.mark.processes
def test_of_several_who_book_at_once_one_is_first_and_the_others_are_told(tmp_path):
    with Installation(tmp_path) as installation:
        assert installation.run(BOTH_BOOK).split() == ["booked", "refused", "refused", "refused", "1"]
