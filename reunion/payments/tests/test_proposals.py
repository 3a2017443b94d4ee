import datetime as dt

import pytest

from reunion import cast
from reunion.payments.booking import confirm, ignore, undo
from reunion.payments.hand_booking import book_by_hand
from reunion.payments.matching_input import claims_of
from reunion.payments.models import Allocation, MatchRun, Proposal, StatementLine
from reunion.payments.proposals import bring_up_to_date, keep_up_to_date
from reunion.payments.staleness import state_of
from reunion.registrations.models import State


def seen(line):
    line.refresh_from_db()
    proposals = line.proposals.all()
    return (
        line.grade,
        line.treatment,
        [(each.registration, each.amount) for each in proposals if not each.is_alternative],
    )


def test_a_full_name_with_the_exact_amount_is_certain(mamagawa, receive):
    guest = cast.guest(mamagawa, current_family_name="石井", current_family_kana="いしい")
    (line,) = receive(("イシイ　ユウコ", 8000))
    assert seen(line) == ("certain", "exact", [(guest, 8000)])
    assert line.allocations.count() == 0


def test_every_name_of_the_roster_and_of_the_form_counts(mamagawa):
    person = cast.classmate(
        mamagawa, "髙田 裕子 たかだ ゆうこ", current_family_name="石井", current_family_kana="いしい"
    )
    cast.guest(mamagawa, "高田 ゆう子 たかた ゆうこ", classmate=person, transfer_name="イシイ タロウ")
    (claim,) = claims_of(mamagawa)
    assert claim.names == (
        ("school", "たかた ゆうこ"),
        ("school", "たかだ ゆうこ"),
        ("current", "いしい ゆうこ"),
        ("transfer", "イシイ タロウ"),
    )
    assert claim.kanji_names == ("高田 ゆう子", "髙田 裕子", "石井 裕子")


def test_a_declared_name_that_is_only_somebodys_surname_is_no_full_name(mamagawa, receive):
    cast.guest(mamagawa, transfer_name="タカダ")
    (line,) = receive(("タカダ", 8000))
    assert seen(line)[:2] == ("likely", "surname")


def test_who_declined_and_never_paid_stands_back_behind_a_namesake_who_comes(mamagawa, receive):
    coming = cast.guest(mamagawa, "佐藤 和子 さとう かずこ", room="A")
    cast.guest(mamagawa, "佐藤 和子 さとう かずこ", room="D", state=State.DECLINED)
    (line,) = receive(("サトウ　カズコ", 8000))
    assert seen(line) == ("certain", "exact", [(coming, 8000)])


def test_who_declined_is_proposed_where_nobody_else_bears_the_name_but_never_certain(mamagawa, receive):
    declined = cast.guest(mamagawa, "佐藤 和子 さとう かずこ", state=State.DECLINED)
    (line,) = receive(("サトウ　カズコ", 8000))
    grade, _treatment, shares = seen(line)
    assert (grade == "certain", shares) == (False, [(declined, 8000)])


@pytest.mark.parametrize("state", [State.WAITING, State.CANCELLED])
def test_a_name_also_borne_by_somebody_who_does_not_come_is_never_certain(mamagawa, receive, state):
    coming = cast.guest(mamagawa, "佐藤 和子 さとう かずこ", room="A")
    cast.guest(mamagawa, "佐藤 和子 さとう かずこ", room="D", state=state)
    (line,) = receive(("サトウ　カズコ", 8000))
    assert seen(line) == ("likely", "namesakes", [(coming, 8000)])


def test_a_changed_fee_makes_the_proposals_stale(mamagawa, receive):
    guest = cast.guest(mamagawa)
    (line,) = receive(("タカダ　ユウコ", 8000))
    guest.chosen_items.update(fee=9000)
    bring_up_to_date(mamagawa)
    assert seen(line)[:2] == ("likely", "part")


def test_a_later_signup_and_a_corrected_roster_count_at_once(mamagawa, receive):
    guest = cast.guest(mamagawa)
    (line,) = receive(("イシイ　ユウコ", 8000))
    assert seen(line)[0] == "unclear"
    guest.classmate.current_family_kana = "いしい"
    guest.classmate.save()
    bring_up_to_date(mamagawa)
    assert seen(line)[0] == "certain"


def test_nothing_is_written_while_nothing_has_changed(mamagawa, receive, django_assert_num_queries):
    cast.guest(mamagawa)
    receive(("タカダ　ユウコ", 8000))
    ran_at = MatchRun.objects.get().ran_at
    with django_assert_num_queries(1):
        bring_up_to_date(mamagawa)
    assert MatchRun.objects.get().ran_at == ran_at


