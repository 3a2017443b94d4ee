"""Whatever is paid, written down, struck out and refunded: both sides of the books are the same."""

import contextlib
import itertools

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reunion import cast
from reunion.lib.refused import Refused
from reunion.payments.closing.books import books_of
from reunion.payments.closing.noting import note, strike
from reunion.payments.closing.receipts import issue, with_receipts
from reunion.payments.moving import move_surplus
from reunion.payments.paying_back import pay_out, plan_refund
from reunion.payments.tests.closing.people import expense, income, line, move, pay_cash, transfer
from reunion.registrations.models import Registration, State

pytestmark = pytest.mark.django_db
PRESSES = (
    "cash",
    "transfer",
    "bill from the account",
    "bill in cash",
    "advance",
    "repaid advance",
    "gift",
    "cash to the account",
    "cash from the account",
    "strike a bill",
    "cancel",
    "refund",
    "move a surplus",
    "receipt",
    "unknown deposit",
)
SLUGS = (f"sums{number}" for number in itertools.count())


def press(reunion, people, user, name: str, who: int, yen: int) -> None:
    guest, day = people[who], timezone.localdate()
    owed = {"paid_from": "advance", "advanced_by": "x"}
    match name:
        case "cash":
            pay_cash(guest, yen)
        case "transfer":
            transfer(guest, yen)
        case "bill from the account":
            note(expense(reunion, yen), actor=user)
        case "bill in cash":
            note(expense(reunion, yen, paid_from="cash"), actor=user)
        case "advance":
            note(expense(reunion, yen, **owed), actor=user)
        case "repaid advance":
            note(expense(reunion, yen, repaid_on=day, repaid_from="cash", **owed), actor=user)
        case "gift":
            note(income(reunion, yen, put_into="cash"), actor=user)
        case "cash to the account":
            note(move(reunion, yen), actor=user)
        case "cash from the account":
            note(move(reunion, yen, to="cash"), actor=user)
        case "strike a bill":
            if row := reunion.expenses.standing().first():
                strike(row, actor=user)
        case "cancel":
            Registration.objects.filter(pk=guest.pk).update(state=State.CANCELLED, refund_percent=yen % 101)
        case "refund":
            pay_out(plan_refund(guest, amount=yen, actor=user), paid_out_on=day, actor=user)
        case "move a surplus":
            move_surplus(guest, to=people[who - 1], amount=yen, actor=user)
        case "receipt":
            issue(guest, actor=user)
        case "unknown deposit":
            line(reunion, yen, balance=yen * 3)


STEPS = st.lists(
    st.tuples(st.sampled_from(PRESSES), st.integers(0, 2), st.integers(1, 12_345)), min_size=1, max_size=15
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_both_sides_of_the_books_are_the_same(steps):
    reunion = cast.mamagawa(next(SLUGS))
    user = cast.member(reunion, "treasurer")
    people = [cast.guest(reunion, f"青木 {number}子 あおき {number}こ") for number in range(3)]
    for name, who, yen in steps:
        with contextlib.suppress(Refused):
            press(reunion, people, user, name, who, yen)
    books = books_of(reunion)
    assert books.at_hand == books.balance
    given_out = list(reunion.receipts.values_list("number", flat=True))
    assert given_out == list(range(1, len(given_out) + 1))
    for guest in with_receipts(Registration.objects.filter(reunion=reunion, state=State.COMING)):
        assert guest.receipted <= guest.came_in
