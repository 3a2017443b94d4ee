import datetime as dt

import pytest

from reunion import cast
from reunion.journal.models import Entry
from reunion.lib.check_digit import with_check_digit
from reunion.lib.kana import katakana
from reunion.lib.refused import Refused
from reunion.payments.balance import paid_by_registration
from reunion.payments.booking import Confirmed, confirm, confirm_certain, deal_out, ignore, undo, unignore
from reunion.payments.hand_booking import book_by_hand, newest_by_hand, undo_by_hand
from reunion.payments.line_export import lines_as_csv
from reunion.payments.models import Allocation, StatementLine
from reunion.payments.proposals import bring_up_to_date
from reunion.payments.statements import take_in
from reunion.registrations.models import ChosenItem, Registration
from reunion.roster.models import Classmate
from reunion.team.models import Role

from .bank_files import yucho
from .threads import at_once

DAY = dt.date(2026, 12, 1)
KANA = "あいうえおきくけこさしすせそたちつてとなにぬねのひふほまみむめも"


@pytest.fixture
def suzuki(mamagawa):
    return cast.member(mamagawa, Role.TREASURER, name="鈴木")


def sentences():
    return list(
        Entry.objects.exclude(action="statement_taken_in").order_by("id").values_list("sentence", flat=True)
    )


def test_a_press_books_the_line_and_the_journal_says_who(mamagawa, receive, suzuki):
    guest = cast.guest(mamagawa)
    (line,) = receive(("タカダ　ユウコ", 8000))
    confirm(line, shares=[(guest, 8000)], actor=suzuki)
    assert paid_by_registration(mamagawa) == {guest.pk: 8000}
    entry = Entry.objects.about(guest).get()
    assert (entry.actor_name, entry.sentence) == (
        "鈴木",
        "高田 裕子の入金8,000円（振込人 タカダ　ユウコ）を確定しました",
    )


def test_one_transfer_pays_for_two(mamagawa, receive):
    one, two = cast.guest(mamagawa), cast.guest(mamagawa, "宮本 薫 みやもと かおる")
    (line,) = receive(("タカダ　ユウコ", 16000))
    confirm(line, shares=[(one, 8000), (two, 8000)], actor=None)
    assert paid_by_registration(mamagawa) == {one.pk: 8000, two.pk: 8000}


def test_a_surplus_is_booked_and_stays_visible(mamagawa, receive):
    guest = cast.guest(mamagawa)
    (line,) = receive(("タカダ　ユウコ", 10000))
    confirm(line, shares=[(guest, 10000)], actor=None)
    assert paid_by_registration(mamagawa) == {guest.pk: 10000}


def test_the_second_treasurer_is_told_who_was_first_and_when(mamagawa, receive, suzuki):
    guest = cast.guest(mamagawa)
    (line,) = receive(("タカダ　ユウコ", 8000))
    confirm(line, shares=[(guest, 8000)], actor=suzuki)
    with pytest.raises(Refused, match=r"この行は、\d+月\d+日 \d+:\d+に鈴木さんが確定しました"):
        confirm(line, shares=[(guest, 8000)], actor=None)
    with pytest.raises(Refused, match="鈴木さんが確定しました"):
        ignore(line, actor=None)
    assert Allocation.objects.count() == 1


@pytest.mark.parametrize(
    ("amounts", "sentence"),
    [
        ([9000], "金額の合計9,000円が、入金の8,000円より多くなっています"),
        ([], "だれの会費かを選んでください"),
        ([0], "だれの会費かを選んでください"),
        ([-1], "金額は1円以上で"),
    ],
)
def test_shares_must_fit_the_line(mamagawa, receive, amounts, sentence):
    guest = cast.guest(mamagawa)
    (line,) = receive(("タカダ　ユウコ", 8000))
    with pytest.raises(Refused, match=sentence):
        confirm(line, shares=[(guest, amount) for amount in amounts], actor=None)
    assert Allocation.objects.count() == 0


def test_nobody_is_booked_twice_from_one_line(mamagawa, receive):
    guest = cast.guest(mamagawa)
    (line,) = receive(("タカダ　ユウコ", 8000))
    with pytest.raises(Refused, match="同じ人を2回"):
        confirm(line, shares=[(guest, 4000), (guest, 4000)], actor=None)


