"""Two treasurers press in the same moment: one wins, the other gets a sentence, and nothing is doubled.

Threads with connections of their own, held against a real database file or server.
"""

import pytest
from django.utils import timezone

from reunion import cast
from reunion.journal.models import Entry
from reunion.payments.balance import with_free_surplus
from reunion.payments.booking import confirm, undo
from reunion.payments.hand_booking import book_by_hand, undo_by_hand
from reunion.payments.handing_over import hand_over, take_back_hand_over
from reunion.payments.models import HandBookedPayment, Refund, StatementLine, SurplusMove
from reunion.payments.moving import move_surplus, undo_move
from reunion.payments.paying_back import give_up, pay_out, plan_refund, tie_to_line, undo_refund
from reunion.payments.statements import take_in
from reunion.payments.waiving import undo_waiver, waive_fee
from reunion.registrations.models import Registration

from .bank_files import yucho
from .threads import at_once

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def mamagawa(db):
    return cast.mamagawa()


@pytest.fixture
def rich(mamagawa, today):
    """8,000 yen more than is due."""
    guest = cast.guest(mamagawa)
    book_by_hand(guest, amount=16000, received_on=today, taken_by="原田", actor=None)
    return guest


def other(reunion, names="宮本 薫 みやもと かおる"):
    return cast.guest(reunion, names)


def sums(guest):
    row = with_free_surplus(Registration.objects.all()).get(pk=guest.pk)
    return row.paid, row.open, row.waits, row.free


def one_wins(*presses):
    """What the other was told; the journal has one line more."""
    before = Entry.objects.count()
    refused = [each for each in at_once(*presses) if isinstance(each, str)]
    assert len(refused) == len(presses) - 1
    assert Entry.objects.count() > before
    return refused[0]


def test_a_surplus_is_moved_once(mamagawa, rich):
    poor = other(mamagawa)
    said = one_wins(*[lambda: move_surplus(rich, to=poor, amount=8000, actor=None)] * 2)
    assert "いま使える過入金がありません" in said
    assert (sums(rich), sums(poor)) == ((8000, 0, 0, 0), (8000, 0, 0, 0))
    assert SurplusMove.objects.count() == 1


def test_a_surplus_goes_to_one_of_two_people(mamagawa, rich):
    one, two = other(mamagawa), other(mamagawa, "石井 美穂 いしい みほ")
    said = one_wins(
        lambda: move_surplus(rich, to=one, amount=8000, actor=None),
        lambda: move_surplus(rich, to=two, amount=8000, actor=None),
    )
    assert "高田 裕子さんには、いま使える過入金がありません" in said
    assert sorted([sums(one)[0], sums(two)[0]]) == [0, 8000]


def test_two_surpluses_do_not_both_pay_for_one_person(mamagawa, rich, today):
    second, poor = other(mamagawa), other(mamagawa, "石井 美穂 いしい みほ")
    book_by_hand(second, amount=16000, received_on=today, taken_by="原田", actor=None)
    said = one_wins(
        lambda: move_surplus(rich, to=poor, amount=8000, actor=None),
        lambda: move_surplus(second, to=poor, amount=8000, actor=None),
    )
    assert "あと払うのは0円です" in said
    assert sums(poor) == (8000, 0, 0, 0)


def test_two_moves_in_opposite_directions_never_wait_for_each_other(mamagawa, rich, today):
    poor = other(mamagawa)
    said = at_once(
        lambda: move_surplus(rich, to=poor, amount=1000, actor=None),
        lambda: move_surplus(poor, to=rich, amount=1000, actor=None),
    )
    assert sorted(isinstance(each, str) for each in said) == [False, True]
    assert sums(poor) == (1000, 7000, 0, 0)


def test_a_surplus_is_moved_or_planned_as_a_refund_but_not_both(mamagawa, rich):
    poor = other(mamagawa)
    said = one_wins(
        lambda: move_surplus(rich, to=poor, amount=8000, actor=None),
        lambda: plan_refund(rich, amount=8000, actor=None),
    )
    assert "使える過入金がありません" in said
    assert SurplusMove.objects.count() + Refund.objects.count() == 1


def test_a_refund_is_planned_once(rich):
    said = one_wins(*[lambda: plan_refund(rich, amount=4000, actor=None)] * 2)
    assert "もう予定されています" in said
    assert sums(rich) == (16000, 0, 4000, 4000)


def test_a_refund_is_paid_out_once(rich, today):
    refund = plan_refund(rich, amount=8000, actor=None)
    said = one_wins(*[lambda: pay_out(refund, paid_out_on=today, actor=None)] * 2)
    assert said == "この返金は、もう「返金済み」になっています。画面を開き直してご覧ください。"
    assert sums(rich) == (8000, 0, 0, 0)
    assert Entry.objects.filter(action="refund_paid_out").count() == 1


def test_a_refund_is_paid_out_or_given_up_but_not_both(rich, today):
    refund = plan_refund(rich, amount=8000, actor=None)
    said = one_wins(
        lambda: pay_out(refund, paid_out_on=today, actor=None), lambda: give_up(refund, actor=None)
    )
    assert "もう「" in said
    assert Entry.objects.filter(action__in=["refund_paid_out", "refund_given_up"]).count() == 1


