import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from reunion import cast
from reunion.events.models import BankAccount, Reunion
from reunion.mail.models import AddressHealth, Bounce, InboundLetter, Message, about
from reunion.outreach.dealings import dealings_with, with_waiting
from reunion.outreach.follow_up import Reason, board, row_of
from reunion.outreach.models import ContactLog
from reunion.payments.models import Allocation, HandBookedPayment
from reunion.registrations.models import Registration, State
from reunion.registrations.proving import Proof, prove

from .conftest import letter_to

pytestmark = pytest.mark.django_db


def reasons(reunion, *, days=0.0, **changes):
    """Who is on the board in so many days, and why."""
    now = timezone.now() + dt.timedelta(days=days)
    return [row.reason for row in board(reunion, now=now, **changes)]


def dealings(guest):
    return dealings_with(with_waiting(Registration.objects.select_related("reunion")).get(pk=guest.pk))


def press(guest, result="told", way="telephone", *, days_ago=0.0):
    log = ContactLog.objects.create(reunion=guest.reunion, registration=guest, way=way, result=result)
    ContactLog.objects.filter(pk=log.pk).update(at=timezone.now() - dt.timedelta(days=days_ago))


# When somebody comes on it


def test_without_a_mail_address_at_once(reunion):
    cast.guest(reunion, email="")
    assert reasons(reunion) == [Reason.NO_ADDRESS]


def test_who_has_an_address_but_was_sent_nothing_at_once(reunion):
    cast.guest(reunion)
    assert reasons(reunion) == [Reason.NOT_SENT]


def test_at_a_carriers_address_after_two_days(reunion):
    letter_to(cast.guest(reunion, email="yuko@docomo.ne.jp"))
    assert reasons(reunion) == []
    assert reasons(reunion, days=1.99) == []
    assert reasons(reunion, days=2.01) == [Reason.CARRIER]


def test_at_any_other_address_after_five_days(reunion):
    letter_to(cast.guest(reunion, email="yuko@gmail.com"))
    assert reasons(reunion, days=4.99) == []
    assert reasons(reunion, days=5.01) == [Reason.SILENT]


def test_a_second_address_that_is_no_carriers_gives_five_days(reunion):
    guest = cast.guest(reunion, email="yuko@docomo.ne.jp", second_email="yuko@gmail.com")
    letter_to(guest)
    letter_to(guest, at="yuko@gmail.com")
    assert reasons(reunion, days=4.99) == []
    assert reasons(reunion, days=5.01) == [Reason.SILENT]


@pytest.mark.parametrize("state", ["refused", "held"])
def test_a_letter_that_was_refused_or_kept_back_at_once(reunion, state):
    letter_to(cast.guest(reunion), state=state, outcome="宛先がありません")
    assert [(row.reason, row.trouble) for row in board(reunion)] == [(Reason.FAILED, "宛先がありません")]


@pytest.mark.parametrize("outcome", ["dead", "mailbox", "ours", "receiver"])
def test_a_letter_that_came_back_at_once_whatever_the_reason(reunion, outcome):
    message = letter_to(cast.guest(reunion))
    Bounce.objects.create(digest="1", source="mailbox", message=message, outcome=outcome, reason="戻りました")
    assert [(row.reason, row.trouble) for row in board(reunion)] == [(Reason.FAILED, "戻りました")]


def test_a_vacation_note_is_no_failure(reunion):
    message = letter_to(cast.guest(reunion))
    Bounce.objects.create(digest="1", source="mailbox", message=message, outcome="none")
    assert reasons(reunion) == []


@pytest.mark.parametrize(("state", "found"), [("dead", [Reason.FAILED]), ("proposed", []), ("good", [])])
def test_an_address_that_is_dead_at_once(reunion, state, found):
    letter_to(cast.guest(reunion, email="Yuko@mail.example"))
    AddressHealth.objects.create(address="yuko@mail.example", state=state)
    assert reasons(reunion) == found


@pytest.mark.parametrize(
    ("address", "reason"),
    [("yuko@docomo.ne.jo", Reason.MISTYPED), ("yuko@ezweb.co.jp", Reason.MISTYPED), ("yuko@", Reason.FAILED)],
)
def test_an_address_that_looks_wrong_at_once(reunion, address, reason):
    letter_to(cast.guest(reunion, email=address))
    assert reasons(reunion) == [reason]


def test_a_letter_still_waiting_to_be_sent_is_not_the_guests_silence(reunion):
    letter_to(cast.guest(reunion), state="queued")
    assert reasons(reunion, days=30) == []