def test_money_does_not_cross_reunions(mamagawa, receive):
    stranger = cast.guest(cast.mamagawa("other"))
    (line,) = receive(("タカダ　ユウコ", 8000))
    with pytest.raises(Refused, match="この会の申込から"):
        confirm(line, shares=[(stranger, 8000)], actor=None)


def test_a_withdrawal_pays_for_nobody(mamagawa, receive):
    guest = cast.guest(mamagawa)
    (line,) = receive(("タカダ　ユウコ", -8000))
    with pytest.raises(Refused, match="出金の行"):
        confirm(line, shares=[(guest, 8000)], actor=None)


def test_undoing_keeps_the_booking_and_opens_the_line_again(mamagawa, receive, suzuki):
    guest = cast.guest(mamagawa)
    (line,) = receive(("タカダ　ユウコ", 8000))
    confirm(line, shares=[(guest, 8000)], actor=None)
    undo(line, actor=suzuki)
    share = Allocation.objects.get()
    assert (share.undone_by, share.undone_at is not None) == (suzuki, True)
    assert paid_by_registration(mamagawa) == {}
    assert list(StatementLine.objects.undecided()) == [line]
    with pytest.raises(Refused, match="もう取り消されています"):
        undo(line, actor=suzuki)
    confirm(line, shares=[(guest, 8000)], actor=None)
    assert paid_by_registration(mamagawa) == {guest.pk: 8000}


def test_a_line_set_aside_can_come_back(mamagawa, receive, suzuki):
    guest = cast.guest(mamagawa)
    (line,) = receive(("リソク", 12))
    ignore(line, actor=suzuki)
    assert not StatementLine.objects.undecided().exists()
    with pytest.raises(Refused, match="鈴木さんが会費ではないとしました"):
        confirm(line, shares=[(guest, 12)], actor=None)
    unignore(line, actor=suzuki)
    assert list(StatementLine.objects.undecided()) == [line]
    with pytest.raises(Refused, match="もう一覧に戻っています"):
        unignore(line, actor=suzuki)
    assert sentences() == [
        "「リソク」12円を会費ではないとしました",
        "「リソク」12円を照合の一覧に戻しました",
    ]


def test_one_press_books_every_certain_line_and_leaves_the_others(mamagawa, receive, suzuki):
    one = cast.guest(mamagawa)
    cast.guest(mamagawa, "宮本 薫 みやもと かおる")
    lines = receive(("タカダ　ユウコ", 8000), ("ミヤモト　カオル", 7670))
    done = confirm_certain(mamagawa, line_ids=[line.pk for line in lines], actor=suzuki)
    assert done == Confirmed(lines=1, yen=8000, left=1)
    assert paid_by_registration(mamagawa) == {one.pk: 8000}


def test_one_press_books_more_lines_than_one_query_can_name(mamagawa, receive):
    names = [f"は{second}{third}" for second in KANA for third in KANA]
    room = cast.homeroom(mamagawa)
    people = Classmate.objects.bulk_create(
        Classmate(
            cohort=mamagawa.cohort,
            homeroom=room,
            number=number,
            family_name="原",
            given_name="正",
            family_kana=kana,
            given_kana="ただし",
        )
        for number, kana in enumerate(names)
    )
    guests = Registration.objects.bulk_create(
        Registration(
            reunion=mamagawa,
            reference=with_check_digit(100 + number),
            state="coming",
            attending=True,
            classmate=person,
        )
        for number, person in enumerate(people)
    )
    item = mamagawa.program_items.get(kind="main")
    ChosenItem.objects.bulk_create(ChosenItem(registration=guest, item=item, fee=8000) for guest in guests)
    lines = receive(*[(f"{katakana(kana)}　タダシ", 8000) for kana in names])
    done = confirm_certain(mamagawa, line_ids=[line.pk for line in lines], actor=None)
    assert done == Confirmed(lines=1024, yen=8_192_000, left=0)
    assert lines_as_csv(mamagawa).count(b",matched,") == 1024


