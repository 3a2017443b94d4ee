import datetime as dt

import pytest

from reunion import cast
from reunion.payments.closing.receipts import issue
from reunion.payments.hand_booking import book_by_hand
from reunion.payments.thanking import letter_of_thanks, values_of_balance
from reunion.registrations.filling import Filling

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("paid", "left", "words"),
    [
        (8000, "0円", "会費は、すべてお支払いいただきました。"),
        (3000, "5,000円", "残りは5,000円です。\nご都合のよいときにお願いします。"),
    ],
)
def test_the_thanks_name_the_receipt_and_what_is_left(mamagawa, paid, left, words):
    guest, treasurer = cast.guest(mamagawa), cast.member(mamagawa, "treasurer")
    book_by_hand(guest, amount=paid, received_on=dt.date(2026, 12, 3), taken_by="原田", actor=treasurer)
    letter = letter_of_thanks(
        guest, amount=paid, received_on=dt.date(2026, 12, 3), number="R-1", filling=Filling(mamagawa)
    )
    number, came = "受領番号　R-1\n", f"今回のご入金　{paid:,}円\n入金の日　2026年12月3日（木）\n"
    assert f"{number}申込番号　{guest.reference}\n{came}" in letter.body
    assert words in letter.body
    assert letter.subject == "【真間川高校 還暦同窓会】会費のご入金をありがとうございます"
    assert values_of_balance(guest)["お支払いの残り"] == left


def test_a_receipt_that_was_issued_is_named(mamagawa):
    guest, treasurer = cast.guest(mamagawa), cast.member(mamagawa, "treasurer")
    book_by_hand(guest, amount=8000, received_on=dt.date(2026, 12, 3), taken_by="原田", actor=treasurer)
    day = dt.date(2026, 12, 3)
    details = {"amount": 8000, "received_on": day, "number": "R-1", "filling": Filling(mamagawa)}
    assert "領収書" not in letter_of_thanks(guest, **details).body
    receipt = issue(guest, actor=treasurer)
    words = f"会費は、すべてお支払いいただきました。\n領収書　No. {receipt.number}\n"
    assert words in letter_of_thanks(guest, **details).body
