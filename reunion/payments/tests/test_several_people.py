import pytest

from reunion.payments.matching import Grade, Kind, match
from reunion.payments.tests.payers import FEE, FEE_WITH_PARTY, answer, claim, lines

OKADA = claim(1, "おかだ りょう")
ABE = claim(2, "あべ ようこ", current="はやし ようこ", owes=FEE_WITH_PARTY)
UEDA = claim(3, "うえだ ひろし")
EVERYBODY = (OKADA, ABE, UEDA)


@pytest.mark.parametrize(
    ("payer", "amount", "shares", "reason"),
    [
        ("1001 1002", 20000, ((1, 8000), (2, 12000)), "2名分: 1001 と 1002"),
        ("10021001", 20000, ((2, 12000), (1, 8000)), "2名分: 1002 と 1001"),
        ("1001 1002 オカダ リヨウ", 20000, ((1, 8000), (2, 12000)), "2名分: 1001 と 1002"),
        ("1002 オカダ リヨウ", 20000, ((2, 12000), (1, 8000)), "2名分: 1002 と 1001"),
        ("1001 1002 1003", 28000, ((1, 8000), (2, 12000), (3, 8000)), "3名分: 1001 と 1002 と 1003"),
        ("1001 1003 ハヤシ ヨウコ", 16000, ((1, 8000), (3, 8000)), "2名分: 1001 と 1003"),
        ("オカダ リヨウ ハヤシ ヨウコ", 20000, ((1, 8000), (2, 12000)), "2名分: 1001 と 1002"),
    ],
)
def test_people_named_in_one_transfer_whose_fees_add_up_are_likely(payer, amount, shares, reason):
    proposal = answer(payer, amount, *EVERYBODY)
    assert (proposal.grade, proposal.kind, proposal.shares) == (Grade.LIKELY, Kind.COMBINED, shares)
    assert proposal.reason == reason


def test_people_named_in_one_transfer_whose_fees_do_not_add_up_are_unclear():
    proposal = answer("1001 1002", 15000, *EVERYBODY)
    assert (proposal.grade, proposal.kind) == (Grade.UNCLEAR, Kind.COMBINED)
    assert proposal.shares == ((1, 8000), (2, 7000))


def test_a_surplus_that_is_the_fee_of_one_person_of_the_same_surname_may_be_the_family():
    proposal = answer("オカダ リヨウ", 20000, *EVERYBODY, claim(4, "おかだ さち", owes=FEE_WITH_PARTY))
    assert (proposal.grade, proposal.kind, proposal.shares) == (
        Grade.UNCLEAR,
        Kind.COMBINED,
        ((1, 8000), (4, 12000)),
    )


def test_a_surplus_that_may_be_either_of_two_relatives_is_just_a_surplus():
    proposal = answer("オカダ リヨウ", 16000, *EVERYBODY, claim(4, "おかだ さち"), claim(5, "おかだ あい"))
    assert (proposal.grade, proposal.kind, proposal.shares) == (Grade.LIKELY, Kind.OVERPAID, ((1, 16000),))


def test_equal_namesakes_are_shown_side_by_side():
    proposal = answer("サトウ カズコ", FEE, claim(1, "さとう かずこ"), claim(2, "さとう かずこ"), UEDA)
    assert (proposal.grade, proposal.kind) == (Grade.UNCLEAR, Kind.NAMESAKES)
    assert (proposal.shares, proposal.alternatives) == (((1, FEE), (2, FEE)), ())
    assert proposal.reason == "同姓同名が2名います"


def test_each_line_of_equal_namesakes_shows_all_whom_the_sum_fits():
    with_party = claim(3, "さとう かずこ", owes=FEE_WITH_PARTY)
    claims = (claim(1, "さとう かずこ"), claim(2, "さとう かずこ"), with_party)
    for proposal in match(lines(("サトウ カズコ", FEE), ("サトウ カズコ", FEE)), claims):
        assert (proposal.grade, proposal.shares) == (Grade.UNCLEAR, ((1, FEE), (2, FEE)))
        assert proposal.alternatives == (3,)


def test_at_most_five_namesakes_are_proposed_and_the_rest_are_alternatives():
    proposal = answer("サトウ カズコ", FEE, *(claim(id, "さとう かずこ") for id in range(1, 8)))
    assert [claim_id for claim_id, _ in proposal.shares] == [1, 2, 3, 4, 5]
    assert proposal.alternatives == (6, 7)


