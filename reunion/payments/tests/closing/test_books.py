import datetime as dt
import io

import openpyxl
import pytest
from django.utils import timezone

from reunion import cast
from reunion.events.models import Venue, VenueBooking
from reunion.lib.pdf.tests.reading import sizes_of, texts_of
from reunion.lib.refused import Refused
from reunion.payments.booking import undo
from reunion.payments.closing.account_check import account_check
from reunion.payments.closing.books import Books, books_of, settlement_of
from reunion.payments.closing.budget import plan, set_hall_price
from reunion.payments.closing.fee_income import fee_income
from reunion.payments.closing.hall_bill import bill_for, forecast
from reunion.payments.closing.models import Settlement
from reunion.payments.closing.noting import note, strike
from reunion.payments.closing.settlement import close, describe, reopen, reported, what_is_missing
from reunion.payments.closing.settlement_paper import open_matters, settlement_pdf, yen
from reunion.payments.closing.settlement_sheet import settlement_xlsx
from reunion.payments.handing_over import hand_over
from reunion.payments.models import StatementLine
from reunion.payments.paying_back import pay_out, plan_refund
from reunion.payments.readers.entries import UNDOING_KINDS
from reunion.payments.tests.closing.people import expense, income, line, move, pay_cash, payer, transfer
from reunion.registrations.models import State

pytestmark = pytest.mark.django_db


@pytest.fixture
def reunion():
    return cast.mamagawa()


@pytest.fixture
def user(reunion):
    return cast.member(reunion, "treasurer")


def check_of(reunion):
    return account_check(reunion, settlement_of(reunion))


def guests(reunion, count: int) -> list:
    return [
        cast.guest(reunion, f"青木 {number}子 あおき {number}こ", state=State.COMING)
        for number in range(count)
    ]


def test_fees_kept_and_returned_are_always_what_was_paid(reunion):
    payer(reunion, "青木 一 あおき はじめ", yen=8000)
    payer(reunion, "池田 二 いけだ じ", yen=10_000)
    payer(reunion, "上田 三 うえだ さん", yen=3000)
    payer(reunion, "江口 四 えぐち よん", yen=8000, state=State.CANCELLED, refund_percent=50)
    payer(reunion, "岡田 五 おかだ ご", yen=7999, state=State.CANCELLED, refund_percent=30)
    payer(reunion, "加藤 六 かとう ろく", yen=8000, state=State.CANCELLED)
    found = fee_income(reunion)
    assert (found.fees, found.fee_people) == (8000 + 8000 + 3000, 3)
    assert (found.kept, found.kept_people) == (4000 + 7999 - 2399, 2)
    assert (found.to_return, found.to_return_people) == (2000 + 4000 + 2399 + 8000, 4)
    assert (found.open, found.open_people) == (5000, 1)
    assert found.paid == 8000 + 10_000 + 3000 + 8000 + 7999 + 8000


def story(reunion, user):
    """A little of everything, with a bank that agrees."""
    one, two, three = guests(reunion, 3)
    line(reunion, 20_000, balance=20_000, day=1)
    note(income(reunion, 20_000, kind="carried_over", what=""), actor=user)
    StatementLine.objects.update(ignored_at=timezone.now())
    transfer(one, 8000, balance=28_000, day=2)
    transfer(two, 9000, balance=37_000, day=3)
    pay_cash(three, 8000)
    note(income(reunion, 5000, put_into="cash"), actor=user)
    line(reunion, -12_000, balance=25_000, day=4)
    note(expense(reunion, 12_000), actor=user)
    note(expense(reunion, 700, category="printing", paid_from="cash"), actor=user)
    note(
        expense(reunion, 1500, category="gifts", paid_from="advance", advanced_by="石井", what="花束"),
        actor=user,
    )
    note(move(reunion, 6000), actor=user)
    line(reunion, 6000, balance=31_000, day=5)
    StatementLine.objects.filter(allocations=None, direction="in").update(ignored_at=timezone.now())


