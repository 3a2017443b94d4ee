import datetime as dt

import pytest
from django.utils import timezone

from reunion import cast
from reunion.lib.pdf.tests.reading import texts_of
from reunion.postcards import print_room
from reunion.postcards.making import make_batch
from reunion.postcards.models import Printout
from reunion.postcards.printouts import ask_for

from .addresses import lives_at

pytestmark = pytest.mark.django_db


@pytest.fixture
def batch(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    reunion = cast.mamagawa()
    for number in range(3):
        lives_at(cast.classmate(reunion, f"高田{number} 裕子 かな かな", number=number), rest=f"{number}-1")
    return make_batch(reunion)


def test_what_is_asked_for_is_made_once(batch):
    first = ask_for(batch, what="address", stock="plain")
    assert ask_for(batch, what="address", stock="plain") == first
    assert ask_for(batch, what="message", stock="plain") != first
    print_room.make(first.pk)
    first.refresh_from_db()
    assert (first.done, first.total, first.made_at is None) == (3, 3, False)
    assert len(texts_of(first.path.read_bytes())) == 3
    changed = first.path.stat().st_mtime_ns
    print_room.make(first.pk)
    assert first.path.stat().st_mtime_ns == changed


def test_nobody_begins_what_another_is_making_but_a_dead_worker_is_replaced(batch):
    printout = ask_for(batch, what="address", stock="")
    Printout.objects.update(beat_at=timezone.now() - dt.timedelta(seconds=30))
    print_room.sweep()
    assert printout.path.exists() is False
    Printout.objects.update(beat_at=timezone.now() - dt.timedelta(seconds=90))
    print_room.sweep()
    assert len(texts_of(printout.path.read_bytes())) == 3


def test_a_file_full_of_addresses_goes_after_a_day(batch):
    printout = ask_for(batch, what="labels-12", stock="")
    print_room.make(printout.pk)
    assert printout.path.exists() is True
    Printout.objects.update(asked_at=timezone.now() - dt.timedelta(hours=25))
    print_room.sweep()
    assert printout.path.exists() is False
    assert Printout.objects.count() == 0
