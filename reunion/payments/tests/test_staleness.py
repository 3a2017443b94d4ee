"""Whatever matching reads makes its proposals stale, by whatever way it was written."""

import datetime as dt

import pytest
from django.utils import timezone

from reunion import cast
from reunion.payments.booking import confirm, undo
from reunion.payments.hand_booking import book_by_hand, undo_by_hand
from reunion.payments.matching_input import claims_of, lines_to_match
from reunion.payments.models import HandBookedPayment, StatementLine
from reunion.payments.moving import move_surplus
from reunion.payments.paying_back import pay_out, plan_refund
from reunion.payments.proposals import bring_up_to_date
from reunion.payments.staleness import state_of
from reunion.registrations.models import ChosenItem, Registration
from reunion.roster.models import Classmate, Teacher


@pytest.fixture
def full(mamagawa, receive):
    """A guest tied to the roster, a teacher, and an open line."""
    cast.guest(mamagawa)
    cast.registration(mamagawa, teacher=cast.teacher(mamagawa))
    receive(("タカダ　ユウコ", 8000))
    return mamagawa


def told(reunion):
    return repr((lines_to_match(reunion), claims_of(reunion)))


PEOPLE = {
    Registration: ("family_kana", "given_kana", "current_family_kana", "family_name", "given_name"),
    Classmate: ("family_kana", "given_kana", "current_family_kana", "family_name", "given_name"),
    Teacher: ("family_kana", "given_kana", "family_name", "given_name"),
}
CHANGES = [
    *((model, {field: "はるか"}) for model, fields in PEOPLE.items() for field in fields),
    (Registration, {"current_family_name": "石井"}),
    (Classmate, {"current_family_name": "石井"}),
    (Registration, {"transfer_name": "イシイ タロウ"}),
    (Registration, {"state": "cancelled"}),
    (Registration, {"state": "declined"}),
    (Registration, {"fee_waived_at": dt.datetime(2026, 12, 1, tzinfo=dt.UTC), "fee_waived_because": "x"}),
    (ChosenItem, {"fee": 9000}),
    (ChosenItem, {"companions": 1, "companion_fee": 5000}),
    (ChosenItem, {"waiting_since": dt.datetime(2026, 12, 1, tzinfo=dt.UTC)}),
    (StatementLine, {"payer": "イシイ"}),
    (StatementLine, {"amount": 9000}),
    (StatementLine, {"direction": "out", "kind": "correction"}),
    (StatementLine, {"booked_on": dt.date(2026, 1, 1)}),
    (StatementLine, {"ignored_at": dt.datetime(2026, 12, 1, tzinfo=dt.UTC)}),
]


@pytest.mark.parametrize(("model", "change"), CHANGES)
def test_what_matching_is_told_differs_and_so_does_the_mark(full, model, change):
    before = told(full), state_of(full)
    model.objects.update(**change)
    now = told(full), state_of(full)
    assert [now[0] != before[0], now[1] != before[1]] == [True, True]


@pytest.mark.parametrize("model", [ChosenItem, Registration])
def test_rows_that_are_gone_are_missed(full, model):
    before = state_of(full)
    ChosenItem.objects.all().delete()
    if model is Registration:
        Registration.objects.filter(teacher=None).delete()
    assert state_of(full) != before


def test_money_in_and_money_undone_count(full):
    guest, line = Registration.objects.get(teacher=None), StatementLine.objects.get()
    states = [state_of(full)]
    confirm(line, shares=[(guest, 8000)], actor=None)
    states.append(state_of(full))
    undo(line, actor=None)
    assert state_of(full) == states[0]
    cash = book_by_hand(guest, amount=3000, received_on=dt.date(2026, 12, 1), taken_by="鈴木", actor=None)
    states.append(state_of(full))
    HandBookedPayment.objects.update(amount=4000)
    states.append(state_of(full))
    undo_by_hand(cash, actor=None)
    assert state_of(full) == states[0]
    assert len(set(states)) == 4


def test_a_surplus_moved_and_a_refund_paid_out_count(full):
    guest, line = Registration.objects.get(teacher=None), StatementLine.objects.get()
    other = cast.guest(full, "宮本 薫 みやもと かおる")
    StatementLine.objects.update(amount=20_000)
    line.refresh_from_db()
    confirm(line, shares=[(guest, 20_000)], actor=None)
    states = [state_of(full)]
    move_surplus(guest, to=other, amount=5000, actor=None)
    states.append(state_of(full))
    refund = plan_refund(guest, amount=7000, actor=None)
    assert state_of(full) == states[-1]
    pay_out(refund, paid_out_on=timezone.localdate(), actor=None)
    states.append(state_of(full))
    assert len(set(states)) == 3


def test_a_booking_in_an_earlier_reunion_of_the_same_year_teaches_and_so_counts(full, receive):
    person = Classmate.objects.get()
    before = state_of(full)
    earlier = cast.mamagawa("earlier")
    guest = cast.guest(earlier, classmate=person)
    line = StatementLine.objects.get()
    StatementLine.objects.filter(pk=line.pk).update(reunion=earlier)
    assert state_of(full) != before
    moved = state_of(full)
    line.refresh_from_db()
    confirm(line, shares=[(guest, 8000)], actor=None)
    assert state_of(full) != moved


def test_what_matching_does_not_read_leaves_the_proposals_alone(full):
    bring_up_to_date(full)
    before = state_of(full)
    Registration.objects.update(note="楽しみです", email="other@mail.example", updated_at=timezone.now())
    cast.guest(cast.mamagawa("another"))
    assert state_of(full) == before


def test_thirty_registrations_cost_as_many_questions_as_one(full, django_assert_num_queries):
    with django_assert_num_queries(1):
        state_of(full)
    for number in range(30):
        cast.guest(full, f"山田 花{number} やまだ はな", room="A")
    with django_assert_num_queries(1):
        state_of(full)
