import datetime as dt

import pytest
from django.utils import timezone

from reunion import cast
from reunion.lib.refused import Refused
from reunion.mail import delivery
from reunion.mail.models import Attempt, Message
from reunion.payments.booking import confirm, confirm_certain, undo
from reunion.payments.correcting import correct, corrections, note_told, set_aside, to_tell
from reunion.payments.hand_booking import book_by_hand, undo_by_hand
from reunion.payments.models import PaymentNotice
from reunion.payments.moving import move_surplus, undo_move
from reunion.payments.telling import GRACE
from reunion.registrations.models import State

from .threads import at_once

DAY = dt.date(2026, 12, 3)


def thanks():
    """Those that stand, oldest first."""
    letters = Message.objects.filter(kind="paid").exclude(held_because=Message.Because.OVERTAKEN)
    return list(letters.order_by("pk"))


def all_leave():
    """As if their time had come and every server had taken them."""
    Message.objects.filter(state=Message.State.QUEUED).update(
        state=Message.State.SENT, sent_at=timezone.now()
    )


@pytest.fixture
def guest(mamagawa):
    return cast.guest(mamagawa)


@pytest.fixture
def line(guest, receive):
    return receive(("タカダ　ユウコ", 8000))[0]


@pytest.fixture
def suzuki(mamagawa):
    return cast.member(mamagawa, "treasurer", name="鈴木")


def cash(guest, amount, *, day=DAY):
    return book_by_hand(guest, amount=amount, received_on=day, taken_by="原田", actor=None)


def test_who_paid_is_thanked_in_ten_minutes_with_what_came_and_what_is_left(guest, line):
    before = timezone.now()
    confirm(line, shares=[(guest, 8000)], actor=None)
    (letter,) = thanks()
    assert before + GRACE <= letter.due_at <= timezone.now() + GRACE
    assert (letter.recipient, letter.state) == (guest.email, "queued")
    assert letter.body.split("■")[1].splitlines()[1:] == [
        f"受領番号　{guest.reference}-1",
        f"申込番号　{guest.reference}",
        "今回のご入金　8,000円",
        "入金の日　2026年12月1日（火）",
        "会費の合計　8,000円",
        "これまでのご入金　8,000円",
        "会費は、すべてお支払いいただきました。",
        "",
    ]


def test_undone_in_time_it_is_never_sent_and_says_why(guest, line):
    confirm(line, shares=[(guest, 8000)], actor=None)
    undo(line, actor=None)
    letter = Message.objects.get(kind="paid")
    assert (letter.held_because, letter.outcome) == (
        "overtaken",
        "送る前に入金の記録が変わったため、取りやめました。",
    )
    assert [attempt.outcome for attempt in letter.attempts.all()] == [Attempt.Outcome.HELD]
    assert PaymentNotice.objects.count() == 0
    assert corrections(guest.reunion) == []


def test_booked_again_after_that_it_is_written_anew(guest, line):
    for _press in range(2):
        confirm(line, shares=[(guest, 8000)], actor=None)
        undo(line, actor=None)
    confirm(line, shares=[(guest, 8000)], actor=None)
    assert [letter.key for letter in thanks()] == [f"paid:{guest.pk}:3"]
    assert f"受領番号　{guest.reference}-1\n" in thanks()[0].body


def test_the_same_money_matched_again_is_told_once(guest, line):
    confirm(line, shares=[(guest, 8000)], actor=None)
    all_leave()
    for _press in range(3):
        undo(line, actor=None)
        confirm(line, shares=[(guest, 8000)], actor=None)
    assert len(thanks()) == 1
    assert corrections(guest.reunion) == []


def test_new_money_is_told_in_a_letter_of_its_own(guest, receive):
    first, second = receive(("タカダ　ユウコ", 5000), ("タカダ　ユウコ", 3000))
    confirm(first, shares=[(guest, 5000)], actor=None)
    all_leave()
    confirm(second, shares=[(guest, 3000)], actor=None)
    one, two = thanks()
    assert "残りは3,000円です。\nご都合のよいときにお願いします。" in one.body
    assert f"受領番号　{guest.reference}-2\n" in two.body
    assert "今回のご入金　3,000円\n" in two.body
    assert "これまでのご入金　8,000円\n会費は、すべてお支払いいただきました。" in two.body


def test_what_comes_while_a_letter_waits_is_told_in_one(guest, receive):
    first, second = receive(("タカダ　ユウコ", 5000), ("タカダ　ユウコ", 4000))
    confirm(first, shares=[(guest, 5000)], actor=None)
    confirm(second, shares=[(guest, 4000)], actor=None)
    (letter,) = thanks()
    assert "今回のご入金　9,000円\n" in letter.body
    assert "会費より1,000円多くいただいています。\nお返しなどの扱いは、幹事からご連絡します。" in letter.body
    undo(first, actor=None)
    (letter,) = thanks()
    assert "今回のご入金　4,000円\n" in letter.body