def test_a_refund_that_is_taken_back_is_not_paid_out_as_well(rich, today):
    refund = plan_refund(rich, amount=8000, actor=None)
    said = at_once(
        lambda: pay_out(refund, paid_out_on=today, actor=None), lambda: undo_refund(refund, actor=None)
    )
    refund.refresh_from_db()
    told = [each for each in said if isinstance(each, str)]
    assert refund.undone_at is not None
    # Undone first, the payment is refused; paid first, both were done one after the other.
    assert told == (["この返金の予定は、もう取り消されています。"] if refund.state == "owed" else [])
    assert sums(rich) == (16000, 0, 0, 8000)


def test_one_withdrawal_is_one_refund(mamagawa, rich, today):
    second = other(mamagawa)
    book_by_hand(second, amount=16000, received_on=today, taken_by="原田", actor=None)
    take_in(mamagawa, data=yucho(("20261201", 1, -8000, "タカダ")), file_name="a.csv", actor=None)
    line = StatementLine.objects.get()
    refunds = [plan_refund(guest, amount=8000, actor=None) for guest in (rich, second)]
    said = one_wins(
        *[
            lambda refund=refund: pay_out(refund, paid_out_on=line.booked_on, line=line, actor=None)
            for refund in refunds
        ]
    )
    assert said == "この出金は、ほかの返金にもう使われています。"
    left = Refund.objects.owed().get()
    pay_out(left, paid_out_on=today, actor=None)
    undo_refund(Refund.objects.get(line=line), actor=None)
    said = one_wins(*[lambda: tie_to_line(left, line=line, actor=None)] * 2)
    assert "もう" in said
    assert Refund.objects.standing().filter(line=line).count() == 1


def test_cash_is_handed_over_once(mamagawa, rich, today):
    payment = HandBookedPayment.objects.get()
    give = [
        lambda to=to: hand_over(mamagawa, payment_ids=[payment.pk], to=to, on=today, actor=None)
        for to in ("鈴木", "石井")
    ]
    assert "もう会計に渡っています" in one_wins(*give)
    assert Entry.objects.filter(action="cash_handed_over").count() == 1
    assert "渡っていないことになっています" in one_wins(
        *[lambda: take_back_hand_over(payment, actor=None)] * 2
    )
    payment.refresh_from_db()
    assert payment.handed_over_on is None


def test_cash_that_is_undone_is_not_handed_over(mamagawa, rich, today):
    payment = HandBookedPayment.objects.get()
    at_once(
        lambda: undo_by_hand(payment, actor=None),
        lambda: hand_over(mamagawa, payment_ids=[payment.pk], to="鈴木", on=today, actor=None),
    )
    payment.refresh_from_db()
    handed = Entry.objects.filter(action="cash_handed_over").count()
    assert (payment.undone_at is not None, payment.handed_over_on is not None) == (True, handed == 1)


def test_each_thing_is_undone_once(mamagawa, rich, today):
    poor = other(mamagawa)
    move = move_surplus(rich, to=poor, amount=3000, actor=None)
    assert one_wins(*[lambda: undo_move(move, actor=None)] * 2) == "この振り替えは、もう取り消されています。"
    refund = plan_refund(rich, amount=3000, actor=None)
    pay_out(refund, paid_out_on=today, actor=None)
    assert one_wins(*[lambda: undo_refund(refund, actor=None)] * 2) == "この返金は、もう取り消されています。"
    take_in(mamagawa, data=yucho(("20261201", 1, 8000, "ミヤモト")), file_name="a.csv", actor=None)
    line = StatementLine.objects.get()
    confirm(line, shares=[(poor, 8000)], actor=None)
    assert one_wins(*[lambda: undo(line, actor=None)] * 2) == "この行の確定は、もう取り消されています。"
    payment = HandBookedPayment.objects.get()
    assert "もう取り消されています" in one_wins(*[lambda: undo_by_hand(payment, actor=None)] * 2)
    assert (sums(rich), sums(poor)) == ((0, 8000, 0, 0), (0, 8000, 0, 0))


def test_a_payment_is_not_taken_back_while_its_surplus_is_moved_away(mamagawa, rich):
    poor, payment = other(mamagawa), HandBookedPayment.objects.get()
    said = one_wins(
        lambda: undo_by_hand(payment, actor=None),
        lambda: move_surplus(rich, to=poor, amount=8000, actor=None),
    )
    assert "先に、そちらを取り消してください" in said or "いま使える過入金がありません" in said
    assert sums(rich)[0] >= 0


def test_a_fee_is_waived_once(mamagawa):
    guest = cast.guest(mamagawa)
    assert "もういただかないことに" in one_wins(*[lambda: waive_fee(guest, because="御礼", actor=None)] * 2)
    assert "もういただくことに" in one_wins(*[lambda: undo_waiver(guest, actor=None)] * 2)


def test_whoever_pays_again_after_a_refund_is_planned_keeps_the_refund(rich, today):
    refund = plan_refund(rich, amount=8000, actor=None)
    at_once(
        lambda: book_by_hand(rich, amount=500, received_on=today, taken_by="石井", actor=None),
        lambda: pay_out(refund, paid_out_on=today, actor=None),
    )
    assert sums(rich) == (8500, 0, 0, 500)
