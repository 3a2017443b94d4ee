"""What a family tells us waits for a person; what that person decides, and how it is taken back."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from reunion import cast
from reunion.journal.models import Entry
from reunion.lib.refused import Refused
from reunion.mail.models import Message, about
from reunion.mail.signals import before_sending
from reunion.outreach.answers_decided import decide, reopen
from reunion.outreach.family_answers import hear, not_left_alone, waiting, withdraw
from reunion.outreach.models import ContactLog, FamilyAnswer, SignupLink
from reunion.outreach.receivers import wait_for_the_decision
from reunion.outreach.signup_links import links_of
from reunion.roster.models import Classmate

pytestmark = pytest.mark.django_db

What, Outcome = FamilyAnswer.What, FamilyAnswer.Outcome


@pytest.fixture
def reunion():
    return cast.mamagawa()


@pytest.fixture
def yuko(reunion):
    return cast.classmate(reunion)


@pytest.fixture
def link(reunion, yuko):
    links_of(reunion, classmates=[yuko])
    return SignupLink.objects.select_related("classmate", "reunion").get()


@pytest.fixture
def organizer(reunion):
    return cast.member(reunion)


def marks(yuko) -> tuple[bool, bool]:
    yuko.refresh_from_db()
    return yuko.deceased, yuko.do_not_contact


def holds(message: Message) -> list[str]:
    """Why the letter stays here, as every receiver says."""
    answers = [answer for _receiver, answer in before_sending.send(Message, message=message)]
    return [hold.because for hold in answers if hold]


def waits_for_the_family(message: Message) -> bool:
    """As our own receiver says: these kinds would be asked about by others too."""
    return wait_for_the_decision(message) is not None


def test_nothing_takes_effect_by_itself(yuko, link):
    for what in What.values:
        hear(link, what=what)
    assert marks(yuko) == (False, False)
    assert ContactLog.objects.count() == 0
    assert [answer.what for answer in waiting(link.reunion)] == ["told", "no_contact", "deceased"]


def test_pressed_twice_it_is_one_answer_and_a_new_word_is_added(link):
    first, is_new = hear(link, what=What.TOLD, note="娘に話しました")
    again, is_new_again = hear(link, what=What.TOLD, note="娘に話しました")
    assert (first, is_new, is_new_again) == (again, True, False)
    hear(link, what=What.TOLD, note="電話も教えました")
    assert FamilyAnswer.objects.get().note == "娘に話しました\n電話も教えました"


def test_the_journal_tells_it_without_the_familys_words(link):
    hear(link, what=What.DECEASED, note="三年前の春に")
    assert Entry.objects.get().sentence == "高田 裕子さんのご家族からお知らせが届きました（亡くなりました）"


def test_taken_back_it_waits_no_longer(link, organizer):
    answer, _new = hear(link, what=What.NO_CONTACT)
    assert (withdraw(answer), withdraw(answer)) == (True, True)
    assert list(waiting(link.reunion)) == []
    with pytest.raises(Refused):
        reopen(answer, actor=organizer)


def test_what_was_decided_the_family_cannot_take_back(yuko, link, organizer):
    answer, _new = hear(link, what=What.NO_CONTACT)
    decide(answer, outcome=Outcome.NO_CONTACT, actor=organizer)
    assert withdraw(answer) is False
    assert marks(yuko) == (False, True)


@pytest.mark.parametrize(
    ("outcome", "marked", "logged"),
    [
        (Outcome.DECEASED, (True, False), []),
        (Outcome.NO_CONTACT, (False, True), []),
        (Outcome.REACHED, (False, False), ["told"]),
        (Outcome.NOTHING, (False, False), []),
    ],
)
def test_a_decision_writes_what_it_says_and_taking_back_undoes_it(
    yuko, link, organizer, outcome, marked, logged
):
    answer, _new = hear(link, what=What.TOLD)
    decide(answer, outcome=outcome, actor=organizer)
    assert marks(yuko) == marked
    assert list(ContactLog.objects.values_list("result", flat=True)) == logged
    reopen(answer, actor=organizer)
    assert (marks(yuko), ContactLog.objects.count()) == ((False, False), 0)
    assert list(waiting(link.reunion)) == [answer]


def test_taking_back_leaves_a_mark_that_stood_before(yuko, link, organizer):
    Classmate.objects.update(do_not_contact=True)
    answer, _new = hear(link, what=What.NO_CONTACT)
    reopen(decide(answer, outcome=Outcome.NO_CONTACT, actor=organizer), actor=organizer)
    assert marks(yuko) == (False, True)


def test_two_people_decide_at_once_the_second_is_told(link, organizer):
    answer, _new = hear(link, what=What.DECEASED)
    decide(answer, outcome=Outcome.DECEASED, actor=organizer)
    assert decide(answer, outcome=Outcome.DECEASED, actor=organizer).outcome == Outcome.DECEASED
    with pytest.raises(Refused):
        decide(answer, outcome=Outcome.NOTHING, actor=organizer)


def test_it_is_not_reopened_beside_the_same_answer(link, organizer):
    answer, _new = hear(link, what=What.DECEASED)
    decide(answer, outcome=Outcome.NOTHING, actor=organizer)
    hear(link, what=What.DECEASED)
    with pytest.raises(Refused):
        reopen(answer, actor=organizer)


def test_the_database_keeps_one_open_answer_of_a_kind(link):
    FamilyAnswer.objects.create(link=link, what=What.TOLD)
    with pytest.raises(IntegrityError), transaction.atomic():
        FamilyAnswer.objects.create(link=link, what=What.TOLD)
    with pytest.raises(IntegrityError), transaction.atomic():
        FamilyAnswer.objects.create(link=link, what=What.DECEASED, decided_at=timezone.now())


@pytest.mark.parametrize(("what", "left"), [(What.TOLD, 1), (What.NO_CONTACT, 0), (What.DECEASED, 0)])
def test_who_is_to_be_left_alone_is_off_the_lists_until_it_is_decided(link, organizer, what, left):
    answer, _new = hear(link, what=what)
    assert not_left_alone(Classmate.objects.all()).count() == left
    decide(answer, outcome=Outcome.NOTHING, actor=organizer)
    assert not_left_alone(Classmate.objects.all()).count() == 1


def letter(reunion, thing, *, kind="answer") -> Message:
    return Message.objects.create(
        reunion=reunion,
        key=kind,
        message_id=kind,
        recipient="a@example.jp",
        about=about(thing),
        kind=kind,
    )


def test_letters_wait_for_the_decision_and_go_when_nothing_follows(reunion, yuko, link, organizer):
    written = letter(reunion, yuko)
    assert holds(written) == []
    answer, _new = hear(link, what=What.DECEASED)
    assert holds(written) == ["family"]
    Message.objects.update(state="held", held_because="family", outcome="x")
    decide(answer, outcome=Outcome.NOTHING, actor=organizer)
    written.refresh_from_db()
    assert (written.state, holds(written)) == ("queued", [])


def test_what_the_classmate_said_after_the_family_counts_more(reunion, yuko, link):
    signed_up = cast.guest(reunion, classmate=yuko)
    written = letter(reunion, signed_up, kind="announcement")
    hear(link, what=What.NO_CONTACT)
    assert waits_for_the_family(written)
    FamilyAnswer.objects.update(at=timezone.now() - dt.timedelta(days=1))
    assert not waits_for_the_family(written)


def test_whoever_finds_a_card_cannot_keep_a_guest_from_the_letters_about_their_own_reply(reunion, yuko, link):
    signed_up = cast.guest(reunion, classmate=yuko)
    hear(link, what=What.DECEASED)
    kinds = ("bank-info", "changed", "link", "paid", "answer", "announcement", "reminder")
    held = [kind for kind in kinds if waits_for_the_family(letter(reunion, signed_up, kind=kind))]
    assert held == ["announcement", "reminder"]
