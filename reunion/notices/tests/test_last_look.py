"""Just before an announcement's letter leaves, its reader is looked at once more."""

import pytest
from django.utils import timezone

from reunion import cast
from reunion.mail.delivery import deliver
from reunion.mail.models import AddressHealth, Message, Unsubscribe
from reunion.notices.pausing import stop
from reunion.notices.sending import send
from reunion.notices.writing import write
from reunion.payments.hand_booking import HandBookedPayment
from reunion.roster.models import ContactPoint


@pytest.fixture
def mamagawa(db):
    """A demo: its mail has a way out, into a folder."""
    reunion = cast.mamagawa()
    reunion.is_demo = True
    reunion.save()
    return reunion


@pytest.fixture
def letter(announce, organizer):
    def written(audience="coming") -> Message:
        announcement = send(announce(audience), people=1, actor=organizer)
        write(announcement.pk)
        return Message.objects.get(batch=announcement.batch)

    return written


def delivered(letter: Message) -> tuple[str, str]:
    deliver(letter.pk)
    letter.refresh_from_db()
    return letter.state, letter.outcome


def test_nothing_has_changed_and_it_goes(mamagawa, letter):
    cast.guest(mamagawa)
    assert delivered(letter())[0] == "sent"


def test_who_has_stopped_meanwhile_gets_nothing(mamagawa, letter):
    guest = cast.guest(mamagawa, email="Hanako@example.jp", second_email="second@example.jp")
    for address in ("hanako@example.jp", "second@example.jp"):
        Unsubscribe.objects.all().delete()
        Message.objects.all().delete()
        made = letter()
        guest.reunion.announcements.all().update(digest="")
        Unsubscribe.objects.create(reunion=mamagawa, address=address)
        assert delivered(made) == ("held", "ご本人が一斉連絡を止めたため、送りません。")


@pytest.mark.parametrize("mark", ["deceased", "do_not_contact"])
def test_who_must_not_be_written_to_gets_nothing(mamagawa, letter, mark):
    guest = cast.guest(mamagawa)
    made = letter()
    setattr(guest.classmate, mark, True)
    guest.classmate.save()
    assert delivered(made) == ("held", "名簿に、連絡を控える印があります。")


@pytest.mark.parametrize("mark", ["deceased", "do_not_contact"])
def test_nor_who_is_known_from_the_roster_only(mamagawa, letter, mark):
    known = cast.classmate(mamagawa)
    ContactPoint.objects.create(classmate=known, kind="mail", value="known@example.jp")
    made = letter("all")
    setattr(known, mark, True)
    known.save()
    assert delivered(made) == ("held", "名簿に、連絡を控える印があります。")


def test_who_has_answered_meanwhile_is_still_one_of_all(mamagawa, letter):
    known = cast.classmate(mamagawa)
    ContactPoint.objects.create(classmate=known, kind="mail", value="known@example.jp")
    made = letter("all")
    cast.guest(mamagawa, classmate=known)
    assert delivered(made)[0] == "sent"


def test_who_has_paid_meanwhile_is_not_reminded(mamagawa, letter):
    guest = cast.guest(mamagawa)
    made = letter("unpaid")
    HandBookedPayment.objects.create(
        registration=guest, amount=8000, received_on=timezone.localdate(), taken_by="x"
    )
    assert delivered(made) == ("held", "送る相手に、もう当てはまりません。")


def test_a_dead_address_gets_nothing(mamagawa, letter):
    guest = cast.guest(mamagawa)
    made = letter()
    AddressHealth.objects.create(address=guest.email, state="dead")
    assert delivered(made)[0] == "held"


def test_a_letter_that_was_claimed_before_it_was_given_up_stays_here(mamagawa, letter, organizer):
    cast.guest(mamagawa)
    made = letter()
    stop(mamagawa.announcements.get(), actor=organizer)
    Message.objects.update(state="queued")
    assert delivered(made) == ("held", "この一斉連絡は、途中でやめました。")


def test_other_letters_go_on_after_the_announcements_are_stopped(mamagawa, letter):
    guest = cast.guest(mamagawa)
    Unsubscribe.objects.create(reunion=mamagawa, address=guest.email)
    other = Message.objects.create(
        reunion=mamagawa,
        key="answer:1",
        kind="answer",
        recipient=guest.email,
        message_id="<x@x>",
        from_address="x@example.jp",
        subject="x",
        body="x",
    )
    assert delivered(other)[0] == "sent"
