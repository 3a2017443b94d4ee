import datetime as dt

import pytest
from django.utils import timezone

from reunion import cast
from reunion.journal.models import Entry
from reunion.lib.refused import Refused
from reunion.mail import delivery
from reunion.mail.models import Message
from reunion.payments.booking import confirm
from reunion.payments.hand_booking import book_by_hand
from reunion.payments.models import Proposal, ReminderRound, Statement
from reunion.payments.proposals import bring_up_to_date
from reunion.payments.reminder_rounds import Pressed, go_on, letters_of, pause, progress, remind, stop
from reunion.payments.reminding import is_time_to_ask, preview
from reunion.registrations.last_look import must_not_be_contacted
from reunion.registrations.models import Registration, State
from reunion.roster.models import Classmate

from .threads import at_once

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate
OVERTAKEN = Message.Because.OVERTAKEN


@pytest.fixture
def suzuki(mamagawa):
    return cast.member(mamagawa, "treasurer", name="鈴木")


@pytest.fixture
def known(mamagawa):
    """A file of the bank that reaches to yesterday."""
    return statement(mamagawa, days_ago=1)


def statement(reunion, *, days_ago):
    return Statement.objects.create(
        reunion=reunion,
        file_name="x",
        digest=f"x{days_ago}",
        bank="x",
        to_on=TODAY() - dt.timedelta(days=days_ago),
    )


def shown(reunion, **changes):
    seen = preview(reunion)
    number = ReminderRound.objects.count() + 1
    return Pressed(**({"number": number, "people": seen.people, "amount": seen.amount} | changes))


def press(reunion, actor, **changes):
    return remind(reunion, pressed=shown(reunion, **changes), actor=actor)


def asked(reunion):
    return [guest.school_name for guest in preview(reunion).asked]


def cash(guest, amount):
    return book_by_hand(guest, amount=amount, received_on=TODAY(), taken_by="原田", actor=None)


def has_paid_all(guest):
    cash(guest, 8000)


def has_paid_a_part(guest):
    cash(guest, 3000)


def has_died(guest):
    guest.classmate.deceased = True
    guest.classmate.save()


def wants_no_contact(guest):
    guest.classmate.do_not_contact = True
    guest.classmate.save()


def has_no_address(guest):
    guest.email = ""
    guest.save()


def in_state(state):
    def put(guest):
        guest.state = state
        guest.save()

    return put


def owes_nothing(guest):
    guest.chosen_items.update(fee=0)


def waits_for_a_place(guest):
    guest.chosen_items.update(waiting_since=timezone.now())


def was_asked_lately(guest):
    letter(guest, "sent")


def was_asked_but_the_letter_was_refused(guest):
    letter(guest, "refused")


def was_asked_long_ago(guest):
    letter(guest, "sent")
    Message.objects.update(created_at=timezone.now() - dt.timedelta(days=8))


def letter(guest, state):
    sent_at = timezone.now() if state == "sent" else None
    Message.objects.create(
        reunion=guest.reunion,
        key="reminder:0:0",
        message_id="x",
        kind="reminder",
        about=f"registrations.registration:{guest.pk}",
        state=state,
        sent_at=sent_at,
    )


@pytest.mark.parametrize(
    ("what", "is_asked", "reason"),
    [
        (lambda guest: None, True, ""),
        (has_paid_a_part, True, ""),
        (has_paid_all, False, ""),
        (owes_nothing, False, ""),
        (waits_for_a_place, False, ""),
        (in_state(State.WAITLISTED), False, ""),
        (in_state(State.DECLINED), False, ""),
        (in_state(State.CANCELLED), False, ""),
        (in_state(State.WAITING), False, ""),
        (has_died, False, "no_contact"),
        (wants_no_contact, False, "no_contact"),
        (has_no_address, False, "no_mail"),
        (was_asked_lately, False, "asked"),
        (was_asked_but_the_letter_was_refused, True, ""),
        (was_asked_long_ago, True, ""),
    ],
)
def test_who_is_asked_and_who_is_left_in_peace(mamagawa, what, is_asked, reason):
    what(cast.guest(mamagawa))
    seen = preview(mamagawa)
    assert ([guest.school_name for guest in seen.asked], [one.reason for one in seen.left_out]) == (
        ["高田 裕子"] if is_asked else [],
        [reason] if reason else [],
    )


def test_a_teacher_is_never_asked(mamagawa):
    cast.registration(mamagawa, teacher=cast.teacher(mamagawa), email="x@example.jp")
    assert (preview(mamagawa).asked, preview(mamagawa).left_out) == ([], [])


