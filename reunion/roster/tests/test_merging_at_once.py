"""While two records become one, somebody else decides about them: one waits for the other, and both end."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event
from time import sleep

import pytest
from django.db import connection, transaction
from django.utils import timezone

from reunion import cast
from reunion.outreach.models import ContactLog
from reunion.postcards.models import Card
from reunion.registrations.deciding import held
from reunion.registrations.tying import note_in_roster
from reunion.roster.importing import take_in
from reunion.roster.merging import merge, pair_version
from reunion.roster.models import Classmate

pytestmark = pytest.mark.django_db(transaction=True)

LONG_ENOUGH = 0.4  # seconds until the merge waits somewhere


@pytest.fixture
def reunion():
    return cast.mamagawa()


@pytest.fixture
def kept(reunion):
    return cast.classmate(reunion)


@pytest.fixture
def gone(reunion):
    return cast.classmate(reunion, room="B")


def while_merging(kept, gone, *, first, then):
    """Somebody does `first`; the merge begins; the same somebody does `then`. What went wrong for each."""
    has_begun = Event()

    def somebody():
        with transaction.atomic():
            found = first()
            has_begun.set()
            sleep(LONG_ENOUGH)
            then(found)

    def merges():
        seen = pair_version(kept, gone)
        has_begun.wait()
        merge(kept, gone=gone, from_gone=(), seen=seen, actor=None)

    def closing(work):
        try:
            work()
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        return [run.exception() for run in [pool.submit(closing, work) for work in (somebody, merges)]]


def test_a_reply_that_teaches_the_roster_something(reunion, kept, gone):
    registration = cast.guest(reunion, classmate=gone, phone="090-1111-2222")
    errors = while_merging(
        kept, gone, first=lambda: held(registration), then=lambda found: note_in_roster(found, actor=None)
    )
    assert errors == [None, None]
    assert [point.value for point in kept.contact_points.filter(kind="phone")] == ["090-1111-2222"]


def test_a_card_whose_fate_is_written_down(reunion, kept, gone):
    batch = reunion.postcard_batches.create(name="第1便")
    card = Card.objects.create(batch=batch, number=1, classmate=gone, code="CODE1", printed_address="x")

    def hold():
        return Card.objects.select_for_update(of=("self",)).get(pk=card.pk)

    def note(found):
        ContactLog.objects.create(
            reunion=reunion,
            classmate_id=found.classmate_id,
            way="postcard",
            result="returned",
            at=timezone.now(),
            about=f"postcards.card:{found.pk}",
        )

    assert while_merging(kept, gone, first=hold, then=note) == [None, None]
    assert list(ContactLog.objects.values_list("classmate", "result")) == [(kept.pk, "returned")]


def test_a_file_that_is_taken_in(reunion, kept, gone):
    """It fills both records, the later one first."""
    file = "組,番号,氏名\n3-B,2,高田 裕子\n3-A,1,高田 裕子\n".encode()
    errors = while_merging(
        kept,
        gone,
        first=lambda: take_in(reunion.cohort, data=file, file_name="名簿.csv", actor=None),
        then=lambda report: None,
    )
    assert [str(error or "") for error in errors] == [
        "",
        "ほかの人が先に記録を直しました。新しい内容を見てから、もう一度まとめてください。",
    ]
    assert sorted(Classmate.objects.values_list("number", flat=True)) == [1, 2]