def test_the_books_add_up_to_the_yen(reunion, user):
    story(reunion, user)
    books = books_of(reunion)
    assert [(row.head, row.count, row.yen) for row in books.income] == [
        ("fees", 3, 24_000),
        ("income_carried_over", 1, 20_000),
        ("income_donation", 1, 5000),
    ]
    assert [(row.head, row.count, row.yen) for row in books.expenses] == [
        ("expense_venue", 1, 12_000),
        ("expense_printing", 1, 700),
        ("expense_gifts", 1, 1500),
    ]
    assert (books.total_income, books.total_expenses, books.balance) == (49_000, 14_200, 34_800)
    assert (books.in_account, books.in_cash) == (31_000, 8000 + 5000 - 700 - 6000)
    assert (books.to_return, books.advanced, books.difference) == (1000, 1500, 0)
    assert books.at_hand == books.balance


def test_a_difference_is_shown_and_both_sides_still_add_up(reunion, user):
    story(reunion, user)
    line(reunion, -330, balance=30_670, day=6)
    books, check = books_of(reunion), check_of(reunion)
    assert (check.difference, [row.amount for row in check.unwritten]) == (-330, [330])
    assert books.at_hand == books.balance == 34_800
    assert "少なくなって" in what_is_missing(check)[0]


def test_a_withdrawal_with_an_expense_of_its_amount_is_written_down(reunion, user):
    line(reunion, -5000, balance=0)
    line(reunion, -5000, balance=0)
    note(expense(reunion, 5000), actor=user)
    assert [row.number for row in check_of(reunion).unwritten] == [2]
    struck = note(expense(reunion, 5000), actor=user)
    assert check_of(reunion).unwritten == []
    strike(struck, actor=user)
    assert check_of(reunion).unwritten_yen == 5000


def test_a_deposit_that_the_bank_took_back_is_no_expense(reunion):
    line(reunion, 8000, balance=8000)
    back = line(reunion, -8000, balance=0)
    StatementLine.objects.filter(pk=back.pk).update(kind=sorted(UNDOING_KINDS)[0])
    check = check_of(reunion)
    assert (check.unwritten, check.undecided_lines, check.undecided_yen, check.difference) == ([], 2, 0, 0)


def test_cash_on_its_way_is_said(reunion, user):
    payment = pay_cash(cast.guest(reunion), 8000)
    assert (books_of(reunion).in_cash, books_of(reunion).with_others) == (8000, 8000)
    assert "会計がまだ受け取っていない現金が8,000円あります。" in open_matters(books_of(reunion))
    hand_over(reunion, payment_ids=[payment.pk], to="石井", on=timezone.localdate(), actor=user)
    assert (books_of(reunion).in_cash, books_of(reunion).with_others) == (8000, 0)


def test_what_was_refunded_left_the_account_and_is_no_longer_owed(reunion, user):
    guest = cast.guest(reunion)
    transfer(guest, 9000, balance=9000)
    refund = plan_refund(guest, amount=1000, actor=user)
    assert books_of(reunion).to_return == 1000
    pay_out(refund, paid_out_on=timezone.localdate(), actor=user)
    line(reunion, -1000, balance=8000, day=2)
    books, check = books_of(reunion), check_of(reunion)
    assert (books.to_return, books.in_account, check.difference, check.unwritten) == (0, 8000, 0, [])
    assert books.balance == books.at_hand == 8000


def test_an_advance_that_was_paid_back_left_the_account(reunion, user):
    details = {"paid_from": "advance", "advanced_by": "石井", "repaid_on": timezone.localdate()}
    note(expense(reunion, 1500, repaid_from="account", **details), actor=user)
    books = books_of(reunion)
    assert (books.in_account, books.in_cash) == (-1500, 0)
    assert books_of(reunion).advanced == 0


def test_a_newer_balance_from_the_passbook_counts(reunion, user):
    line(reunion, 100, balance=100, day=3)
    settlement = Settlement(reunion=reunion, bank_balance=700, bank_balance_on=dt.date(2026, 12, 2))
    assert account_check(reunion, settlement).bank == 100
    settlement.bank_balance_on = dt.date(2026, 12, 3)
    assert account_check(reunion, settlement).bank == 700


def test_what_was_in_the_account_before_is_known_from_the_first_line(reunion):
    line(reunion, 8000, balance=12_345, day=3)
    line(reunion, -1000, balance=11_345, day=4)
    assert check_of(reunion).first_balance == 4345
    assert check_of(reunion).difference == 11_345


