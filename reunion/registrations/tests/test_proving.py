import pytest
from django.utils import timezone, translation

from reunion import cast
from reunion.journal.models import Entry
from reunion.mail.models import Message, about
from reunion.mail.signals import reply_received
from reunion.registrations.models import Registration
from reunion.registrations.proving import Proof, prove

pytestmark = pytest.mark.django_db


def proof_of(guest):
    guest.refresh_from_db()
    return guest.proof


def test_a_press_is_proof_with_its_time():
    guest = cast.guest(cast.mamagawa())
    before = timezone.now()
    assert prove(guest, proof=Proof.PRESSED)
    assert proof_of(guest) == "pressed"
    assert before <= guest.proven_at <= timezone.now()


def test_being_seen_never_takes_the_place_of_a_press():
    guest = cast.guest(cast.mamagawa())
    assert prove(guest, proof=Proof.PRESSED)
    assert not prove(guest, proof=Proof.SEEN)
    assert proof_of(guest) == "pressed"


def test_a_press_is_more_than_being_seen():
    guest = cast.guest(cast.mamagawa())
    assert [prove(guest, proof=Proof.SEEN), prove(guest, proof=Proof.PRESSED)] == [True, True]
    assert proof_of(guest) == "pressed"


def test_nothing_is_proven_twice():
    guest = cast.guest(cast.mamagawa())
    prove(guest, proof=Proof.SEEN)
    first = Registration.objects.get().proven_at
    assert not prove(guest, proof=Proof.SEEN)
    assert (Registration.objects.get().proven_at, Entry.objects.filter(action="proof").count()) == (first, 1)


def test_the_journal_says_so_in_japanese_and_without_an_address():
    guest = cast.guest(cast.mamagawa())
    with translation.override("en"):
        prove(guest, proof=Proof.SEEN)
        prove(guest, proof=Proof.PRESSED)
    sentences = list(Entry.objects.about(guest).order_by("id").values_list("sentence", flat=True))
    assert sentences == [
        "高田 裕子さんが専用ページを開いて見ました",
        "高田 裕子さんが「届きました」を押しました",
    ]


def answered(guest, *, recipient: str) -> None:
    """Somebody answers the letter that went to this address."""
    message = Message.objects.create(
        reunion=guest.reunion, key="x", message_id="<x@x.example>", about=about(guest), recipient=recipient
    )
    reply_received.send(Message, message=message)
    guest.refresh_from_db()


def test_an_answer_to_our_letter_proves_it():
    guest = cast.guest(cast.mamagawa())
    answered(guest, recipient=guest.email.upper())
    assert (guest.proof, guest.get_proof_display()) == ("replied", "メールに返信した")
    assert Entry.objects.about(guest).get().sentence == "高田 裕子さんから、メールの返信が届きました"
    assert [prove(guest, proof=proof) for proof in Proof] == [False, False, False]


def test_an_answer_from_an_address_of_before_says_nothing_about_the_new_one():
    guest = cast.guest(cast.mamagawa())
    answered(guest, recipient="before@example.jp")
    assert guest.proof == ""
