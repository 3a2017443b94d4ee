import pytest
from django.utils import timezone

from reunion import cast
from reunion.journal.models import Entry
from reunion.lib.refused import Refused
from reunion.mail.models import AddressHealth, Message
from reunion.outreach.models import ContactLog, SignupLink
from reunion.postcards.arriving import arrived
from reunion.postcards.making import make_batch
from reunion.postcards.models import Card
from reunion.postcards.returning import note_returned, take_back

from .piles import people_at_home, posted_batch

pytestmark = pytest.mark.django_db


@pytest.fixture
def card():
    reunion = cast.mamagawa()
    people_at_home(reunion, 1)
    return posted_batch(reunion).cards.get()


def log():
    return list(ContactLog.objects.order_by("id").values_list("classmate__number", "way", "result"))


def test_it_is_noted_with_its_reason(card):
    actor = cast.member(card.batch.reunion)
    note_returned(card, reason="moved", actor=actor)
    card.refresh_from_db()
    assert (card.state, card.returned_reason, card.returned_by) == ("returned", "moved", actor)
    assert log() == [(1, "postcard", "returned")]
    entry = Entry.objects.about(card).first()
    assert entry.sentence == f"高田1 裕子あてのはがき{card.short_number}が戻りました（転居先不明）"
    assert entry.actor == actor


def test_a_second_press_says_when_and_why_it_was_noted(card):
    note_returned(card, reason="moved", actor=None)
    with pytest.raises(Refused, match="「転居先不明」で記録ずみ"):
        note_returned(card, reason="refused", actor=None)
    card.refresh_from_db()
    assert (card.returned_reason, len(log()), Entry.objects.about(card).count()) == ("moved", 1, 1)


def test_the_reason_may_be_changed_by_whoever_saw_it(card):
    moment = note_returned(card, reason="moved", actor=None).returned_at
    note_returned(card, reason="kept", actor=None, seen="returned")
    card.refresh_from_db()
    assert (card.returned_reason, card.returned_at, log()) == ("kept", moment, [(1, "postcard", "returned")])
    assert "「保管期間経過」に直しました" in Entry.objects.about(card).first().sentence


def test_a_card_that_had_arrived_is_asked_about_once_and_then_returned_wins(card):
    link = SignupLink.objects.get()
    arrived(link)
    with pytest.raises(Refused, match="それでも戻ったのなら"):
        note_returned(card, reason="refused", actor=None)
    assert log() == [(1, "postcard", "arrived")]
    note_returned(card, reason="refused", actor=None, seen="arrived")
    arrived(link)
    card.refresh_from_db()
    assert (card.state, log()) == ("returned", [(1, "postcard", "returned")])
    take_back(card, actor=None)
    card.refresh_from_db()
    assert (card.state, log()) == ("arrived", [(1, "postcard", "arrived")])


def test_what_was_never_posted_does_not_come_back(card):
    Card.objects.all().delete()
    unposted = make_batch(card.batch.reunion).cards.get()
    for seen in ("posted", "made"):
        with pytest.raises(Refused, match="まだ投函した記録がありません"):
            note_returned(unposted, reason="moved", actor=None, seen=seen)
    assert Card.objects.get().state == "made"


def test_it_is_taken_back_once(card):
    note_returned(card, reason="moved", actor=None)
    take_back(card, actor=None)
    card.refresh_from_db()
    assert (card.state, card.returned_reason, card.returned_by, log()) == ("posted", "", None, [])
    with pytest.raises(Refused, match="もう取り消されています"):
        take_back(card, actor=None)
    assert [entry.action for entry in Entry.objects.about(card).order_by("pk")] == ["returned", "unreturned"]


@pytest.mark.parametrize("reason", ["", "eaten", "\0"])
def test_a_reason_that_is_none_is_refused(card, reason):
    with pytest.raises(Refused, match="理由を選んで"):
        note_returned(card, reason=reason, actor=None)
    assert Card.objects.get().state == "posted"


def test_a_dead_letterbox_is_no_dead_mail_address(card):
    guest = cast.guest(card.batch.reunion, classmate=card.classmate)
    Message.objects.create(
        reunion=card.batch.reunion, key="k", message_id="<k@x>", recipient=guest.email, state="queued"
    )
    note_returned(card, reason="unknown", actor=None)
    assert AddressHealth.objects.count() == 0
    assert Message.objects.get().state == "queued"
    card.classmate.refresh_from_db()
    assert (card.classmate.do_not_contact, card.classmate.deceased) == (False, False)


def test_a_letter_to_a_teacher_comes_back_without_a_line_in_the_log():
    reunion = cast.mamagawa()
    cast.teacher(reunion, address="x")
    letter = posted_batch(reunion, made=make_batch(reunion, audience="teachers")).cards.get()
    note_returned(letter, reason="unknown", actor=None)
    letter.refresh_from_db()
    assert (letter.state, log()) == ("returned", [])
    assert letter.returned_at <= timezone.now()