def test_without_a_balance_nothing_is_claimed(reunion, user):
    transfer(cast.guest(reunion), 8000)
    books = books_of(reunion)
    assert (books.in_account, books.bank_is_known, books.difference) == (8000, False, 0)
    assert what_is_missing(check_of(reunion)) == [
        "会の口座の残高が、まだ分かりません。明細を取り込むか、通帳の残高を書いてください。"
    ]


def test_books_that_do_not_add_up_are_not_closed(reunion, user):
    story(reunion, user)
    line(reunion, 4000, balance=35_000, day=7)
    with pytest.raises(Refused) as refused:
        close(reunion, actor=user)
    assert "明細が1件（4,000円）" in str(refused.value)
    assert "4,000円多く" in str(refused.value)
    assert not settlement_of(reunion).is_closed


def test_a_closed_report_stays_and_can_be_opened_again(reunion, user):
    story(reunion, user)
    before = books_of(reunion)
    settlement = close(reunion, actor=user)
    milestone = reunion.milestones.filter(step="settlement")
    assert milestone.get().is_done
    undo(StatementLine.objects.get(amount=8000), actor=user)
    now = books_of(reunion)
    settlement.refresh_from_db()
    assert reported(settlement, now) == before
    assert now.balance == before.balance - 8000
    for step in (close, lambda reunion, actor: describe(reunion, details={}, actor=actor)):
        with pytest.raises(Refused, match="決算を閉じて"):
            step(reunion, actor=user)
    assert not reopen(reunion, actor=user).is_closed
    assert not milestone.get().is_done
    with pytest.raises(Refused, match="もう開いて"):
        reopen(reunion, actor=user)


def test_figures_survive_being_stored(reunion, user):
    story(reunion, user)
    books = books_of(reunion)
    assert Books.from_figures(books.as_figures()) == books


def test_a_plan_stands_beside_what_was(reunion, user):
    story(reunion, user)
    heads = {"fees": 30_000, "expense_venue": 10_000, "expense_teachers": 500, "expense_gifts": None}
    plan(reunion, yen_by_head=heads, actor=user)
    books = books_of(reunion)
    assert [(row.head, row.yen, row.planned, row.more_than_planned) for row in books.expenses] == [
        ("expense_venue", 12_000, 10_000, 2000),
        ("expense_printing", 700, None, None),
        ("expense_gifts", 1500, None, None),
        ("expense_teachers", 0, 500, -500),
    ]
    assert books.income[0].more_than_planned == -6000
    plan(reunion, yen_by_head={"fees": None}, actor=user)
    assert books_of(reunion).income[0].planned is None


@pytest.fixture
def price(reunion, user):
    hall = VenueBooking(reunion=reunion, venue=Venue.objects.create(name="ホテル"), state="booked")
    hall.save()
    hall.price_seated, hall.fixed_price = 6000, 10_000
    return set_hall_price(hall, expected_heads=None, actor=user)


def test_the_hall_charges_teachers_who_pay_nothing(reunion, price):
    guests(reunion, 10)
    cast.registration(reunion, teacher=cast.teacher(reunion), reference="9").chosen_items.create(
        item=reunion.program_items.get(kind="main"), fee=0
    )
    found = forecast(reunion, price, books_of(reunion))
    assert (found.table.guests, found.table.honoured, found.charged) == (10, 1, 11)
    assert (found.bill, found.fees, found.result) == (76_000, 80_000, 4000)
    assert found.break_even == 8


def test_the_hall_charges_for_what_was_guaranteed_and_who_cancelled_too_late(reunion, price):
    guests(reunion, 3)
    today = timezone.localdate()
    for days, names in ((5, "早川 一 はやかわ はじめ"), (1, "遅井 二 おそい じ"), (0, "遅田 三 おそだ さん")):
        when = timezone.now() - dt.timedelta(days=days)
        cast.guest(reunion, names, state=State.CANCELLED, cancelled_at=when)
    price.guarantee_until = today - dt.timedelta(days=2)
    assert forecast(reunion, price, books_of(reunion)).charged == 5
    price.guaranteed_heads = 80
    found = forecast(reunion, price, books_of(reunion))
    assert (found.charged, found.bill) == (80, 490_000)
    assert found.break_even == 62