@pytest.mark.parametrize(
    "other",
    [
        claim(2, "さとう かずこ", owes=FEE_WITH_PARTY),
        claim(2, "さとう かずこ", owes=0),
        claim(2, "さとう かずこ", paid=FEE),
        claim(2, "さとう かずこ", cancelled=True),
        claim(2, "きのした かずこ", current="さとう かずこ", owes=0),
        claim(2, "きのした あい", transfer="サトウ カズコ", paid=FEE),
    ],
)
def test_a_name_borne_twice_is_never_certain_whatever_the_other_owes(other):
    proposal = answer("サトウ カズコ", FEE, claim(1, "さとう かずこ"), other)
    assert (proposal.grade, proposal.kind) == (Grade.LIKELY, Kind.NAMESAKES)
    assert (proposal.shares, proposal.alternatives) == (((1, FEE),), (2,))
    assert proposal.reason == "同姓同名が2名います。金額が一致するのは1001だけ"


def test_a_reference_beside_a_shared_name_is_likely():
    proposal = answer("1002 サトウ カズコ", FEE, claim(1, "さとう かずこ"), claim(2, "さとう かずこ"))
    assert (proposal.grade, proposal.shares, proposal.alternatives) == (Grade.LIKELY, ((2, FEE),), (1,))
    assert proposal.reason == "申込番号1002と名前のカナと金額が一致（同姓同名が2名います）"


def test_a_reference_beside_a_shared_name_chooses_also_when_a_fee_was_taken_off():
    proposal = answer("1002 サトウ カズコ", 7670, claim(1, "さとう かずこ"), claim(2, "さとう かずこ"))
    assert (proposal.grade, proposal.kind, proposal.shares) == (
        Grade.LIKELY,
        Kind.SHORT_BY_FEE,
        ((2, 7670),),
    )


def test_a_couple_that_declared_one_account_is_recognised_by_the_sum():
    couple = (claim(1, "おの りか", transfer="オノ タケシ"), claim(2, "おの たけし"))
    proposal = answer("オノ タケシ", 16000, *couple)
    assert (proposal.grade, proposal.kind, proposal.shares) == (
        Grade.LIKELY,
        Kind.COMBINED,
        ((1, 8000), (2, 8000)),
    )


def test_the_only_open_fee_of_a_surname_is_likely_the_family_account():
    proposal = answer("オカダ サブロウ", FEE, *EVERYBODY, claim(4, "おかだ さち", paid=FEE))
    assert (proposal.grade, proposal.kind, proposal.shares) == (Grade.LIKELY, Kind.SURNAME, ((1, FEE),))
    assert proposal.reason == "同じ姓で金額が一致するのは1001だけ。家族の口座の可能性"


def test_several_open_fees_of_a_surname_are_unclear():
    proposal = answer("オカダ サブロウ", FEE, *EVERYBODY, claim(4, "おかだ さち"))
    assert (proposal.grade, proposal.kind, proposal.shares) == (
        Grade.UNCLEAR,
        Kind.SURNAME,
        ((1, FEE), (4, FEE)),
    )


def test_who_has_the_surname_today_goes_before_who_had_it_at_school():
    married_out = claim(4, "はやし かずこ", current="おかだ かずこ", owes=FEE_WITH_PARTY)
    proposal = answer("ハヤシ サブロウ", FEE_WITH_PARTY, *EVERYBODY, married_out)
    assert (proposal.shares, proposal.alternatives) == (((2, FEE_WITH_PARTY),), (4,))


def test_a_surname_of_school_days_serves_when_nobody_with_it_today_fits():
    proposal = answer("アベ サブロウ", FEE_WITH_PARTY, *EVERYBODY, claim(4, "あべ みほ"))
    assert (proposal.grade, proposal.shares, proposal.alternatives) == (
        Grade.LIKELY,
        ((2, FEE_WITH_PARTY),),
        (4,),
    )


def test_a_reference_beside_a_surname_decides_and_the_surname_stays_an_alternative():
    proposal = answer("1002 オカダ サブロウ", FEE, *EVERYBODY)
    assert (proposal.grade, proposal.kind, proposal.shares, proposal.alternatives) == (
        Grade.LIKELY,
        Kind.PART,
        ((2, FEE),),
        (1,),
    )


def test_a_surname_is_weighed_after_everybody_who_paid_under_a_full_name():
    claims = (claim(1, "おかだ りょう"), claim(2, "おかだ さち"))
    first, second = match(lines(("オカダ サブロウ", FEE), ("オカダ サチ", FEE)), claims)
    assert (first.grade, first.shares) == (Grade.LIKELY, ((1, FEE),))
    assert (second.grade, second.shares) == (Grade.CERTAIN, ((2, FEE),))


def test_a_surname_with_another_sum_proposes_nobody():
    proposal = answer("オカダ サブロウ", 7670, *EVERYBODY)
    assert (proposal.grade, proposal.kind, proposal.shares) == (Grade.UNCLEAR, Kind.UNKNOWN, ())
    assert proposal.alternatives == (1,)