def test_one_press_for_many_is_one_letter_each(mamagawa, receive):
    names = ["高田 裕子 たかだ ゆうこ", "宮本 薫 みやもと かおる", "池田 茂 いけだ しげる"]
    guests = [cast.guest(mamagawa, name) for name in names]
    lines = receive(("タカダ　ユウコ", 8000), ("ミヤモト　カオル", 8000), ("イケダ　シゲル", 8000))
    confirm_certain(mamagawa, line_ids=[line.pk for line in lines], actor=None)
    assert [letter.recipient_name for letter in thanks()] == [guest.school_name for guest in guests]
    undo(lines[1], actor=None)
    assert [letter.recipient_name for letter in thanks()] == ["高田 裕子", "池田 茂"]


def test_both_addresses_get_it_and_both_are_withdrawn(mamagawa, receive):
    guest = cast.guest(mamagawa, second_email="second@example.jp")
    (line,) = receive(("タカダ　ユウコ", 8000))
    confirm(line, shares=[(guest, 8000)], actor=None)
    assert [letter.recipient for letter in thanks()] == [guest.email, "second@example.jp"]
    undo(line, actor=None)
    assert thanks() == []


def test_one_that_is_just_being_handed_over_has_left(guest, line, suzuki):
    confirm(line, shares=[(guest, 8000)], actor=None)
    Message.objects.filter(kind="paid").update(
        state=Message.State.SENDING, leased_until=timezone.now() + GRACE
    )
    undo(line, actor=None)
    assert [(one.told, one.stands) for one in corrections(guest.reunion)] == [(8000, 0)]


def test_cash_is_told_too_and_cash_written_down_anew_is_the_same(guest):
    payment = cash(guest, 8000)
    all_leave()
    undo_by_hand(payment, actor=None)
    assert [(one.told, one.stands) for one in corrections(guest.reunion)] == [(8000, 0)]
    cash(guest, 7000)
    assert len(thanks()) == 1
    assert [(one.told, one.stands) for one in corrections(guest.reunion)] == [(8000, 7000)]


@pytest.mark.parametrize("changes", [{"email": ""}, {"classmate__do_not_contact": True}])
def test_whom_no_letter_reaches_somebody_tells(mamagawa, suzuki, changes):
    guest = cast.guest(mamagawa, email=changes.get("email", "x@example.jp"))
    guest.classmate.do_not_contact = "classmate__do_not_contact" in changes
    guest.classmate.save()
    cash(guest, 8000)
    assert thanks() == []
    (found,) = to_tell(mamagawa)
    assert found.text == (
        "会費8,000円のご入金を確認しました。ありがとうございます。\n会費は、すべてお支払いいただきました。"
    )
    note_told(guest, amount=8000, actor=suzuki)
    assert to_tell(mamagawa) == []
    with pytest.raises(Refused, match="ほかの人が先に伝えました"):
        note_told(guest, amount=8000, actor=suzuki)


def test_undone_before_anybody_told_it_there_is_nothing_to_correct(mamagawa):
    guest = cast.guest(mamagawa, email="")
    undo_by_hand(cash(guest, 8000), actor=None)
    assert (to_tell(mamagawa), corrections(mamagawa)) == ([], [])


def test_a_letter_that_was_refused_is_to_be_told(guest):
    cash(guest, 8000)
    Message.objects.filter(kind="paid").update(state=Message.State.REFUSED)
    assert [found.amount for found in to_tell(guest.reunion)] == [8000]


def test_a_teacher_is_never_written_to_about_money(mamagawa):
    teacher = cast.registration(mamagawa, teacher=cast.teacher(mamagawa), email="teacher@example.jp")
    cash(teacher, 8000)
    assert thanks() == []
    assert [found.amount for found in to_tell(mamagawa)] == [8000]


def test_who_pays_after_cancelling_reads_that_it_is_kept_for_them(mamagawa):
    guest = cast.guest(mamagawa, state=State.CANCELLED)
    cash(guest, 8000)
    assert "お取り消しのあとのため、\n8,000円をお預かりしています。" in thanks()[0].body


@pytest.fixture
def wrong(guest, line):
    """Told of 8,000 yen that do not stand any more."""
    confirm(line, shares=[(guest, 8000)], actor=None)
    all_leave()
    undo(line, actor=None)
    return guest


def test_undone_after_it_left_nothing_is_sent_by_itself(wrong):
    assert Message.objects.filter(kind="correction").count() == 0
    (found,) = corrections(wrong.reunion)
    assert (found.guest, found.told, found.stands, found.goes_by_mail) == (wrong, 8000, 0, True)


def test_one_press_sends_the_correction_once(wrong, suzuki):
    (found,) = corrections(wrong.reunion)
    letter = correct(wrong, seen=found.seen, actor=suzuki)
    assert "先のメールで、8,000円の\nご入金を確認したとお知らせしました。" in letter.body
    assert "ご入金の合計　0円\n残りは8,000円です。" in letter.body
    assert corrections(wrong.reunion) == []
    with pytest.raises(Refused, match="ほかの人が先に決めました"):
        correct(wrong, seen=found.seen, actor=suzuki)
    assert Message.objects.filter(kind="correction").count() == 1


