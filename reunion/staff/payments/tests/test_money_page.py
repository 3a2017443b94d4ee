"""The money page of one registration, refunds, moves and cash as they are pressed at the desk."""

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from reunion import cast
from reunion.journal.models import Entry
from reunion.payments.balance import paid_by_registration
from reunion.payments.booking import confirm
from reunion.payments.hand_booking import book_by_hand
from reunion.payments.models import HandBookedPayment, Refund, StatementLine, SurplusMove
from reunion.payments.paying_back import give_up, plan_refund
from reunion.registrations.models import Registration, State
from reunion.team.models import Role

DAY = dt.date(2026, 11, 1)
ACCOUNT = "みずほ銀行 市川支店 普通 7654321"


def text_of(response):
    return " ".join(response.content.decode().split())


def pay(guest, amount, taken_by="原田", actor=None):
    return book_by_hand(guest, amount=amount, received_on=DAY, taken_by=taken_by, actor=actor)


@pytest.fixture
def staff(mamagawa):
    """Of class A."""
    user = cast.member(mamagawa, Role.CLASS_STAFF, name="石井", rooms="A")
    client = Client()
    client.force_login(user)
    return client


def test_the_page_shows_everything_that_came_and_went_also_what_was_undone(desk, page, mamagawa, receive):
    guest, other = cast.guest(mamagawa), cast.guest(mamagawa, "宮本 薫 みやもと かおる")
    (line,) = receive(("タカダ　ユウコ", 16000))
    confirm(line, shares=[(guest, 16000)], actor=None)
    moved = {"to": other.pk, "amount": "３，０００円"}
    assert "過入金を振り替えました。" in text_of(desk.post(page("move", guest.pk), moved, follow=True))
    shown = text_of(desk.get(page("person", guest.pk)))
    assert "宮本 薫さんの会費へ" in shown and "過入金 5,000円をどうするか" in shown
    assert "高田 裕子さんの過入金から" in text_of(desk.get(page("person", other.pk)))
    move = SurplusMove.objects.get()
    shown = text_of(desk.post(page("undo_move", move.pk), follow=True))
    assert "<s>−3,000円</s>" in shown and "取り消し済み" in shown
    assert paid_by_registration(mamagawa) == {guest.pk: 16000}


def test_a_refund_from_planning_to_paid_at_the_desk(desk, page, mamagawa):
    guest = cast.guest(mamagawa, state=State.CANCELLED, refund_percent=100)
    pay(guest, 8000)
    form = {"amount": "8000", "way": "transfer", "account": "", "note": ""}
    assert "返金待ち 8,000円" in text_of(desk.post(page("plan_refund", guest.pk), form, follow=True))
    refund = Refund.objects.get()
    written = {"account": ACCOUNT, "back": page("refunds")}
    assert ACCOUNT in text_of(desk.post(page("refund_account", refund.pk), written, follow=True))
    today = {"paid_out_on": timezone.localdate().isoformat()}
    assert "返金済みにしました。" in text_of(desk.post(page("pay_refund", refund.pk), today, follow=True))
    assert paid_by_registration(mamagawa) == {}
    again = text_of(desk.post(page("pay_refund", refund.pk), today, follow=True))
    assert "この返金は、もう「返金済み」になっています。" in again
    assert not Entry.objects.filter(sentence__contains="7654321").exists()


@pytest.mark.parametrize("back", ["person", "refunds"])
def test_a_refund_was_paid_some_days_ago_and_a_wrong_day_stays_in_its_field(desk, page, mamagawa, back):
    guest = cast.guest(mamagawa, state=State.CANCELLED, refund_percent=100)
    today = timezone.localdate()
    earlier, later = today - dt.timedelta(days=3), today + dt.timedelta(days=3)
    book_by_hand(guest, amount=8000, received_on=earlier, taken_by="原田", actor=None)
    refund = plan_refund(guest, amount=8000, actor=None)
    here = page("person", guest.pk) if back == "person" else page("refunds")
    assert f'name="paid_out_on" value="{today.isoformat()}"' in text_of(desk.get(here))
    wrong = {"paid_out_on": later.isoformat(), "back": here}
    shown = text_of(desk.post(page("pay_refund", refund.pk), wrong, follow=True))
    assert "返した日が、今日より後になっています。" in shown
    assert f'name="paid_out_on" value="{later.isoformat()}"' in shown
    shown = text_of(desk.post(page("pay_refund", refund.pk), {"back": here}, follow=True))
    assert "日付を書いてください。" in shown
    right = {"paid_out_on": earlier.isoformat(), "back": here}
    assert "返金済みにしました。" in text_of(desk.post(page("pay_refund", refund.pk), right, follow=True))
    refund.refresh_from_db()
    assert refund.paid_out_on == earlier