def test_a_line_that_was_certain_when_shown_is_looked_at_again(mamagawa, receive):
    cast.guest(mamagawa, room="A")
    (line,) = receive(("タカダ　ユウコ", 8000))
    cast.guest(mamagawa, room="D")
    assert confirm_certain(mamagawa, line_ids=[line.pk], actor=None) == Confirmed(lines=0, yen=0, left=1)
    assert Allocation.objects.count() == 0


def test_lines_of_another_reunion_are_left_alone(mamagawa, receive):
    cast.guest(mamagawa)
    (line,) = receive(("タカダ　ユウコ", 8000))
    other = cast.mamagawa("other")
    assert confirm_certain(other, line_ids=[line.pk], actor=None) == Confirmed(lines=0, yen=0, left=1)


def test_cash_is_written_down_with_who_took_it(mamagawa, suzuki):
    guest = cast.guest(mamagawa)
    payment = book_by_hand(guest, amount=8000, received_on=DAY, taken_by="原田", note="受付で", actor=suzuki)
    assert paid_by_registration(mamagawa) == {guest.pk: 8000}
    undo_by_hand(payment, actor=suzuki)
    assert paid_by_registration(mamagawa) == {}
    with pytest.raises(Refused, match="もう取り消されています"):
        undo_by_hand(payment, actor=suzuki)
    assert sentences() == [
        "高田 裕子の入金8,000円（受け取った人 原田）を記録しました",
        "高田 裕子の入金8,000円（受け取った人 原田）の記録を取り消しました",
    ]


def test_no_cash_of_nothing(mamagawa):
    with pytest.raises(Refused, match="1円以上"):
        book_by_hand(cast.guest(mamagawa), amount=0, received_on=DAY, taken_by="原田", actor=None)


def test_an_amount_is_dealt_out_in_order_and_the_last_gets_the_rest():
    assert deal_out(20000, [12000, 8000]) == [12000, 8000]
    assert deal_out(25000, [12000, 8000]) == [12000, 13000]
    assert deal_out(10000, [12000, 8000]) == [10000, 0]
    assert deal_out(8000, [0]) == [8000]


def one_line_for(reunion):
    guest = cast.guest(reunion)
    take_in(reunion, data=yucho(("20261201", 1, 8000, "タカダ　ユウコ")), file_name="a.csv", actor=None)
    bring_up_to_date(reunion)
    return guest, StatementLine.objects.get()


@pytest.mark.django_db(transaction=True)
def test_of_two_treasurers_at_once_one_wins():
    guest, line = one_line_for(cast.mamagawa())
    said = at_once(*[lambda: len(confirm(line, shares=[(guest, 8000)], actor=None))] * 2)
    assert sorted(isinstance(each, str) for each in said) == [False, True]
    assert Allocation.objects.standing().count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_presses_for_all_certain_lines_one_books_them():
    reunion = cast.mamagawa()
    _guest, line = one_line_for(reunion)
    said = at_once(*[lambda: confirm_certain(reunion, line_ids=[line.pk], actor=None).lines] * 2)
    assert sorted(said) == [0, 1]
    assert Allocation.objects.standing().count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_runs_at_once_leave_each_proposal_once():
    reunion = cast.mamagawa()
    guest, line = one_line_for(reunion)
    guest.chosen_items.update(fee=9000)
    assert at_once(*[lambda: bring_up_to_date(reunion)] * 2) == [None, None]
    assert [each.registration for each in line.proposals.all()] == [guest]


def test_a_form_sent_twice_books_its_cash_once(mamagawa, suzuki):
    guest = cast.guest(mamagawa)
    given = {"amount": 8000, "received_on": DAY, "taken_by": "原田", "actor": suzuki}
    seen = newest_by_hand(guest)
    first = book_by_hand(guest, **given, seen=seen)
    with pytest.raises(Refused, match="この8,000円は、もう記録されています"):
        book_by_hand(guest, **given, seen=seen)
    book_by_hand(guest, **given | {"amount": 500}, seen=seen)
    assert paid_by_registration(mamagawa) == {guest.pk: 8500}
    book_by_hand(guest, **given, seen=newest_by_hand(guest))
    assert paid_by_registration(mamagawa) == {guest.pk: 16500}
    undo_by_hand(first, actor=suzuki)
    assert paid_by_registration(mamagawa) == {guest.pk: 8500}
