import datetime as dt

from django.utils import timezone

from reunion import cast
from reunion.payments.balance import (
    overpaid,
    paid_by_registration,
    paid_in_full,
    part_paid,
    unpaid,
    untouched,
    with_balance,
)
from reunion.payments.models import Allocation, HandBookedPayment, Statement, StatementLine
from reunion.payments.totals import Totals, totals
from reunion.registrations.models import Registration, State

DAY = dt.date(2026, 12, 1)


def transfer(registration, amount, *, undone=False):
    statement, _created = Statement.objects.get_or_create(
        reunion=registration.reunion, digest="1", defaults={"file_name": "a.csv", "bank": "yucho"}
    )
    number = statement.lines.count() + 1
    line = StatementLine.objects.create(
        statement=statement,
        reunion=registration.reunion,
        identity=str(number),
        number=number,
        booked_on=DAY,
        direction="in",
        amount=amount,
        raw="",
    )
    gone = {"undone_at": registration.signed_up_at} if undone else {}
    return Allocation.objects.create(line=line, registration=registration, amount=amount, **gone)


def cash(registration, amount):
    return HandBookedPayment.objects.create(
        registration=registration, amount=amount, received_on=DAY, taken_by="鈴木"
    )


def sums(registration):
    row = with_balance(Registration.objects.filter(pk=registration.pk)).get()
    return row.due, row.paid, row.open, row.overpaid


def test_two_items_and_two_payments_are_not_multiplied(mamagawa):
    guest = cast.guest(mamagawa, items=("main", "after_party"))
    transfer(guest, 5000)
    transfer(guest, 1000)
    cash(guest, 2000)
    cash(guest, 500)
    assert sums(guest) == (12000, 8500, 3500, 0)


def test_what_was_undone_is_not_paid(mamagawa):
    guest = cast.guest(mamagawa)
    transfer(guest, 8000, undone=True)
    assert sums(guest) == (8000, 0, 8000, 0)
    assert paid_by_registration(mamagawa) == {}


def test_who_does_not_come_owes_nothing_and_what_was_paid_is_overpaid(mamagawa):
    guest = cast.guest(mamagawa, state=State.CANCELLED)
    transfer(guest, 8000)
    assert sums(guest) == (0, 8000, 0, 8000)


def test_a_teacher_owes_nothing(mamagawa):
    guest = cast.guest(mamagawa)
    guest.classmate, guest.teacher = None, cast.teacher(mamagawa)
    guest.save()
    assert sums(guest) == (0, 0, 0, 0)


def test_each_list_holds_exactly_its_people(mamagawa):
    owing = cast.guest(mamagawa, "大西 義明 おおにし よしあき")
    part = cast.guest(mamagawa, "高田 裕子 たかだ ゆうこ")
    full = cast.guest(mamagawa, "佐藤 和子 さとう かずこ")
    over = cast.guest(mamagawa, "鈴木 順子 すずき じゅんこ")
    cast.guest(mamagawa, "宮本 薫 みやもと かおる", state=State.DECLINED)
    transfer(part, 3000)
    transfer(full, 8000)
    transfer(over, 8000)
    cash(over, 8000)
    everybody = Registration.objects.filter(reunion=mamagawa)
    assert set(unpaid(everybody)) == {owing, part}
    assert (set(untouched(everybody)), set(part_paid(everybody))) == ({owing}, {part})
    assert set(paid_in_full(everybody)) == {full, over}
    assert set(overpaid(everybody)) == {over}
    assert paid_by_registration(mamagawa) == {part.pk: 3000, full.pk: 8000, over.pk: 16000}
    assert totals(mamagawa) == Totals(
        due=32000,
        paid=27000,
        open=13000,
        overpaid=8000,
        kept=0,
        concerned_people=4,
        owing_people=4,
        unpaid_people=2,
        untouched_people=1,
        part_paid_people=1,
        paid_people=2,
        overpaid_people=1,
    )


def test_the_totals_of_an_empty_reunion_are_zero(mamagawa):
    assert totals(mamagawa) == Totals(*[0] * 12)


def test_a_part_of_the_fee_is_kept_of_who_cancels_late_and_a_surplus_goes_back_whole(mamagawa):
    guest = cast.guest(mamagawa, state=State.CANCELLED, refund_percent=50)
    transfer(guest, 8000)
    transfer(guest, 1000)
    row = with_balance(Registration.objects.filter(pk=guest.pk)).get()
    assert (row.due, row.paid, row.kept, row.overpaid) == (0, 9000, 4000, 5000)


def test_a_waived_fee_is_not_due_by_either_count(mamagawa):
    guest = cast.guest(mamagawa, fee_waived_at=timezone.now(), fee_waived_because="司会の御礼")
    assert (sums(guest), guest.amount_due) == ((0, 0, 0, 0), 0)
