"""Dead when a refusal proves it, proposed when a second one does not, good when a person says so."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from reunion import cast
from reunion.journal.models import Entry
from reunion.lib.refused import Refused
from reunion.mail import health
from reunion.mail.bounces.reading import judge_answer
from reunion.mail.delivery import deliver
from reunion.mail.models import AddressHealth, Attempt, Bounce, Message
from reunion.mail.outbox import send_again

WHO = "hanako@example.jp"
GONE = "この宛先はもうありません。別の連絡先をさがしてください。"


def state_of(address: str = WHO) -> str:
    return AddressHealth.objects.get(address=address).state


def refused(message, words: str, *, stage: str = "RCPT TO") -> None:
    """As delivery notes it."""
    Attempt.objects.create(
        message=message, outcome="refused", stage=stage, code=int(words[:3]), words=words[4:]
    )
    health.note_answer(message, judge_answer(words, stage=stage, recipient=message.recipient))


@pytest.mark.django_db
def test_nothing_is_written_to_a_dead_address(letter):
    health.mark_dead("Hanako@Example.JP", reason=GONE)
    message = letter()
    assert (message.state, message.risk) == ("held", "none")
    assert message.outcome == f"届かない宛先だと分かっているので、送らずに止めています。{GONE}"
    assert health.is_dead('"HANAKO"@example.jp')
    assert not health.is_dead("hanako2@example.jp")


@pytest.mark.django_db
def test_a_letter_written_before_stays_here_too(letter, real_mail):
    message = letter()
    health.mark_dead(WHO, reason=GONE)
    assert deliver(message.pk) == "held"
    message.refresh_from_db()
    assert message.outcome.endswith(GONE)
    assert real_mail.envelopes == []


def test_a_refused_letter_goes_again_only_after_the_address_is_lifted(letter, real_mail, mamagawa):
    message, organizer = letter(), cast.member(mamagawa)
    Message.objects.filter(pk=message.pk).update(state="refused")
    dead = health.mark_dead(WHO, reason=GONE)
    with pytest.raises(Refused) as refusal:
        send_again(message, actor=organizer)
    assert "この宛先は使えます" in str(refusal.value)
    health.lift(dead, actor=organizer, reunion=mamagawa)
    send_again(message, actor=organizer)
    assert deliver(message.pk) == "sent"


def test_a_refusal_of_the_recipient_while_sending_marks_the_address(letter):
    refused(letter(), "550 5.1.1 User unknown")
    assert AddressHealth.objects.get().reason == GONE
    assert state_of() == "dead"


@pytest.mark.parametrize(
    ("words", "stage"),
    [
        ("550 5.1.1 User unknown", "end of DATA"),
        ("550 5.7.1 blocked using zen.spamhaus.org", "RCPT TO"),
        ("552 5.2.2 mailbox full", "RCPT TO"),
        ("554 5.7.1 message rejected due to DMARC policy", "end of DATA"),
        ("450 4.1.1 User unknown", "RCPT TO"),
    ],
)
def test_what_proves_nothing_marks_nobody(letter, words, stage):
    refused(letter(), words, stage=stage)
    assert not AddressHealth.objects.exists()


def test_a_second_full_mailbox_is_proposed_and_letters_still_go(letter, real_mail):
    refused(letter(), "552 5.2.2 mailbox full")
    refused(letter(key="second"), "552 5.2.2 mailbox full")
    assert state_of() == "proposed"
    assert deliver(letter(key="third").pk) == "sent"


def test_a_proof_after_a_proposal_makes_it_dead(letter):
    health.propose(WHO, reason="?")
    refused(letter(), "550 5.1.1 User unknown")
    assert state_of() == "dead"


def test_once_lifted_a_proof_is_a_question_to_a_person(letter, mamagawa):
    organizer = cast.member(mamagawa)
    health.lift(health.mark_dead(WHO, reason=GONE), actor=organizer, reunion=mamagawa)
    message = letter()
    assert message.state == "queued"
    refused(message, "550 5.1.1 User unknown")
    refused(message, "550 5.1.1 User unknown")
    assert state_of() == "proposed"
    confirmed = health.confirm(AddressHealth.objects.get(), actor=organizer, reunion=mamagawa)
    assert (confirmed.state, confirmed.decided_by) == ("dead", organizer)


def test_doubts_of_before_a_person_spoke_count_no_more(letter, mamagawa):
    for key in ("first", "second"):
        refused(letter(key=key), "552 5.2.2 mailbox full")
    health.lift(AddressHealth.objects.get(), actor=cast.member(mamagawa), reunion=mamagawa)
    refused(letter(key="third"), "552 5.2.2 mailbox full")
    assert state_of() == "good"
    refused(letter(key="fourth"), "552 5.2.2 mailbox full")
    assert state_of() == "proposed"


def test_notices_count_with_answers(letter):
    words = "相手の受信箱がいっぱいです。日をあけて送るか、電話などで伝えてください。"
    Bounce.objects.create(digest="1", source="pipe", recipient=WHO, outcome="mailbox", reason=words)
    assert health.doubts_about("Hanako@example.jp") == 1
    refused(letter(), "552 5.2.2 mailbox full")
    assert state_of() == "proposed"


def test_what_a_person_decides_is_in_the_journal_once_and_without_the_address(letter, mamagawa):
    organizer = cast.member(mamagawa)
    dead = health.mark_dead(WHO, reason=GONE)
    health.lift(dead, actor=organizer, reunion=mamagawa)
    health.lift(dead, actor=organizer, reunion=mamagawa)
    health.confirm(dead, actor=organizer, reunion=mamagawa)
    entries = Entry.objects.about(dead).order_by("pk").values_list("sentence", "reunion_slug")
    assert list(entries) == [
        ("ある宛先を、使える宛先に戻しました", "mamagawa"),
        ("ある宛先を、届かない宛先にしました", "mamagawa"),
    ]


def test_the_addresses_of_one_reunion(letter, mamagawa):
    letter(recipient='"Hanako..x"@docomo.ne.jp')
    mine = health.mark_dead("hanako..x@docomo.ne.jp", reason=GONE)
    health.mark_dead("stranger@example.jp", reason=GONE)
    assert list(health.of_reunion(mamagawa)) == [mine]


@pytest.mark.django_db
def test_a_whole_list_is_one_question():
    health.mark_dead(WHO, reason=GONE)
    health.propose("taro@example.jp", reason="?")
    asked = ["Hanako@example.jp", "taro@example.jp", ""] + [f"{number}@example.jp" for number in range(2000)]
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert health.dead_among(asked) == {"Hanako@example.jp"}
    assert len(queries) == 1


@pytest.mark.django_db
def test_since_when(letter):
    before = timezone.now()
    assert health.mark_dead(WHO, reason=GONE).since >= before
