"""What we send of our own accord waits for whoever wants to hear nothing, until somebody has decided."""

import datetime as dt

import pytest
from django.utils import timezone

from reunion import cast
from reunion.mail.models import Message, about
from reunion.outreach.called import note_call, take_back_call
from reunion.outreach.family_answers import hear, withdraw
from reunion.outreach.letters_waiting import why_it_waits
from reunion.outreach.models import ContactLog, FamilyAnswer, SignupLink
from reunion.outreach.signup_links import links_of
from reunion.outreach.unwilling import decide

pytestmark = pytest.mark.django_db


@pytest.fixture
def reunion():
    return cast.mamagawa()


@pytest.fixture
def yuko(reunion):
    return cast.classmate(reunion)


@pytest.fixture
def organizer(reunion):
    return cast.member(reunion)


def letter(reunion, thing, kind="announcement"):
    recipient = "a@example.jp"
    return Message.objects.create(
        reunion=reunion, key=kind, message_id=kind, recipient=recipient, about=about(thing), kind=kind
    )


def waits_for(message: Message) -> str:
    """As this floor says: an announcement would be asked about by others too."""
    hold = why_it_waits(message)
    return str(hold.because) if hold else ""


def wants_no_news(reunion, yuko, organizer) -> ContactLog:
    return note_call(yuko, reunion=reunion, press="unwilling", actor=organizer)


def held(message: Message, because: str) -> Message:
    Message.objects.filter(pk=message.pk).update(state="held", held_because=because, outcome="x")
    return message


def state_of(message: Message) -> str:
    message.refresh_from_db()
    return message.state


def test_an_announcement_waits_for_what_the_office_decides(reunion, yuko, organizer):
    written = letter(reunion, yuko)
    wants_no_news(reunion, yuko, organizer)
    assert waits_for(written) == "unwilling"
    assert (
        why_it_waits(written).sentence == "連絡を望まないと言われた方です。事務局が決めるまで待っています。"
    )


def test_it_goes_once_they_may_be_asked_again(reunion, yuko, organizer):
    written = letter(reunion, yuko)
    log = wants_no_news(reunion, yuko, organizer)
    held(written, "unwilling")
    decide(log, leave_alone=False, actor=organizer)
    assert (state_of(written), waits_for(written)) == ("queued", "")


def test_it_stays_once_they_are_left_alone_for_good(reunion, yuko, organizer):
    written = letter(reunion, yuko)
    log = wants_no_news(reunion, yuko, organizer)
    held(written, "unwilling")
    decide(log, leave_alone=True, actor=organizer)
    assert state_of(written) == "held"


def test_it_goes_once_the_note_is_taken_back(reunion, yuko, organizer):
    written = letter(reunion, yuko)
    log = wants_no_news(reunion, yuko, organizer)
    held(written, "unwilling")
    take_back_call(log, actor=organizer)
    assert (state_of(written), waits_for(written)) == ("queued", "")


def test_whoever_has_signed_up_since_has_changed_their_mind(reunion, yuko, organizer):
    wants_no_news(reunion, yuko, organizer)
    guest = cast.guest(reunion, classmate=yuko)
    ContactLog.objects.update(at=timezone.now() - dt.timedelta(days=1))
    assert waits_for(letter(reunion, guest)) == ""


def test_what_answers_a_guests_own_reply_does_not_wait(reunion, yuko, organizer):
    guest = cast.guest(reunion, classmate=yuko)
    wants_no_news(reunion, yuko, organizer)
    kinds = ("bank-info", "changed", "paid", "announcement", "reminder")
    waiting = [kind for kind in kinds if waits_for(letter(reunion, guest, kind))]
    assert waiting == ["announcement", "reminder"]


def test_another_reunion_knows_nothing_of_it(reunion, yuko, organizer):
    wants_no_news(reunion, yuko, organizer)
    assert waits_for(letter(cast.mamagawa("another"), yuko)) == ""


def test_what_waited_for_a_family_goes_once_they_have_taken_it_back(reunion, yuko):
    links_of(reunion, classmates=[yuko])
    written = letter(reunion, yuko)
    answer, _new = hear(SignupLink.objects.get(), what=FamilyAnswer.What.DECEASED)
    held(written, "family")
    withdraw(answer)
    assert (state_of(written), waits_for(written)) == ("queued", "")
