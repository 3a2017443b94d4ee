import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from reunion import cast
from reunion.journal.models import Entry
from reunion.lib.refused import Refused
from reunion.payments.balance import paid_by_registration, with_free_surplus
from reunion.payments.forgetting import forget_accounts, forget_old_accounts
from reunion.payments.hand_booking import book_by_hand, undo_by_hand
from reunion.payments.models import Refund, StatementLine
from reunion.payments.paying_back import (
    give_up,
    note_account,
    pay_out,
    plan_refund,
    tie_to_line,
    undo_refund,
)
from reunion.payments.tasks import forget_accounts as forget_accounts_of_all
from reunion.registrations.models import Registration, State
from reunion.team.models import Role

DAY = timezone.localdate() - dt.timedelta(days=30)
ACCOUNT = "みずほ銀行 市川支店 普通 7654321 タカダ ユウコ"


@pytest.fixture
def suzuki(mamagawa):
    return cast.member(mamagawa, Role.TREASURER, name="鈴木")


@pytest.fixture
def gone(mamagawa):
    """Cancelled late: 8,000 yen paid, half of it goes back."""
    guest = cast.guest(mamagawa, state=State.CANCELLED, refund_percent=50)
    book_by_hand(guest, amount=8000, received_on=DAY, taken_by="原田", actor=None)
    return guest


def pay_today(refund, *, actor):
    return pay_out(refund, paid_out_on=timezone.localdate(), actor=actor)


def sums(guest):
    row = with_free_surplus(Registration.objects.all()).get(pk=guest.pk)
    return row.paid, row.kept, row.overpaid, row.waits, row.free


def test_a_refund_waits_and_is_then_paid_out(gone, suzuki):
    assert sums(gone) == (8000, 4000, 4000, 0, 4000)
    refund = plan_refund(gone, amount=4000, account=ACCOUNT, actor=suzuki)
    assert sums(gone) == (8000, 4000, 4000, 4000, 0)
    pay_out(refund, paid_out_on=DAY, actor=suzuki)
    assert sums(gone) == (4000, 4000, 0, 0, 0)
    assert paid_by_registration(gone.reunion) == {gone.pk: 4000}
    undo_refund(refund, actor=suzuki)
    assert sums(gone) == (8000, 4000, 4000, 0, 4000)
    refund.refresh_from_db()
    assert (refund.state, refund.settled_by, refund.undone_by) == ("paid_out", suzuki, suzuki)
    said = Entry.objects.about(gone).filter(actor=suzuki).order_by("id").values_list("sentence", flat=True)
    assert list(said) == [
        "高田 裕子への返金4,000円（振り込みで返す）を予定しました",
        "高田 裕子に4,000円を返しました（振り込みで返す）",
        "高田 裕子への返金4,000円（返金済み）を取り消しました",
    ]


def test_the_account_never_stands_in_the_journal_and_can_be_forgotten(gone):
    refund = plan_refund(gone, amount=4000, actor=None)
    note_account(refund, account=ACCOUNT, actor=None)
    pay_out(refund, paid_out_on=DAY, actor=None)
    assert Refund.objects.get().account == ACCOUNT
    assert not Entry.objects.filter(sentence__contains="7654321").exists()
    assert (forget_accounts(gone.reunion), forget_accounts(gone.reunion)) == (1, 0)
    assert Refund.objects.get().account == ""


def test_what_is_given_up_stays_with_the_reunion(gone):
    give_up(plan_refund(gone, amount=4000, actor=None), actor=None)
    assert sums(gone) == (8000, 8000, 0, 0, 0)
    with pytest.raises(Refused, match="使える過入金がありません"):
        plan_refund(gone, amount=1, actor=None)