def test_what_is_given_up_is_called_what_it_is_in_the_list(desk, page, mamagawa):
    gone = cast.guest(mamagawa, state=State.CANCELLED, refund_percent=100)
    comes = cast.guest(mamagawa, "宮本 薫 みやもと かおる")
    pay(gone, 8000)
    pay(comes, 9000)
    for guest, yen in ((gone, 8000), (comes, 1000)):
        give_up(plan_refund(guest, amount=yen, actor=None), actor=None)
    shown = text_of(desk.get(page("people")))
    assert "お返ししない分が9,000円あります" in shown
    assert "お返ししない分 8,000円" in shown and "お返ししない分 1,000円" in shown
    assert shown.count("badge-paid") == 1


def test_a_refund_that_cannot_be_planned_keeps_what_was_typed(desk, page, mamagawa):
    guest = cast.guest(mamagawa)
    pay(guest, 9000)
    form = {"amount": "八千", "way": "transfer", "account": ACCOUNT, "note": ""}
    shown = text_of(desk.post(page("plan_refund", guest.pk), form))
    assert "金額を数字で書いてください。" in shown and ACCOUNT in shown
    form["amount"] = "1001"
    shown = text_of(desk.post(page("plan_refund", guest.pk), form, follow=True))
    assert "いま使えるのは1,000円まで" in shown
    assert Refund.objects.count() == 0


def test_the_withdrawal_is_proposed_and_one_press_ties_it(desk, page, mamagawa, receive):
    guest = cast.guest(mamagawa, state=State.CANCELLED, refund_percent=100)
    pay(guest, 8000)
    refund = plan_refund(guest, amount=8000, actor=None)
    receive(("サトウ　カズコ", -8000), ("タカダ　ユウコ", -8000))
    line = StatementLine.objects.get(payer="タカダ　ユウコ")
    assert page("tie_refund", refund.pk, line.pk) in text_of(desk.get(page("refunds")))
    desk.post(page("tie_refund", refund.pk, line.pk))
    refund.refresh_from_db()
    assert (refund.state, refund.line, refund.paid_out_on) == ("paid_out", line, line.booked_on)
    assert page("tie_refund", refund.pk, line.pk) not in text_of(desk.get(page("refunds")))


def test_the_lists_go_out_with_their_sums_and_the_journal_says_so(desk, page, mamagawa):
    guest = cast.guest(mamagawa, state=State.CANCELLED, refund_percent=100)
    pay(guest, 8000)
    plan_refund(guest, amount=5000, account=ACCOUNT, actor=None)
    shown = text_of(desk.get(page("refunds")))
    assert "まだ決めていない過入金 3,000円" in shown and "返金待ち 5,000円" in shown
    rows = desk.get(page("export_refunds", "csv")).content.decode("utf-8-sig").splitlines()
    assert rows[1].endswith(f"cancelled,0,8000,8000,5000,返金待ち,振り込みで返す,{ACCOUNT},,")
    assert rows[2].endswith("cancelled,0,8000,8000,3000,,,,,")
    assert desk.get(page("export_refunds", "xlsx")).content[:2] == b"PK"
    assert desk.get(page("export_refunds", "exe")).status_code == 404
    assert Entry.objects.filter(action="exported").count() == 2


def test_a_fee_is_waived_with_its_reason_and_comes_back(desk, page, mamagawa):
    guest = cast.guest(mamagawa)
    assert "理由を書いてください" in text_of(desk.post(page("waive", guest.pk), {"because": ""}))
    shown = text_of(desk.post(page("waive", guest.pk), {"because": "司会の御礼"}, follow=True))
    assert "いただきません：司会の御礼" in shown
    desk.post(page("unwaive", guest.pk))
    assert Registration.objects.get().fee_waived_at is None


def test_cash_on_its_way_is_handed_over_by_one_press(desk, page, mamagawa):
    guest = cast.guest(mamagawa)
    one, two = pay(guest, 5000), pay(guest, 3000)
    shown = text_of(desk.get(page("cash")))
    assert "合わせて8,000円" in shown and f'value="{one.pk},{two.pk}"' in shown
    shown = text_of(desk.post(page("hand_over"), {"payments": f"{one.pk},{two.pk}"}, follow=True))
    assert "現金は、すべて会計に渡っています。" in shown
    one.refresh_from_db()
    assert one.handed_over_to == "鈴木"
    again = text_of(desk.post(page("hand_over"), {"payments": f"{one.pk}"}, follow=True))
    assert "もう会計に渡っています" in again
    shown = text_of(desk.post(page("undo_hand_over", one.pk), follow=True))
    assert "合わせて5,000円" in shown


