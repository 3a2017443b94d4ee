import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from reunion import cast
from reunion.journal.models import Entry
from reunion.lib.refused import Refused
from reunion.payments.hand_booking import book_by_hand
from reunion.payments.handing_over import hand_over, held_by_each, take_back_hand_over
from reunion.payments.models import HandBookedPayment
from reunion.team.models import Role

DAY = dt.date(2026, 11, 1)


@pytest.fixture
def suzuki(mamagawa):
    return cast.member(mamagawa, Role.TREASURER, name="鈴木")


def take(guest, amount, holder, **more):
    return book_by_hand(guest, amount=amount, received_on=DAY, taken_by=holder, actor=None, **more)


def held(reunion):
    return [(each.holder, each.yen) for each in held_by_each(reunion)]


def test_each_holder_with_the_sum_until_it_is_handed_over(mamagawa, suzuki):
    one, two = cast.guest(mamagawa), cast.guest(mamagawa, "宮本 薫 みやもと かおる")
    first, second = take(one, 8000, "原田"), take(two, 4000, "原田")
    take(two, 4000, "石井")
    take(one, 100, "鈴木", handed_over_to="鈴木")
    assert held(mamagawa) == [("原田", 12000), ("石井", 4000)]
    hand_over(mamagawa, payment_ids=[first.pk, second.pk], to=" 鈴木 ", on=DAY, actor=suzuki)
    assert held(mamagawa) == [("石井", 4000)]
    first.refresh_from_db()
    assert (first.handed_over_on, first.handed_over_to, first.handed_over_by) == (DAY, "鈴木", suzuki)
    take_back_hand_over(first, actor=suzuki)
    assert held(mamagawa) == [("原田", 8000), ("石井", 4000)]
    said = Entry.objects.about(one).filter(actor=suzuki).order_by("id").values_list("sentence", flat=True)
    assert list(said) == [
        "高田 裕子の現金8,000円を、原田から鈴木に渡しました",
        "高田 裕子の現金8,000円を、原田から鈴木に渡した記録を取り消しました",
    ]


def test_only_what_is_still_with_somebody_is_handed_over(mamagawa, suzuki):
    guest = cast.guest(mamagawa)
    first, second = take(guest, 8000, "原田"), take(guest, 100, "原田")
    hand_over(mamagawa, payment_ids=[first.pk], to="鈴木", on=DAY, actor=suzuki)
    done = hand_over(mamagawa, payment_ids=[first.pk, second.pk], to="鈴木", on=DAY, actor=suzuki)
    assert done == [second]
    with pytest.raises(Refused, match="もう会計に渡っています"):
        hand_over(mamagawa, payment_ids=[first.pk, second.pk], to="鈴木", on=DAY, actor=suzuki)
    with pytest.raises(Refused, match="だれが受け取ったか"):
        hand_over(mamagawa, payment_ids=[first.pk], to=" ", on=DAY, actor=suzuki)
    take_back_hand_over(first, actor=suzuki)
    with pytest.raises(Refused, match="渡っていないこと"):
        take_back_hand_over(first, actor=suzuki)
    with pytest.raises(Refused, match="もう会計に渡っています"):
        hand_over(cast.mamagawa("other"), payment_ids=[first.pk], to="鈴木", on=DAY, actor=suzuki)


def test_a_day_has_its_receiver(mamagawa):
    payment = take(cast.guest(mamagawa), 8000, "原田")
    with pytest.raises(IntegrityError), transaction.atomic():
        HandBookedPayment.objects.filter(pk=payment.pk).update(handed_over_on=DAY)
