import datetime as dt

import pytest
from django.utils import timezone

from reunion import cast
from reunion.events.changing import change
from reunion.events.models import PlanChange, Venue
from reunion.events.venues import book, cancel
from reunion.mail.models import Message, about
from reunion.mail.vocabulary import day
from reunion.notices.drafting import wrong_with
from reunion.notices.told_before import draft_about, people_to_tell, told_before
from reunion.postcards.models import Batch

pytestmark = pytest.mark.django_db


@pytest.fixture
def reunion():
    return cast.mamagawa()


def letter(guest, body="x", *, days_ago=1, state="sent"):
    key = f"{guest.pk}:{Message.objects.count()}"
    sent_at = timezone.now() if state == "sent" else None
    made = Message.objects.create(
        reunion=guest.reunion,
        key=key,
        message_id=key,
        about=about(guest),
        body=body,
        state=state,
        sent_at=sent_at,
    )
    Message.objects.filter(pk=made.pk).update(created_at=timezone.now() - dt.timedelta(days=days_ago))


def moved(reunion):
    reunion.held_on += dt.timedelta(days=7)
    change(reunion, reunion=reunion, sentence="x", actor=cast.member(reunion))


def test_while_nothing_has_changed_nobody_is_to_be_told(reunion):
    letter(cast.guest(reunion))
    assert list(people_to_tell(reunion)) == []


def test_told_is_who_has_answered_and_got_a_letter_before(reunion):
    told = cast.guest(reunion)
    declined = cast.guest(reunion, "森 薫 もり かおる", state="declined", attending=False)
    waiting = cast.registration(reunion, state="waiting")
    cast.guest(reunion, "林 亮 はやし りょう")
    refused = cast.guest(reunion, "伊藤 潤 いとう じゅん")
    for guest in (told, declined, waiting):
        letter(guest)
    letter(refused, state="refused")
    letter(cast.guest(cast.mamagawa("another")))
    moved(reunion)
    assert list(people_to_tell(reunion).order_by("pk")) == [told, declined]


def test_who_has_been_written_the_new_day_since_knows(reunion):
    one, other = cast.guest(reunion), cast.guest(reunion, "森 薫 もり かおる")
    for guest in (one, other):
        letter(guest)
    moved(reunion)
    letter(other, "会費のお願い", days_ago=0)
    letter(one, f"■ 開催日\n{day(reunion.held_on)}", days_ago=0, state="queued")
    assert list(people_to_tell(reunion)) == [other]


def test_a_new_place_must_be_there_before_anybody_can_know_it(reunion):
    guest, actor = cast.guest(reunion), cast.member(reunion)
    letter(guest)
    first, second = (
        Venue.objects.create(name=name).bookings.create(reunion=reunion) for name in ("ホテル", "市民会館")
    )
    book(first, actor=actor)
    cancel(first, actor=actor)
    letter(guest, "会場　市民会館", days_ago=0)
    assert list(people_to_tell(reunion)) == [guest]
    book(second, actor=actor)
    assert list(people_to_tell(reunion)) == []


def test_cards_that_were_posted_before_are_counted(reunion):
    moved(reunion)
    people = [cast.classmate(reunion, number=number) for number in (1, 2)]
    for posted_on in (timezone.localdate() - dt.timedelta(days=3), None):
        batch = Batch.objects.create(
            reunion=reunion, name="x", posted_on=posted_on, printed_at=timezone.now()
        )
        for person in people:
            card = {"family_name": "x", "printed_address": "x"}
            batch.cards.create(number=person.number, classmate=person, **card)
    assert told_before(PlanChange.objects.get()).cards == 2


@pytest.mark.parametrize(
    ("changes", "subject"),
    [
        ({"was_held_on": dt.date(2027, 2, 13)}, "開催日が変わりました"),
        ({"was_place": "ホテル"}, "会場が変わりました"),
        ({"was_held_on": dt.date(2027, 2, 13), "was_place": "ホテル"}, "開催日と会場が変わりました"),
    ],
)
def test_the_proposed_text_names_old_and_new_and_can_be_sent(reunion, changes, subject):
    draft = draft_about(PlanChange.objects.create(reunion=reunion, **changes))
    assert (draft.subject, draft.audience) == (subject, "answered")
    assert ("2027年2月13日（土）" in draft.text) == ("was_held_on" in changes)
    assert ("ホテル" in draft.text) == ("was_place" in changes)
    assert wrong_with(reunion, draft) == {}