def test_as_long_as_one_of_two_addresses_may_get_it_there_is_time(reunion):
    guest = cast.guest(reunion, email="yuko@docomo.ne.jp", second_email="yuko@gmail.com")
    letter_to(guest, state="refused")
    letter_to(guest, at="yuko@gmail.com")
    assert reasons(reunion, days=4.99) == []
    assert reasons(reunion, days=5.01) == [Reason.SILENT]


def test_what_failed_last_counts_although_an_earlier_one_went_through(reunion):
    guest = cast.guest(reunion)
    letter_to(guest, days_ago=3)
    letter_to(guest, state="refused")
    assert reasons(reunion) == [Reason.FAILED]


def test_what_went_through_at_last_has_its_time(reunion):
    guest = cast.guest(reunion)
    letter_to(guest, state="refused", days_ago=3)
    letter_to(guest)
    assert reasons(reunion, days=4.99) == []
    assert reasons(reunion, days=5.01) == [Reason.SILENT]


def test_what_went_to_an_earlier_address_is_forgotten(reunion):
    guest = cast.guest(reunion, email="new@mail.example")
    letter_to(guest, at="old@mail.example", days_ago=20)
    letter_to(guest, state="refused")
    assert reasons(reunion) == [Reason.FAILED]


def test_the_days_count_from_the_first_letter_not_from_a_copy(reunion):
    guest = cast.guest(reunion)
    letter_to(guest, days_ago=6)
    letter_to(guest, days_ago=1)
    assert reasons(reunion) == [Reason.SILENT]


# When somebody leaves it


def silent(reunion, **changes):
    guest = cast.guest(reunion, **changes)
    letter_to(guest, days_ago=10)
    assert Reason.SILENT in reasons(reunion)
    return guest


@pytest.mark.parametrize("proof", Proof)
def test_a_proof_of_receipt_takes_them_off(reunion, proof):
    prove(silent(reunion), proof=proof)
    assert reasons(reunion, days=30) == []


def test_a_reply_takes_them_off(reunion):
    guest = silent(reunion)
    InboundLetter.objects.create(reunion=reunion, about=about(guest), name="x", text="x")
    assert reasons(reunion, days=30) == []


def test_a_mail_that_may_be_from_anybody_does_not(reunion):
    guest = silent(reunion)
    before = reasons(reunion, days=30)
    InboundLetter.objects.create(reunion=reunion, about=about(guest), kind="mail", name="x", text="x")
    assert reasons(reunion, days=30) == before != []


def test_whoever_was_told_is_off_it(reunion):
    press(silent(reunion))
    assert reasons(reunion, days=30) == []


def test_whoever_was_told_without_a_mail_address_is_off_it(reunion):
    press(cast.guest(reunion, email=""))
    assert reasons(reunion, days=30) == []


def test_no_reply_of_ours_reached_who_wrote_without_an_address(reunion):
    guest = cast.guest(reunion, email="")
    InboundLetter.objects.create(reunion=reunion, about=about(guest), name="x", text="x")
    assert reasons(reunion) == [Reason.NO_ADDRESS]


def test_nobody_who_has_paid_stays_on_it_at_all(reunion):
    late, refused, unknown = (
        silent(reunion),
        cast.guest(reunion, "森 薫 もり かおる"),
        cast.guest(reunion, "林 亮 はやし りょう", email=""),
    )
    letter_to(refused, state="refused")
    for guest in (late, refused, unknown):
        HandBookedPayment.objects.create(
            registration=guest, amount=1, received_on=timezone.localdate(), taken_by="x"
        )
    assert reasons(reunion, days=30) == []


def test_a_transfer_counts_as_cash_does_and_an_undone_one_does_not(reunion):
    guest = silent(reunion)
    cast.fill_the_ledger(guest, 8000)
    assert reasons(reunion) == []
    HandBookedPayment.objects.update(undone_at=timezone.now())
    assert reasons(reunion) == []
    Allocation.objects.update(undone_at=timezone.now())
    assert reasons(reunion) == [Reason.SILENT]


def test_news_written_after_they_were_told_is_followed_up_again(reunion):
    guest = silent(reunion)
    press(guest, days_ago=7)
    letter_to(guest, days_ago=6)
    assert reasons(reunion) == [Reason.SILENT]


def test_a_later_letter_that_failed_is_followed_up_although_the_first_was_proven(reunion):
    guest = silent(reunion)
    prove(guest, proof=Proof.PRESSED)
    letter_to(guest)
    assert reasons(reunion, days=30) == []
    letter_to(guest, state="refused")
    Message.objects.filter(about=about(guest), state="sent").update(
        created_at=timezone.now() - dt.timedelta(9)
    )
    assert reasons(reunion) == [Reason.FAILED]


