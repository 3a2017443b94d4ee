import datetime as dt

import pytest
from django.utils import timezone

from reunion import cast
from reunion.events.models import Milestone
from reunion.journal.models import Entry
from reunion.lib.refused import Refused
from reunion.outreach.models import ContactLog
from reunion.postcards.making import make_batch
from reunion.postcards.models import Batch, Card
from reunion.postcards.posting import post, undo_posting

from .addresses import lives_at
from .piles import people_at_home

pytestmark = pytest.mark.django_db


def batch_of(count: int, *, made_days_ago: int = 5) -> Batch:
    reunion = cast.mamagawa()
    people_at_home(reunion, count)
    batch = make_batch(reunion)
    Batch.objects.update(made_at=timezone.now() - dt.timedelta(days=made_days_ago))
    return batch


def days_ago(days: int) -> dt.date:
    return timezone.localdate() - dt.timedelta(days=days)


def log():
    return [
        (line.classmate.number, line.result, timezone.localdate(line.at))
        for line in ContactLog.objects.order_by("classmate")
    ]


def test_posting_says_when_and_implies_printed():
    batch = batch_of(2)
    actor = cast.member(batch.reunion)
    post(batch, on=days_ago(1), actor=actor)
    batch.refresh_from_db()
    assert (batch.posted_on, batch.is_printed) == (days_ago(1), True)
    assert [card.state for card in batch.cards.select_related("batch")] == ["posted", "posted"]
    assert log() == [(1, "posted", days_ago(1)), (2, "posted", days_ago(1))]
    assert set(ContactLog.objects.values_list("user", flat=True)) == {actor.pk}
    day = days_ago(1)
    assert (
        Entry.objects.about(batch).first().sentence
        == f"1回目のはがきを{day.month}月{day.day}日に投函しました"
    )


def test_the_same_day_again_changes_nothing_and_another_day_corrects_it():
    batch = batch_of(2)
    post(batch, on=days_ago(1), actor=None)
    entries = Entry.objects.count()
    post(batch, on=days_ago(1), actor=None)
    assert (Entry.objects.count(), len(log())) == (entries, 2)
    Card.objects.update(arrived_at=timezone.now())
    post(batch, on=days_ago(3), actor=None)
    assert log() == [(1, "posted", days_ago(3)), (2, "posted", days_ago(3))]
    assert "投函した日を" in Entry.objects.about(batch).first().sentence


@pytest.mark.parametrize(("days", "sentence"), [(-1, "先の日付"), (6, "束を作る前")])
def test_a_day_that_cannot_be_is_refused(days, sentence):
    batch = batch_of(1)
    with pytest.raises(Refused, match=sentence):
        post(batch, on=days_ago(days), actor=None)
    batch.refresh_from_db()
    assert (batch.posted_on, batch.printed_at, log()) == (None, None, [])


def test_on_the_day_it_was_made_it_may_be_posted():
    batch = batch_of(1)
    assert post(batch, on=days_ago(5), actor=None).posted_on == days_ago(5)


def test_it_is_undone_while_nothing_has_come_back_or_arrived():
    batch = batch_of(2)
    with pytest.raises(Refused, match="まだ投函したことになっていません"):
        undo_posting(batch, actor=None)
    post(batch, on=days_ago(1), actor=None)
    undo_posting(batch, actor=None)
    batch.refresh_from_db()
    assert (batch.posted_on, batch.is_printed, log()) == (None, True, [])
    assert Entry.objects.about(batch).first().action == "unposted"


@pytest.mark.parametrize("changes", [{"arrived_at": 1}, {"returned_at": 1, "returned_reason": "moved"}])
def test_it_is_not_undone_afterwards(changes):
    batch = batch_of(2)
    post(batch, on=days_ago(1), actor=None)
    now = {key: timezone.now() if value == 1 else value for key, value in changes.items()}
    Card.objects.filter(number=2).update(**now)
    with pytest.raises(Refused, match="取り消せません"):
        undo_posting(batch, actor=None)
    assert len(log()) == 2


def test_everybody_on_a_shared_card_reads_of_it_and_teachers_need_no_line():
    reunion = cast.mamagawa()
    for number, name in enumerate(("裕子", "茂"), 1):
        lives_at(cast.classmate(reunion, f"高田 {name} か か", number=number))
    post(make_batch(reunion), on=days_ago(0), actor=None)
    assert log() == [(1, "posted", days_ago(0)), (2, "posted", days_ago(0))]
    cast.teacher(reunion, address="x")
    letters = post(make_batch(reunion, audience="teachers"), on=days_ago(0), actor=None)
    assert (letters.is_posted, len(log())) == (True, 2)


@pytest.mark.parametrize("count", [2, 30])
def test_many_cards_take_as_many_questions_as_few(count, django_assert_num_queries):
    batch = batch_of(count)
    with django_assert_num_queries(9):
        post(batch, on=days_ago(1), actor=None)
    with django_assert_num_queries(12):
        undo_posting(batch, actor=None)


def test_the_first_batch_to_classmates_does_the_step_and_undoing_it_takes_it_back():
    batch = batch_of(2)
    step = Milestone.objects.filter(step="postcards")
    post(batch, on=days_ago(1), actor=None)
    assert step.get().done_on == days_ago(1)
    undo_posting(batch, actor=None)
    assert step.get().done_on is None


def test_cards_to_teachers_do_not_do_the_step():
    batch = batch_of(2)
    Batch.objects.update(audience=Batch.Audience.TEACHERS)
    post(batch, on=days_ago(1), actor=None)
    assert Milestone.objects.get(step="postcards").done_on is None