def test_nobody_is_asked_of_whom_an_undecided_line_may_be(mamagawa, receive):
    one = cast.guest(mamagawa, "佐藤 和子 さとう かずこ")
    two = cast.guest(mamagawa, "佐藤 和子 さとう かずこ", room="D")
    cast.guest(mamagawa)
    (line,) = receive(("サトウ　カズコ", 8000))
    assert asked(mamagawa) == ["高田 裕子"]
    assert [left.reason for left in preview(mamagawa).left_out] == ["named", "named"]
    confirm(line, shares=[(one, 8000)], actor=None)
    bring_up_to_date(mamagawa)
    assert [guest.pk for guest in preview(mamagawa).asked if guest.family_name == "佐藤"] == [two.pk]


def test_a_press_asks_everybody_shown_once(mamagawa, known, suzuki):
    one = cast.guest(mamagawa, second_email="second@example.jp", transfer_name="イシイ ユウコ")
    two = cast.guest(mamagawa, "宮本 薫 みやもと かおる")
    made = press(mamagawa, suzuki)
    assert (made.people, made.amount, made.pressed_by) == (2, 16000, suzuki)
    keys = [
        f"reminder:{made.pk}:{one.pk}",
        f"reminder:{made.pk}:{one.pk}:second",
        f"reminder:{made.pk}:{two.pk}",
    ]
    assert sorted(letters_of(made).values_list("key", flat=True)) == sorted(keys)
    body = letters_of(made).get(key=keys[0]).body
    for words in (
        "まだいただいていない金額\n8,000円\n",
        "口座番号　1234567\n",
        f"例　{one.reference} イシイ ユウコ\n",
        "現金でのお振り込みは10万円までで、\n",
        "行き違いでお納めのときは、\nどうぞご容赦ください。",
        "銀行や郵便局まで足をお運びいただく方には、",
    ):
        assert words in body
    assert Entry.objects.filter(action="reminded").get().sentence == (
        "会費のお願い（1回目）を2名に送り始めました"
    )


def test_a_second_press_or_a_second_treasurer_finds_it_on_its_way(mamagawa, known, suzuki):
    cast.guest(mamagawa)
    screen = shown(mamagawa)
    made = remind(mamagawa, pressed=screen, actor=suzuki)
    assert remind(mamagawa, pressed=screen, actor=None) == made
    with pytest.raises(Refused, match="お願いする人はいません"):
        press(mamagawa, suzuki)
    assert Message.objects.filter(kind="reminder").count() == 1


def test_when_the_number_has_changed_it_is_shown_first(mamagawa, known, suzuki):
    guest = cast.guest(mamagawa)
    cast.guest(mamagawa, "宮本 薫 みやもと かおる")
    screen = shown(mamagawa)
    cash(guest, 8000)
    with pytest.raises(Refused, match="いまは1名、合わせて8,000円です"):
        remind(mamagawa, pressed=screen, actor=suzuki)
    assert Message.objects.filter(kind="reminder").count() == 0


@pytest.mark.parametrize(("days_ago", "is_known"), [(0, True), (3, True), (4, False)])
def test_only_while_the_file_of_the_bank_reaches_near_today(mamagawa, suzuki, days_ago, is_known):
    cast.guest(mamagawa)
    statement(mamagawa, days_ago=days_ago)
    assert preview(mamagawa).is_known is is_known
    if is_known:
        press(mamagawa, suzuki)
        return
    with pytest.raises(Refused, match="銀行の明細が古いため、送りません"):
        press(mamagawa, suzuki)
    assert press(mamagawa, suzuki, has_looked=True).people == 1


def test_without_any_file_a_look_is_not_enough(mamagawa, suzuki):
    cast.guest(mamagawa)
    with pytest.raises(Refused, match="銀行の明細が古いため、送りません"):
        press(mamagawa, suzuki, has_looked=True)


def test_without_an_account_or_after_the_day_nobody_is_asked(mamagawa, known, suzuki):
    cast.guest(mamagawa)
    mamagawa.bank_account.delete()
    with pytest.raises(Refused, match="振込先の口座がまだありません"):
        press(mamagawa, suzuki)
    mamagawa.held_on = mamagawa.signup_deadline = TODAY() - dt.timedelta(days=1)
    mamagawa.save()
    with pytest.raises(Refused, match="会の日を過ぎた"):
        press(mamagawa, suzuki)


@pytest.fixture
def waiting(mamagawa, known, suzuki, settings):
    """A reminder that is about to leave."""
    settings.EMAIL_CONFIGURED = True
    guest = cast.guest(mamagawa)
    made = press(mamagawa, suzuki)
    return made, letters_of(made).get(), guest


def last_moment(letter):
    delivery.deliver(letter.pk)
    letter.refresh_from_db()
    return letter.held_because, letter.outcome


