import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from reunion import cast
from reunion.journal.models import Entry
from reunion.lib.refused import Refused
from reunion.payments.balance import paid_by_registration, with_free_surplus
from reunion.payments.hand_booking import book_by_hand, undo_by_hand
from reunion.payments.models import SurplusMove
from reunion.payments.moving import move_surplus, undo_move
from reunion.registrations.models import Registration
from reunion.team.models import Role

DAY = dt.date(2026, 11, 1)


@pytest.fixture
def suzuki(mamagawa):
    return cast.member(mamagawa, Role.TREASURER, name="鈴木")


@pytest.fixture
def couple(mamagawa):
    """She paid for both."""
    wife, husband = cast.guest(mamagawa), cast.guest(mamagawa, "宮本 薫 みやもと かおる")
    payment = book_by_hand(wife, amount=16000, received_on=DAY, taken_by="原田", actor=None)
    return wife, husband, payment


def sums(*guests):
    rows = with_free_surplus(Registration.objects.all()).in_bulk([guest.pk for guest in guests])
    return [(rows[guest.pk].paid, rows[guest.pk].open, rows[guest.pk].free) for guest in guests]


def test_what_one_paid_too_much_pays_for_the_other(couple, suzuki):
    wife, husband, _payment = couple
    move = move_surplus(wife, to=husband, amount=8000, actor=suzuki)
    assert sums(wife, husband) == [(8000, 0, 0), (8000, 0, 0)]
    assert paid_by_registration(wife.reunion) == {wife.pk: 8000, husband.pk: 8000}
    undo_move(move, actor=suzuki)
    assert sums(wife, husband) == [(16000, 0, 8000), (0, 8000, 0)]
    for guest in (wife, husband):
        said = Entry.objects.about(guest).exclude(action="payment_by_hand").order_by("id")
        assert list(said.values_list("actor_name", "sentence")) == [
            ("鈴木", "高田 裕子の過入金8,000円を、宮本 薫の会費に振り替えました"),
            ("鈴木", "高田 裕子の過入金8,000円の、宮本 薫の会費への振り替えを取り消しました"),
        ]
    move.refresh_from_db()
    assert move.undone_by == suzuki
    with pytest.raises(Refused, match="もう取り消されています"):
        undo_move(move, actor=suzuki)


def test_never_more_than_there_is_over_or_than_the_other_owes(mamagawa, couple):
    wife, husband, _payment = couple
    with pytest.raises(Refused, match="いま使えるのは8,000円まで"):
        move_surplus(wife, to=husband, amount=8001, actor=None)
    with pytest.raises(Refused, match="いま使える過入金がありません"):
        move_surplus(husband, to=wife, amount=1, actor=None)
    with pytest.raises(Refused, match="1円以上"):
        move_surplus(wife, to=husband, amount=0, actor=None)
    move_surplus(wife, to=husband, amount=5000, actor=None)
    with pytest.raises(Refused, match="あと払うのは3,000円です"):
        book_by_hand(wife, amount=9000, received_on=DAY, taken_by="原田", actor=None)
        move_surplus(wife, to=husband, amount=3001, actor=None)
    assert SurplusMove.objects.count() == 1


def test_not_to_oneself_and_not_to_another_reunion(couple):
    wife, *_others = couple
    with pytest.raises(Refused, match="ほかの人の申込"):
        move_surplus(wife, to=wife, amount=1, actor=None)
    with pytest.raises(Refused, match="この会の申込から"):
        move_surplus(wife, to=cast.guest(cast.mamagawa("other")), amount=1, actor=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        SurplusMove.objects.create(giver=wife, taker=wife, amount=1)


def test_what_has_been_moved_away_cannot_be_taken_back_where_it_came_in(couple):
    wife, husband, payment = couple
    move = move_surplus(wife, to=husband, amount=8000, actor=None)
    with pytest.raises(Refused, match="もう返金か振り替えをしています"):
        undo_by_hand(payment, actor=None)
    assert sums(wife, husband) == [(8000, 0, 0), (8000, 0, 0)]
    undo_move(move, actor=None)
    undo_by_hand(payment, actor=None)
    assert paid_by_registration(wife.reunion) == {}
