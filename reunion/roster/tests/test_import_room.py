"""A file of the roster is read and taken in once, whoever dies on the way."""

import datetime as dt

import pytest
from django.utils import timezone

from reunion import cast
from reunion.journal.models import Entry
from reunion.lib.refused import Refused
from reunion.roster import import_room, uploads
from reunion.roster.intake_progress import Step, begin, end, how_far, sign_for
from reunion.roster.models import Classmate, RosterUpload, UploadedRow

pytestmark = pytest.mark.django_db

ROSTER = "組,番号,氏名\n3-A,1,高田 裕子\n3-A,2,佐藤 一郎\n".encode()


@pytest.fixture(autouse=True)
def empty_folder(settings, tmp_path):
    settings.VAR_DIR = tmp_path


@pytest.fixture
def reunion():
    return cast.mamagawa()


@pytest.fixture
def kept(reunion):
    details = {"data": ROSTER, "file_name": "名簿.csv", "reunion_slug": reunion.slug}
    return uploads.keep(reunion.cohort, actor=cast.member(reunion), **details)


def test_the_file_is_for_nobody_else_to_read(kept):
    assert uploads.path_of(kept).stat().st_mode & 0o777 == 0o600
    assert uploads.folder().stat().st_mode & 0o777 == 0o700


def test_reading_changes_nothing_and_happens_once(kept):
    import_room.read(kept.pk)
    import_room.read(kept.pk)
    assert [(row.place, row.row, row.kind) for row in UploadedRow.objects.all()] == [
        (0, 2, "new"),
        (1, 3, "new"),
    ]
    assert (Classmate.objects.count(), how_far(kept.pk)) == (0, None)


def test_nothing_is_taken_in_before_somebody_says_so_and_then_once(kept):
    import_room.read(kept.pk)
    import_room.take(kept.pk)
    assert Classmate.objects.count() == 0
    kept.refresh_from_db()
    assert uploads.confirm(kept, actor=kept.asked_by) is True
    assert uploads.confirm(kept, actor=kept.asked_by) is False
    import_room.take(kept.pk)
    import_room.take(kept.pk)
    assert (Classmate.objects.count(), Entry.objects.filter(action="imported").count()) == (2, 1)
    assert not uploads.path_of(kept).exists()


def test_while_somebody_is_at_it_nobody_else_begins_and_a_lost_sign_hurts_nobody(kept):
    assert begin(kept.pk) is True
    import_room.sweep()
    assert UploadedRow.objects.count() == 0
    sign_for(kept.pk)(Step.COMPARING, 400, 1000)
    assert (how_far(kept.pk).done, how_far(kept.pk).sentence) == (400, "名簿と照らし合わせています")
    end(kept.pk)
    import_room.sweep()
    assert UploadedRow.objects.count() == 2


def test_what_is_no_roster_says_so_on_its_row(reunion):
    kept = uploads.keep(reunion.cohort, data=b"a,b\n1,2\n", file_name="x.csv", actor=cast.member(reunion))
    import_room.sweep()
    kept.refresh_from_db()
    assert kept.refused.startswith("名前の列が見つかりません。")
    with pytest.raises(Refused):
        uploads.confirm(kept, actor=None)


def test_a_file_that_is_gone_says_so(kept):
    uploads.path_of(kept).unlink()
    import_room.sweep()
    kept.refresh_from_db()
    assert kept.refused == "お預かりしたファイルがもうありません。もう一度ファイルを選んでください。"


def test_file_and_preview_go_after_a_day(kept):
    import_room.read(kept.pk)
    RosterUpload.objects.update(asked_at=timezone.now() - dt.timedelta(hours=25))
    import_room.sweep()
    assert (RosterUpload.objects.count(), UploadedRow.objects.count()) == (0, 0)
    assert list(uploads.folder().iterdir()) == []