def test_one_refund_at_a_time_and_never_more_than_the_surplus(gone):
    with pytest.raises(Refused, match="いま使えるのは4,000円まで"):
        plan_refund(gone, amount=4001, actor=None)
    refund = plan_refund(gone, amount=1000, actor=None)
    with pytest.raises(Refused, match="もう予定されています"):
        plan_refund(gone, amount=1000, actor=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        Refund.objects.create(registration=gone, amount=1)
    undo_refund(refund, actor=None)
    with pytest.raises(Refused, match="もう取り消されています"):
        pay_out(refund, paid_out_on=DAY, actor=None)
    with pytest.raises(Refused, match="もう取り消されています"):
        undo_refund(refund, actor=None)


def test_what_is_paid_out_twice_is_refused(gone):
    refund = plan_refund(gone, amount=4000, actor=None)
    pay_out(refund, paid_out_on=DAY, actor=None)
    with pytest.raises(Refused, match="もう「返金済み」になっています"):
        pay_out(refund, paid_out_on=DAY, actor=None)
    with pytest.raises(Refused, match="もう「返金済み」になっています"):
        give_up(refund, actor=None)


def test_before_paying_out_the_sums_are_looked_at_again(gone):
    refund = plan_refund(gone, amount=4000, actor=None)
    Registration.objects.update(state=State.COMING, refund_percent=None)
    with pytest.raises(Refused, match="過入金は、いま0円です"):
        pay_out(refund, paid_out_on=DAY, actor=None)


def test_the_payment_behind_a_refund_stays(gone):
    refund = plan_refund(gone, amount=4000, actor=None)
    pay_out(refund, paid_out_on=DAY, actor=None)
    with pytest.raises(Refused, match="先に、そちらを取り消してください"):
        undo_by_hand(gone.hand_booked_payments.get(), actor=None)
    assert sums(gone) == (4000, 4000, 0, 0, 0)


def test_the_withdrawal_of_the_bank_shows_the_refund(gone, receive):
    receive(("タカダ　ユウコ", -4000), ("タカダ　ユウコ", -4000), ("デンキ", -300), ("リソク", 4000))
    right, equal, other, deposit = StatementLine.objects.order_by("number")
    refund = plan_refund(gone, amount=4000, actor=None)
    for line, sentence in ((other, "金額が、返金の金額と違います"), (deposit, "出金の行を選んで")):
        with pytest.raises(Refused, match=sentence):
            pay_out(refund, paid_out_on=DAY, line=line, actor=None)
    refund = pay_out(refund, paid_out_on=right.booked_on, line=right, actor=None)
    assert (refund.line, refund.paid_out_on) == (right, right.booked_on)
    with pytest.raises(Refused, match="もう変わっています"):
        tie_to_line(refund, line=equal, actor=None)
    undo_refund(refund, actor=None)
    again = pay_out(plan_refund(gone, amount=4000, actor=None), paid_out_on=DAY, actor=None)
    tie_to_line(again, line=right, actor=None)
    again.refresh_from_db()
    assert (again.line, again.paid_out_on) == (right, right.booked_on)


def test_the_day_said_by_hand_is_neither_in_the_future_nor_before_the_money_came(gone):
    refund = plan_refund(gone, amount=4000, actor=None)
    one_day = dt.timedelta(days=1)
    for day, sentence in (
        (timezone.localdate() + one_day, "今日より後"),
        (DAY - one_day, f"入金の日（{DAY.year}年{DAY.month}月{DAY.day}日）より前"),
    ):
        with pytest.raises(Refused, match=sentence):
            pay_out(refund, paid_out_on=day, actor=None)
    assert Refund.objects.get().state == "owed"
    assert pay_out(refund, paid_out_on=DAY, actor=None).paid_out_on == DAY


@pytest.mark.parametrize(("days", "account"), [(89, ACCOUNT), (90, "")])
@pytest.mark.parametrize("end", [pay_today, give_up, undo_refund])
def test_the_account_is_erased_ninety_days_after_the_refund_has_ended(gone, end, days, account):
    refund = plan_refund(gone, amount=4000, account=ACCOUNT, actor=None)
    end(refund, actor=None)
    ago = dt.timedelta(days=days)
    row = Refund.objects.get()
    for name in ("settled_at", "undone_at", "paid_out_on"):
        if getattr(row, name) is not None:
            setattr(row, name, getattr(row, name) - ago)
    row.save()
    assert forget_old_accounts() == (account == "")
    row.refresh_from_db()
    assert (row.account, row.amount) == (account, 4000)


def test_a_refund_that_still_waits_keeps_its_account_however_long(gone):
    plan_refund(gone, amount=4000, account=ACCOUNT, actor=None)
    Refund.objects.update(booked_at=timezone.now() - dt.timedelta(days=900))
    assert forget_old_accounts() == 0
    forget_accounts_of_all.apply()
    assert Refund.objects.get().account == ACCOUNT