# Whoever was tried in vain


def test_whoever_was_not_reached_sinks_for_three_days_and_rises_again(reunion):
    tried = silent(reunion)
    other = silent(reunion, names="森 薫 もり かおる")
    press(tried, "unreachable")
    for days, order in (
        (0, [(other.pk, False), (tried.pk, True)]),
        (2.99, [(other.pk, False), (tried.pk, True)]),
        (3.01, [(tried.pk, False), (other.pk, False)]),
    ):
        rows = board(reunion, now=timezone.now() + dt.timedelta(days=days))
        assert [(row.registration_id, row.is_resting) for row in rows] == order


# In which order


def test_most_urgent_first_and_within_by_days(reunion):
    names = iter("一二三四五六七八")

    def someone(**changes):
        return cast.guest(reunion, f"{next(names)} 薫 もり かおる", **changes)

    later, earlier = someone(email="ann@gmail.com"), someone(email="ben@gmail.com")
    letter_to(later, days_ago=6)
    letter_to(earlier, days_ago=9)
    carrier = someone(email="cho@docomo.ne.jp")
    letter_to(carrier, days_ago=3)
    slip = someone(email="dai@docomo.ne.jo")
    letter_to(slip)
    refused = someone()
    letter_to(refused, state="refused")
    without = someone(email="")
    assert [row.registration_id for row in board(reunion)] == [
        without.pk,
        refused.pk,
        slip.pk,
        carrier.pk,
        earlier.pk,
        later.pk,
    ]


# Who is never on it


@pytest.mark.parametrize("mark", ["deceased", "do_not_contact"])
def test_nobody_who_has_died_or_must_not_be_contacted(reunion, mark):
    guest = silent(reunion)
    type(guest.classmate).objects.update(**{mark: True})
    teacher = cast.teacher(reunion, **{mark: True})
    cast.registration(reunion, teacher=teacher)
    assert reasons(reunion) == []


@pytest.mark.parametrize("state", [state for state in State if state != State.COMING])
def test_only_those_who_come(reunion, state):
    cast.guest(reunion, state=state, email="")
    assert reasons(reunion) == []


def test_without_an_account_there_is_nothing_to_tell_those_who_owe(reunion):
    cast.guest(reunion, email="")
    cast.registration(reunion, teacher=cast.teacher(reunion))
    BankAccount.objects.all().delete()
    assert [row.is_teacher for row in board(Reunion.objects.get())] == [True]


def test_after_the_day_nobody(reunion):
    cast.guest(reunion, email="")
    reunion.state = Reunion.State.PAST
    assert reasons(reunion) == []


# Teachers, class staff


def test_a_teacher_is_followed_up_about_the_confirmation(reunion):
    teacher = cast.registration(reunion, teacher=cast.teacher(reunion), email="harada@docomo.ne.jp")
    letter_to(teacher, kind="received", days_ago=3)
    assert reasons(reunion) == [Reason.CARRIER]


def test_class_staff_see_their_classes_and_no_teacher(reunion):
    cast.guest(reunion, email="", room="A")
    mine = cast.guest(reunion, "森 薫 もり かおる", email="", room="B")
    cast.registration(reunion, teacher=cast.teacher(reunion), homeroom=mine.homeroom)
    rooms = frozenset({mine.homeroom_id})
    assert [row.registration_id for row in board(reunion, homeroom_ids=rooms)] == [mine.pk]
    assert board(reunion, homeroom_ids=frozenset()) == []


def test_another_reunion_is_another_board(reunion):
    cast.guest(cast.mamagawa("another"), email="")
    assert reasons(reunion) == []


def test_one_guest_is_judged_as_on_the_board(reunion):
    silent(reunion, names="森 薫 もり かおる")
    guest = silent(reunion)
    press(guest, "unreachable")
    now = timezone.now()
    assert row_of(dealings(guest), now=now) == board(reunion, now=now)[1]
    press(guest)
    assert row_of(dealings(guest)) is None


def test_the_board_asks_the_same_number_of_questions_for_one_and_for_thirty(reunion):
    counts = []
    for people in (1, 30):
        for number in range(people):
            letter_to(cast.guest(reunion, f"高田{people} 裕子{number} たかだ ゆうこ"), days_ago=6)
        with CaptureQueriesContext(connection) as captured:
            board(reunion)
        counts.append(len(captured))
    assert counts == [3, 3]