def test_companions_sit_at_the_table_and_pay(reunion, price):
    guest = guests(reunion, 1)[0]
    guest.chosen_items.update(companions=2, companion_fee=5000)
    found = forecast(reunion, price, books_of(reunion))
    assert (found.table.heads, found.fees) == (3, 18_000)


def test_more_guests_may_be_expected_than_have_signed_up(reunion, price):
    guests(reunion, 2)
    reunion.expected_heads = 50
    found = forecast(reunion, price, books_of(reunion))
    assert (found.expected, found.charged, found.fees) == (50, 50, 400_000)


def test_break_even_is_the_first_number_that_is_enough(reunion, price, user):
    plan(reunion, yen_by_head={"expense_printing": 31_000, "income_donation": 5000}, actor=user)
    needed = forecast(reunion, price, books_of(reunion)).break_even
    assert needed == 18
    assert bill_for(price, 17) + 31_000 > 17 * 8000 + 5000
    assert bill_for(price, 18) + 31_000 <= 18 * 8000 + 5000


def test_a_hall_dearer_than_the_fee_never_pays(reunion, price):
    price.price_seated = 9000
    assert forecast(reunion, price, books_of(reunion)).break_even is None


def test_the_paper_is_a4_adds_up_and_is_marked_until_closed(reunion, user):
    story(reunion, user)
    describe(
        reunion, details={"treasurer": "石井 誠", "auditor": "𠮷田 邉", "remark": "ありがとう"}, actor=user
    )
    settlement, books = settlement_of(reunion), books_of(reunion)
    data = settlement_pdf(reunion, settlement, books, on=dt.date(2027, 3, 1))
    text = "".join(texts_of(data)).replace("\r\n", "\n")
    assert {tuple(round(side, 1) for side in size) for size in sizes_of(data)} == {(210.0, 297.0)}
    for words in (
        "決算報告書",
        "34,800円",
        "△14,200円",
        "石井 誠",
        "𠮷田 邉",
        "2027年（令和9年）3月1日",
        "案",
    ):
        assert words in text
    assert "1名の方に、合わせて1,000円をお返しします。" in text
    closed = close(reunion, actor=user)
    final = "".join(texts_of(settlement_pdf(reunion, closed, books, on=dt.date(2027, 3, 1))))
    assert "案" not in final
    assert settlement_pdf(reunion, closed, books, on=dt.date(2027, 3, 1)) == settlement_pdf(
        reunion, closed, books, on=dt.date(2027, 3, 1)
    )


def test_the_workbook_has_the_same_sums_as_numbers(reunion, user):
    story(reunion, user)
    row = note(expense(reunion, 1, what="=1+1"), actor=user)
    book = openpyxl.load_workbook(
        io.BytesIO(settlement_xlsx(reunion, settlement_of(reunion), books_of(reunion)))
    )
    sums = {line[0]: line[4] for line in book["決算"].iter_rows(values_only=True) if line and line[0]}
    assert (sums["収入の合計"], sums["支出の合計"], sums["残高"], sums["合計"]) == (
        49_000,
        14_201,
        34_799,
        34_799,
    )
    cells = {cell.value: cell.data_type for cells in book["支出"].iter_rows() for cell in cells}
    assert cells[row.what] == "s"
    assert sum(line[4] for line in book["支出"].iter_rows(min_row=2, values_only=True)) == 14_201


def test_below_zero_has_the_sign_of_japanese_books():
    assert (yen(-1234), yen(0), yen(5)) == ("△1,234円", "0円", "5円")


def test_as_many_questions_for_one_guest_as_for_thirty(reunion, user, django_assert_num_queries):
    transfer(cast.guest(reunion), 8000)
    with django_assert_num_queries(9) as first:
        books_of(reunion)
    for guest in guests(reunion, 30):
        transfer(guest, 8000)
        note(expense(reunion, 100), actor=user)
    with django_assert_num_queries(len(first)):
        books_of(reunion)
