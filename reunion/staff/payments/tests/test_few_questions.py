"""Every list of money asks as often for one guest as for thirty, and never more than fifteen times."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reunion import cast
from reunion.events.models import Venue, VenueBooking
from reunion.payments.closing.receipts import issue
from reunion.payments.hand_booking import book_by_hand
from reunion.payments.paying_back import plan_refund

PAGES = [
    *(("lines", {"grade": grade}) for grade in ("", "certain", "likely", "unclear", "matched", "ignored")),
    *(
        ("people", {"show": show})
        for show in ("", "unpaid", "untouched", "part", "paid", "overpaid", "refund")
    ),
    *(("receipts", {"show": show}) for show in ("", "waiting", "beyond")),
    *(("people", {"q": text}) for text in ("原田", "8000")),
    *((name, {}) for name in ("refunds", "reminders", "over_time", "news", "cash", "books", "settlement")),
    ("reminders", {"reason": "named"}),
]


@pytest.fixture
def someone(mamagawa, receive):
    """Five guests: one owes, one paid a part, one too much, two all, of whom one has a receipt."""
    venue = Venue.objects.create(name="真間川会館")
    VenueBooking.objects.create(reunion=mamagawa, venue=venue, state="booked", seated=100)

    def come(number: int) -> None:
        paid = {"池田": 0, "石井": 3000, "青木": 12000, "原田": 8000, "森": 8000}
        for family, yen in paid.items():
            guest = cast.guest(mamagawa, f"{family} 正{number} はらだ ただし", room="ABC"[number % 3])
            if yen:
                day = mamagawa.held_on.replace(year=2026, month=11, day=20)
                book_by_hand(guest, amount=yen, received_on=day, taken_by=f"係{number}", actor=None)
            if family == "青木":
                plan_refund(guest, amount=1000, actor=None)
            if family == "原田":
                issue(guest, actor=None)
        receive((f"イケダ　タダシ{number}", 8000), (f"リソク{number}", 12))

    return come


def test_one_costs_as_much_as_thirty(desk, page, someone):
    def queries() -> dict[str, int]:
        found = {}
        for name, wish in PAGES:
            with CaptureQueriesContext(connection) as captured:
                assert desk.get(page(name), wish).status_code == 200
            found[f"{name} {wish}"] = len(captured)
        return found

    for number in range(2):
        someone(number)
    few = queries()
    for number in range(2, 12):
        someone(number)
    assert queries() == few
    assert {name: count for name, count in few.items() if count > 15} == {}
