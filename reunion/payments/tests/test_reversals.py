from reunion.payments.matching import Grade, Kind, match
from reunion.payments.tests.payers import FEE, answer, claim, lines

OKADA = claim(1, "おかだ りょう")
UEDA = claim(2, "うえだ ひろし")


def test_a_deposit_and_its_reversal_cancel_out_and_leave_the_fee_open():
    statement = lines(("オカダ リヨウ", FEE), ("オカダ リヨウ", -FEE), ("オカダ リヨウ", FEE))
    deposit, reversal, again = match(statement, (OKADA, UEDA))
    assert (deposit.grade, deposit.kind, deposit.shares) == (Grade.LIKELY, Kind.REVERSED, ((1, FEE),))
    assert (reversal.grade, reversal.kind, reversal.shares) == (Grade.LIKELY, Kind.REVERSED, ((1, -FEE),))
    assert (again.grade, again.kind, again.shares) == (Grade.CERTAIN, Kind.EXACT, ((1, FEE),))


def test_the_latest_deposit_before_the_reversal_is_the_one_taken_back():
    statement = lines(("オカダ リヨウ", FEE), ("オカダ リヨウ", FEE), ("オカダ リヨウ", -FEE))
    assert [proposal.kind for proposal in match(statement, (OKADA,))] == [
        Kind.EXACT,
        Kind.REVERSED,
        Kind.REVERSED,
    ]


def test_the_reversal_of_a_booked_deposit_proposes_to_undo_it():
    proposal = answer("オカダ リヨウ", -FEE, claim(1, "おかだ りょう", paid=FEE))
    assert (proposal.grade, proposal.kind, proposal.shares) == (Grade.LIKELY, Kind.REVERSED, ((1, -FEE),))
    assert proposal.reason == "入金の取消です。申込番号1001の確定を取り消してください"


def test_a_reversal_of_nothing_known_is_unclear():
    proposal = answer("オカダ リヨウ", -FEE, OKADA)
    assert (proposal.grade, proposal.kind, proposal.shares, proposal.alternatives) == (
        Grade.UNCLEAR,
        Kind.REVERSED,
        (),
        (1,),
    )


def test_a_new_transfer_after_a_booked_one_was_taken_back_waits_for_the_undoing():
    paid_in_two_parts = claim(1, "おかだ りょう", owes=12000, paid=12000)
    taken_back, new = match(lines(("オカダ リヨウ", -FEE), ("オカダ リヨウ", FEE)), (paid_in_two_parts,))
    assert (taken_back.grade, taken_back.shares) == (Grade.LIKELY, ((1, -FEE),))
    assert (new.grade, new.kind, new.shares) == (Grade.LIKELY, Kind.EXACT, ((1, FEE),))
