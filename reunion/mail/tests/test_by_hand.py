import pytest

from reunion import cast
from reunion.mail.by_hand import text_by_hand
from reunion.mail.models import AddressHealth, Message
from reunion.mail.outbox import enqueue
from reunion.mail.wrapping import wrap
from reunion.roster.models import Classmate

pytestmark = pytest.mark.django_db
LONG = "会費は8,000円です。お早めにお振り込みくださいますよう、幹事一同よろしくお願い申し上げます。"


def letter(**changes) -> Message:
    reunion = cast.mamagawa()
    details = {
        "kind": "answer",
        "about": cast.guest(reunion),
        "recipient": "hanako@docomo.ne.jp",
        "recipient_name": "高田 裕子",
        "subject": "お返事",
        "body": "高田 裕子 様\n\nお返事です。\n",
    }
    return enqueue(reunion, key="mamagawa:1", **details | changes)


def test_its_lines_are_whole_and_our_signature_stays_away():
    from_us = "高田 裕子 様\n\n" + wrap(LONG) + "\n\n--\n真間川高校 同窓会\nhttps://x.example/\n"
    assert text_by_hand(letter(body=from_us)) == f"高田 裕子 様\n\n{LONG}"


def test_a_dead_address_is_no_reason_to_keep_it():
    found = letter()
    AddressHealth.objects.create(address=found.recipient, state=AddressHealth.State.DEAD)
    assert text_by_hand(found) == "高田 裕子 様\n\nお返事です。"


def test_what_must_not_be_told_any_more_is_not_passed_on():
    found = letter()
    Classmate.objects.update(do_not_contact=True)
    assert text_by_hand(found) == ""


@pytest.mark.parametrize("because", [Message.Because.WORDS, Message.Because.BROKEN])
def test_words_with_a_fault_are_not_passed_on(because):
    found = letter()
    found.held_because = because
    assert text_by_hand(found) == ""


@pytest.mark.parametrize("kind", ["business", "committee", "reminder"])
def test_what_is_for_no_guest_or_is_written_anew_is_nothing_to_pass_on(kind):
    assert text_by_hand(letter(kind=kind)) == ""