def test_money_in_hand_makes_the_transfer_a_second_payment(mamagawa, receive):
    guest = cast.guest(mamagawa)
    (line,) = receive(("タカダ　ユウコ", 8000))
    book_by_hand(guest, amount=8000, received_on=dt.date(2026, 12, 1), taken_by="鈴木", actor=None)
    bring_up_to_date(mamagawa)
    assert seen(line)[:2] == ("likely", "second_payment")


def test_what_was_proposed_for_a_decided_line_stays(mamagawa, receive):
    guest = cast.guest(mamagawa)
    (line,) = receive(("タカダ　ユウコ", 8000))
    confirm(line, shares=[(guest, 8000)], actor=None)
    receive(("ダレカ　シラナイ", 777))
    assert seen(line) == ("certain", "exact", [(guest, 8000)])
    assert Proposal.objects.count() == 1


def test_a_confirmed_payer_is_an_alias_until_the_booking_is_undone(mamagawa, receive):
    guest = cast.guest(mamagawa)
    (first,) = receive(("ヤマモト　サブロウ", 3000))
    confirm(first, shares=[(guest, 3000)], actor=None)
    (rest,) = receive(("ヤマモト　サブロウ", 5000))
    assert seen(rest)[0] == "certain"
    undo(first, actor=None)
    bring_up_to_date(mamagawa)
    assert seen(rest)[0] == "unclear"


def test_a_transfer_for_two_people_teaches_no_alias(mamagawa, receive):
    one = cast.guest(mamagawa)
    two = cast.guest(mamagawa, "宮本 薫 みやもと かおる")
    (line,) = receive(("ヤマモト　サブロウ", 16000))
    confirm(line, shares=[(one, 8000), (two, 8000)], actor=None)
    assert {kind for claim in claims_of(mamagawa) for kind, _name in claim.names} == {"school"}


def test_a_withdrawal_is_never_matched(mamagawa, receive):
    cast.guest(mamagawa)
    (line,) = receive(("タカダ　ユウコ", -8000))
    assert seen(line) == ("unclear", "", [])
    assert not StatementLine.objects.undecided().exists()


def test_a_correction_that_comes_in_is_left_to_a_person(mamagawa, receive):
    cast.guest(mamagawa)
    (line,) = receive(("タカダ　ユウコ", 8000))
    StatementLine.objects.update(kind="correction")
    bring_up_to_date(mamagawa)
    assert seen(line) == ("unclear", "", [])
    assert line.reason == "銀行が訂正した行です。会費かどうか確かめてください"


def reversal_of(line):
    return StatementLine.objects.create(
        statement=line.statement,
        reunion=line.reunion,
        identity="taken back",
        number=99,
        sequence=99,
        booked_on=line.booked_on,
        direction="out",
        amount=line.amount,
        payer=line.payer,
        kind="correction",
        raw="",
    )


def test_a_deposit_the_bank_took_back_is_not_certain(mamagawa, receive):
    cast.guest(mamagawa)
    (line,) = receive(("タカダ　ユウコ", 8000))
    back = reversal_of(line)
    bring_up_to_date(mamagawa)
    assert seen(line)[:2] == ("likely", "reversed")
    assert seen(back)[:2] == ("likely", "reversed")


def test_setting_the_reversal_aside_does_not_make_its_deposit_certain_again(mamagawa, receive):
    cast.guest(mamagawa)
    (line,) = receive(("タカダ　ユウコ", 8000))
    back = reversal_of(line)
    bring_up_to_date(mamagawa)
    back.refresh_from_db()
    ignore(back, actor=None)
    bring_up_to_date(mamagawa)
    assert seen(line)[:2] == ("likely", "reversed")


def test_a_reversal_of_a_booked_deposit_proposes_to_undo_it(mamagawa, receive):
    guest = cast.guest(mamagawa)
    (line,) = receive(("タカダ　ユウコ", 8000))
    confirm(line, shares=[(guest, 8000)], actor=None)
    back = reversal_of(line)
    bring_up_to_date(mamagawa)
    assert seen(back) == ("likely", "reversed", [(guest, 8000)])


@pytest.mark.django_db
def test_the_worker_looks_at_every_reunion_with_an_undecided_line():
    reunion, other = cast.mamagawa(), cast.mamagawa("other", school="真間川東高等学校")
    cast.fill_the_ledger(cast.guest(reunion), 8000)
    Allocation.objects.filter(line__reunion=reunion).delete()
    MatchRun.objects.update(fingerprint="old")
    keep_up_to_date()
    assert MatchRun.objects.get(reunion=reunion).fingerprint == state_of(reunion)
    assert not MatchRun.objects.filter(reunion=other).exists()
