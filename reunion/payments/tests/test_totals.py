"""The quick sums of a reunion are the sums that the lists show, whatever rows there are."""

import datetime as dt
import itertools

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reunion import cast
from reunion.payments.balance import (
    overpaid,
    paid_in_full,
    part_paid,
    unpaid,
    untouched,
    with_balance,
    with_free_surplus,
)
from reunion.payments.models import HandBookedPayment, Refund, SurplusMove
from reunion.payments.totals import Sums, in_pile, sums_by_registration, totals
from reunion.registrations.models import ChosenItem, Registration, State

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 12, 1)
SLUGS = (f"totals{number}" for number in itertools.count())
KINDS = ("cash", "undone cash", "move", "undone move", "refund", "planned", "owed", "given up", "cancel")
KINDS += ("decline", "teacher", "waive", "companion", "waits for a place")
STEPS = st.lists(st.tuples(st.sampled_from(KINDS), st.integers(0, 2), st.integers(1, 20_000)), max_size=12)


def write(people, kind: str, who: int, yen: int) -> None:
    """Straight into the tables: the sums must be right for any rows at all."""
    guest, other, now = people[who], people[who - 1], timezone.now()
    cash = {"registration": guest, "amount": yen, "received_on": DAY, "taken_by": "原田"}
    refund = {"registration": guest, "amount": yen, "way": "cash"}
    mine = Registration.objects.filter(pk=guest.pk)
    match kind:
        case "cash":
            HandBookedPayment.objects.create(**cash)
        case "undone cash":
            HandBookedPayment.objects.create(**cash, undone_at=now)
        case "move":
            SurplusMove.objects.create(giver=guest, taker=other, amount=yen)
        case "undone move":
            SurplusMove.objects.create(giver=guest, taker=other, amount=yen, undone_at=now)
        case "refund":
            Refund.objects.create(**refund, state="paid_out", paid_out_on=DAY, settled_at=now)
        case "planned":
            Refund.objects.create(**refund, undone_at=now)
        case "owed" if not Refund.objects.owed().filter(registration=guest).exists():
            Refund.objects.create(**refund)
        case "given up":
            Refund.objects.create(**refund, state="given_up", settled_at=now)
        case "cancel":
            mine.update(state=State.CANCELLED, refund_percent=yen % 101)
        case "decline":
            mine.update(state=State.DECLINED)
        case "teacher":
            mine.update(classmate=None, teacher=cast.teacher(guest.reunion))
        case "waive":
            mine.update(fee_waived_at=now, fee_waived_because="御礼")
        case "companion":
            ChosenItem.objects.filter(registration=guest).update(companions=yen % 3, companion_fee=yen)
        case "waits for a place":
            ChosenItem.objects.filter(registration=guest).update(waiting_since=now)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_they_are_what_the_lists_show(steps):
    reunion = cast.mamagawa(next(SLUGS))
    people = [cast.guest(reunion, f"青木 {number}子 あおき {number}こ") for number in range(3)]
    people[2].chosen_items.create(item=reunion.program_items.get(kind="after_party"), fee=4001)
    for kind, who, yen in steps:
        write(people, kind, who, yen)
    everybody = Registration.objects.filter(reunion=reunion)
    rows, sums_of = list(with_free_surplus(everybody)), sums_by_registration(reunion)
    assert sums_of == {row.pk: Sums(row.due, row.paid, row.kept, row.waits) for row in rows}
    assert {key: (each.open, each.overpaid, each.free) for key, each in sums_of.items()} == {
        row.pk: (row.open, row.overpaid, row.free) for row in rows
    }
    sums = totals(reunion)
    assert (sums.due, sums.paid, sums.open, sums.overpaid, sums.kept) == tuple(
        sum(getattr(row, name) for row in rows) for name in ("due", "paid", "open", "overpaid", "kept")
    )
    lists = (unpaid, untouched, part_paid, paid_in_full, overpaid)
    assert (
        sums.unpaid_people,
        sums.untouched_people,
        sums.part_paid_people,
        sums.paid_people,
        sums.overpaid_people,
    ) == tuple(each(everybody).count() for each in lists)
    piles = ("unpaid", "untouched", "part_paid", "paid", "overpaid")
    ids = [row.pk for row in rows]
    assert [in_pile(sums_of, pile, ids) for pile in piles] == [
        [row.pk for row in rows if row in set(each(everybody))] for each in lists
    ]
    assert in_pile(sums_of, "free", ids) == [row.pk for row in rows if row.free]
    assert in_pile(sums_of, "refund", ids) == [row.pk for row in rows if row.waits]
    assert sums.concerned_people == with_balance(everybody).exclude(due=0, paid=0).count()


def test_they_cost_the_same_for_one_and_for_thirty():
    reunion = cast.mamagawa()

    def queries():
        with CaptureQueriesContext(connection) as captured:
            totals(reunion)
        return len(captured)

    cast.guest(reunion)
    one = queries()
    for number in range(30):
        guest = cast.guest(reunion, f"青木 {number}子 あおき {number}こ")
        HandBookedPayment.objects.create(registration=guest, amount=9000, received_on=DAY, taken_by="原田")
    assert (queries(), one) == (1, 1)