def test_after_a_correction_the_money_is_told_again_when_it_stands_again(wrong, line, suzuki):
    correct(wrong, seen=corrections(wrong.reunion)[0].seen, actor=suzuki)
    confirm(line, shares=[(wrong, 8000)], actor=None)
    assert [letter.state for letter in thanks()] == ["sent", "queued"]


def test_set_aside_with_a_reason_it_stays_so_until_the_books_change(wrong, line, suzuki):
    (found,) = corrections(wrong.reunion)
    with pytest.raises(Refused, match="理由を、短く書いてください"):
        set_aside(wrong, seen=found.seen, reason=" ", actor=suzuki)
    set_aside(wrong, seen=found.seen, reason="お電話で話した", actor=suzuki)
    assert corrections(wrong.reunion) == []
    confirm(line, shares=[(wrong, 8000)], actor=None)
    undo(line, actor=None)
    assert [(one.told, one.stands) for one in corrections(wrong.reunion)] == [(8000, 0)]


def test_the_money_of_another_is_told_to_that_other(wrong, line):
    other = cast.guest(wrong.reunion, "高田 洋子 たかだ ようこ")
    confirm(line, shares=[(other, 8000)], actor=None)
    assert [letter.recipient_name for letter in thanks()] == ["高田 裕子", "高田 洋子"]
    assert [one.guest for one in corrections(wrong.reunion)] == [wrong]


def test_a_part_moved_to_another_proposes_a_correction_and_thanks_only_the_other(guest, receive):
    (line,) = receive(("タカダ　ユウコ", 16000))
    confirm(line, shares=[(guest, 16000)], actor=None)
    all_leave()
    other = cast.guest(guest.reunion, "高田 洋子 たかだ ようこ")
    undo(line, actor=None)
    confirm(line, shares=[(guest, 8000), (other, 8000)], actor=None)
    assert [(one.guest, one.told, one.stands) for one in corrections(guest.reunion)] == [(guest, 16000, 8000)]
    assert [letter.recipient_name for letter in thanks()] == ["高田 裕子", "高田 洋子"]


def test_whose_fee_is_paid_from_the_surplus_of_another_is_told_so(guest, receive, suzuki):
    (line,) = receive(("タカダ　ユウコ", 16000))
    confirm(line, shares=[(guest, 16000)], actor=None)
    all_leave()
    wife = cast.guest(guest.reunion, "高田 洋子 たかだ ようこ")
    move = move_surplus(guest, to=wife, amount=8000, actor=suzuki)
    assert [letter.recipient_name for letter in thanks()] == ["高田 裕子", "高田 洋子"]
    assert "会費は、すべてお支払いいただきました。" in thanks()[1].body
    undo_move(move, actor=suzuki)
    assert [letter.recipient_name for letter in thanks()] == ["高田 裕子"]
    assert corrections(guest.reunion) == []


def test_a_letter_kept_back_by_mistake_does_not_leave_when_it_is_no_longer_true(guest, line, settings):
    settings.EMAIL_CONFIGURED = True
    confirm(line, shares=[(guest, 8000)], actor=None)
    letter = Message.objects.get(kind="paid")
    line.allocations.update(undone_at=timezone.now())
    Message.objects.update(due_at=timezone.now())
    assert delivery.deliver(letter.pk) == Attempt.Outcome.HELD
    letter.refresh_from_db()
    assert letter.held_because == Message.Because.OVERTAKEN


@pytest.mark.parametrize("people", [1, 30])
def test_the_lists_ask_the_same_number_of_questions(mamagawa, people, django_assert_num_queries):
    for number in range(people):
        payment = cash(cast.guest(mamagawa, f"高田 {number} たかだ ゆうこ", email=""), 8000)
        undo_by_hand(payment, actor=None)
        payment = cash(cast.guest(mamagawa, f"宮本 {number} みやもと かおる"), 8000)
        all_leave()
        undo_by_hand(payment, actor=None)
        cash(cast.guest(mamagawa, f"池田 {number} いけだ しげる", email=""), 8000)
    with django_assert_num_queries(10):
        assert (len(corrections(mamagawa)), len(to_tell(mamagawa))) == (people, people)


@pytest.mark.django_db(transaction=True)
def test_undone_while_a_worker_takes_it_the_letter_leaves_or_stays_and_never_both(settings):
    settings.EMAIL_CONFIGURED = True
    reunion = cast.mamagawa()
    guest = cast.guest(reunion)
    payment = cash(guest, 8000)
    Message.objects.update(due_at=timezone.now())
    letter = Message.objects.get(kind="paid")
    at_once(lambda: delivery.deliver(letter.pk), lambda: undo_by_hand(payment, actor=None))
    letter.refresh_from_db()
    is_gone = letter.state == Message.State.SENT
    assert [one.told for one in corrections(reunion)] == ([8000] if is_gone else [])
    assert is_gone or letter.held_because == Message.Because.OVERTAKEN