def test_class_staff_write_down_cash_of_their_own_classes_and_see_only_that(staff, page, mamagawa, receive):
    own = cast.guest(mamagawa)
    other = cast.guest(mamagawa, "宮本 薫 みやもと かおる", room="D")
    (line,) = receive(("タカダ　ユウコ", 1234))
    confirm(line, shares=[(own, 1234)], actor=None)
    pay(own, 4321, "原田")
    form = {"amount": "8000", "received_on": "2026-11-01", "note": "", "taken_by": "原田"}
    assert staff.post(page("take_cash", other.pk), form).status_code == 404
    assert "1,234" not in text_of(staff.get(page("take_cash", own.pk)))
    shown = text_of(staff.post(page("take_cash", own.pk), form, follow=True))
    assert "8,000円を預かったことを記録しました。" in shown
    assert "1,234" not in shown and "4,321" not in shown
    payment = HandBookedPayment.objects.get(amount=8000)
    assert (payment.taken_by, payment.handed_over_on) == ("石井", None)
    assert staff.post(page("undo_cash", HandBookedPayment.objects.get(amount=4321).pk)).status_code == 404


def test_class_staff_undo_their_own_until_it_is_with_the_treasurer(staff, desk, page, mamagawa):
    own = cast.guest(mamagawa)
    staff.post(page("take_cash", own.pk), {"amount": "8000", "received_on": "2026-11-01"})
    payment = HandBookedPayment.objects.get()
    desk.post(page("hand_over"), {"payments": payment.pk})
    assert "会計に頼んでください" in text_of(staff.post(page("undo_cash", payment.pk), follow=True))
    desk.post(page("undo_hand_over", payment.pk))
    staff.post(page("undo_cash", payment.pk))
    assert paid_by_registration(mamagawa) == {}


@pytest.mark.parametrize("shown", ["", "unpaid", "untouched", "part", "paid", "overpaid", "refund"])
def test_the_number_on_each_tab_is_the_number_of_rows_behind_it(desk, page, mamagawa, shown):
    people = [cast.guest(mamagawa, f"原田 正{number} はらだ ただし") for number in range(6)]
    for guest, amount in zip(people, (0, 0, 3000, 8000, 9000, 9500), strict=True):
        if amount:
            pay(guest, amount)
    plan_refund(people[5], amount=1500, actor=None)
    people[5].chosen_items.update(fee=9500)
    answer = desk.get(page("people"), {"show": shown})
    counts = {tab["url"].partition("show=")[2]: tab["count"] for tab in answer.context["tabs"]}
    rows = len(answer.context["page"].object_list)
    expected = {"": 6, "unpaid": 3, "untouched": 2, "part": 1, "paid": 3, "overpaid": 1, "refund": 1}
    assert (counts[shown], rows) == (expected[shown], expected[shown])


@pytest.mark.parametrize("name", ["people", "refunds", "cash"])
def test_each_list_costs_the_same_for_one_and_for_thirty(desk, page, mamagawa, name):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert desk.get(page(name)).status_code == 200
        return len(captured)

    def somebody(number):
        guest = cast.guest(mamagawa, f"原田 正{number} はらだ ただし")
        pay(guest, 12000, f"係{number}")
        plan_refund(guest, amount=1000, actor=None)

    somebody(0)
    one = queries()
    for number in range(1, 31):
        somebody(number)
    assert (queries(), one <= 15) == (one, True)


def test_another_reunions_rows_are_not_found(desk, page, mamagawa):
    stranger = cast.guest(cast.mamagawa("other"))
    pay(stranger, 9000)
    refund = plan_refund(stranger, amount=1000, actor=None)
    assert desk.get(page("person", stranger.pk)).status_code == 404
    assert desk.post(page("pay_refund", refund.pk)).status_code == 404
    assert desk.post(page("undo_hand_over", stranger.hand_booked_payments.get().pk)).status_code == 404


def test_cash_is_written_down_once_also_when_its_form_is_sent_again(desk, staff, page, mamagawa):
    """By an impatient press, or after going back; a second payment is told by pressing once more."""
    guest = cast.guest(mamagawa)
    form = {"amount": "8000", "received_on": f"{DAY}", "note": "", "taken_by": "石井", "seen": "0"}
    for name, client in (("take_cash", staff), ("by_hand", desk)):
        address = page(name, guest.pk)
        assert '<input type="hidden" name="seen" value="0">' in text_of(client.get(address))
        client.post(address, form)
        again = text_of(client.post(address, form))
        assert "この8,000円は、もう記録されています。" in again and 'value="8000"' in again
        newest = HandBookedPayment.objects.get().pk
        assert f'<input type="hidden" name="seen" value="{newest}">' in again
        HandBookedPayment.objects.all().delete()
