import datetime as dt

import pytest
from django.utils import timezone

from reunion import cast
from reunion.events.models import Milestone
from reunion.notices.models import Announcement
from reunion.overview.way_to_the_day import Moved, way_to_the_day
from reunion.postcards.models import Batch
from reunion.registrations.models import Registration

pytestmark = pytest.mark.django_db


def days_ago(days: int) -> dt.date:
    return timezone.localdate() - dt.timedelta(days=days)


def answered(registration: Registration, *, days: int) -> None:
    moment = timezone.now() - dt.timedelta(days=days)
    Registration.objects.filter(pk=registration.pk).update(signed_up_at=moment)


@pytest.fixture
def reunion():
    """Three come, one declined; who cancelled, waits, died or teaches is in no line."""
    reunion = cast.mamagawa()
    for number, days in enumerate((20, 20, 3)):
        answered(cast.guest(reunion, f"森 薫{number} もり かおる", room="AAB"[number]), days=days)
    answered(cast.guest(reunion, "林 亮 はやし りょう", state="declined", attending=False), days=10)
    cast.guest(reunion, "池田 茂 いけだ しげる", state="cancelled")
    dead = cast.classmate(reunion, "伊藤 潤 いとう じゅん", deceased=True)
    cast.guest(reunion, "伊藤 潤 いとう じゅん", classmate=dead)
    cast.registration(reunion, state="waiting", reference="7001")
    cast.registration(reunion, teacher=cast.teacher(reunion), reference="7002")
    return reunion


def test_who_comes_and_who_declined_is_added_up_day_by_day(reunion):
    way = way_to_the_day(reunion, homeroom_ids=None)
    assert way.days == (days_ago(20), days_ago(10), days_ago(3))
    assert (way.coming, way.declined) == ((2, 2, 3), (0, 1, 1))
    assert (way.coming_now, way.coming_lately) == (3, 1)


def test_class_staff_see_the_line_of_their_class(reunion):
    way = way_to_the_day(reunion, homeroom_ids=frozenset({cast.homeroom(reunion, "B").pk}))
    assert (way.days, way.coming) == ((days_ago(3),), (1,))


def test_what_moved_it_stands_in_order_once_for_each_day(reunion):
    noon = timezone.now() - dt.timedelta(days=5)
    Batch.objects.create(reunion=reunion, name="一回目", printed_at=noon, posted_on=days_ago(4))
    Batch.objects.create(reunion=reunion, name="二回目", printed_at=noon)
    Batch.objects.create(reunion=reunion, name="まだ")
    Batch.objects.create(
        reunion=reunion, name="先生", audience="teachers", printed_at=noon, posted_on=days_ago(1)
    )
    Announcement.objects.create(reunion=reunion, subject="お知らせ", text="x", audience="all", sent_at=noon)
    Announcement.objects.create(reunion=reunion, subject="下書き", text="x", audience="all")
    Milestone.objects.filter(reunion=reunion).delete()
    Milestone.objects.create(reunion=reunion, step="page_opens", due_on=days_ago(30), done_on=days_ago(21))
    assert way_to_the_day(reunion, homeroom_ids=None).moved == (
        Moved(days_ago(21), "page_opened", ""),
        Moved(days_ago(5), "announced", "お知らせ"),
        Moved(days_ago(5), "cards", "二回目"),
        Moved(days_ago(4), "cards", "一回目"),
        Moved(days_ago(1), "cards_to_teachers", "先生"),
    )


def test_the_next_three_steps_nearest_first(reunion):
    Milestone.objects.filter(reunion=reunion).delete()
    for days, name in ((9, "四"), (1, "一"), (0, "今日"), (5, "三"), (-1, "きのう")):
        Milestone.objects.create(reunion=reunion, name=name, due_on=days_ago(-days))
    Milestone.objects.create(reunion=reunion, name="済", due_on=days_ago(-2), done_on=days_ago(0))
    steps = way_to_the_day(reunion, homeroom_ids=None).next_steps
    assert [(step.title, step.days_left) for step in steps] == [("今日", 0), ("一", 1), ("三", 5)]


def test_one_query(reunion, django_assert_num_queries):
    with django_assert_num_queries(1):
        way_to_the_day(reunion, homeroom_ids=None)