def test_who_pays_at_the_last_moment_gets_none(waiting):
    made, letter, guest = waiting
    cash(guest, 8000)
    because, outcome = last_moment(letter)
    assert (because, outcome) == (
        OVERTAKEN,
        "書いたあとで入金が済んだか、会費がいらなくなったため、送りません。",
    )
    assert (progress(made).overtaken, progress(made).not_sent) == (1, 0)


def test_whose_money_may_have_come_at_the_last_moment_gets_none(waiting, receive):
    _made, letter, _guest = waiting
    receive(("タカダ　ユウコ", 8000))
    assert last_moment(letter) == (
        OVERTAKEN,
        "この方かもしれない入金が届いていて、まだ確かめていないため、送りません。",
    )


def test_who_owes_another_sum_by_now_gets_none(waiting):
    _made, letter, guest = waiting
    cash(guest, 3000)
    assert last_moment(letter) == (OVERTAKEN, "書いたあとで、残りの金額が変わったため、送りません。")


def test_who_cancels_or_dies_at_the_last_moment_gets_none(waiting):
    _made, letter, guest = waiting
    has_died(guest)
    assert last_moment(letter)[0] == OVERTAKEN


def test_another_account_makes_it_stay(waiting, mamagawa):
    _made, letter, _guest = waiting
    account = mamagawa.bank_account
    account.number = "7654321"
    account.save()
    assert last_moment(letter) == (OVERTAKEN, "書いたあとで振込先の口座が変わったため、送りません。")


def test_halted_nothing_leaves_and_going_on_it_does(waiting, suzuki):
    made, letter, _guest = waiting
    pause(made, actor=suzuki)
    assert delivery.deliver(letter.pk) is None
    assert progress(made).paused == 1
    go_on(ReminderRound.objects.get(), actor=suzuki)
    assert progress(made).waiting == 1


def test_given_up_nothing_leaves_and_they_may_be_asked_again(waiting, suzuki, mamagawa):
    made, letter, _guest = waiting
    stop(made, actor=suzuki)
    letter.refresh_from_db()
    assert letter.held_because == OVERTAKEN
    assert asked(mamagawa) == ["高田 裕子"]
    with pytest.raises(Refused, match="ほかの人が先に押しました"):
        pause(made, actor=suzuki)


@pytest.mark.parametrize(("days_before", "is_time"), [(15, False), (14, True), (0, True), (-1, False)])
def test_the_desk_speaks_of_it_in_the_last_two_weeks(mamagawa, days_before, is_time):
    mamagawa.signup_deadline = TODAY() + dt.timedelta(days=days_before)
    mamagawa.save()
    assert is_time_to_ask(mamagawa) is is_time


@pytest.mark.parametrize("people", [1, 30])
def test_the_preview_asks_the_same_number_of_questions(mamagawa, people, django_assert_num_queries):
    for number in range(people):
        cast.guest(mamagawa, f"高田 {number} たかだ ゆうこ")
    with django_assert_num_queries(3):
        assert preview(mamagawa).people == people


@pytest.mark.django_db(transaction=True)
def test_of_two_presses_at_once_one_sends_and_both_find_the_same_round():
    reunion = cast.mamagawa()
    treasurer = cast.member(reunion, "treasurer")
    statement(reunion, days_ago=1)
    cast.guest(reunion)
    screen = shown(reunion)
    said = at_once(*[lambda: remind(reunion, pressed=screen, actor=treasurer).pk] * 2)
    assert len(set(said)) == 1
    assert Message.objects.filter(kind="reminder").count() == ReminderRound.objects.count() == 1


@pytest.mark.parametrize("marks", [{}, {"deceased": True}, {"do_not_contact": True}])
def test_who_must_not_be_written_to_is_the_same_before_the_press_and_at_the_last_look(mamagawa, marks):
    guest = cast.guest(mamagawa)
    Classmate.objects.filter(pk=guest.classmate_id).update(**marks)
    left_out = [one.reason for one in preview(mamagawa).left_out]
    must_not = must_not_be_contacted(Registration.objects.get(pk=guest.pk))
    assert (left_out, must_not) == (["no_contact"] if marks else [], bool(marks))


def test_a_press_that_is_refused_leaves_what_was_worked_out_for_the_lines(mamagawa, known, suzuki, receive):
    receive(("サトウ　カズコ", 8000))
    guest = cast.guest(mamagawa, "佐藤 和子 さとう かずこ")
    with pytest.raises(Refused):
        remind(mamagawa, pressed=Pressed(number=1, people=1, amount=8000), actor=suzuki)
    assert [row.registration for row in Proposal.objects.all()] == [guest]
