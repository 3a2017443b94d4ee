"""Where a file of the roster is read and taken in, at once or by a worker who may die.

Reading ends with a row for each row of the file: what it would change. Taking in is one transaction, and its
last step says so on the file's own row: a worker that died has changed nothing, and the sweep begins anew; of
two at once the second finds that it is done. What is older than a day goes.
"""

import datetime as dt
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from reunion.lib.refused import Refused

from .importing import Report, prepare, put_in
from .intake_progress import Progress, Step, begin, end, sign_for
from .models import RosterUpload, UploadedRow

KEPT_FOR = dt.timedelta(days=1)
ROWS_AT_ONCE = 500


def read(upload_id: int) -> None:
    """Does nothing while another worker is at it, or once it was read."""
    upload = RosterUpload.objects.select_related("cohort").filter(pk=upload_id, read_at=None).first()
    if upload is None or not begin(upload_id):
        return
    progress = sign_for(upload_id)
    try:
        prepared = prepare(
            upload.cohort, data=_data(upload), file_name=upload.file_name, dry_run=True, progress=progress
        )
        report = put_in(upload.cohort, prepared=prepared, actor=None, progress=progress)
        _note_what_it_would_change(upload, report, progress)
    except Refused as refused:
        RosterUpload.objects.filter(pk=upload_id).update(refused=str(refused)[:300], read_at=timezone.now())
    finally:
        end(upload_id)


def take(upload_id: int) -> None:
    """Does nothing while another worker is at it, before somebody said so, or once it is in the roster."""
    wanted = RosterUpload.objects.filter(pk=upload_id, confirmed_at__isnull=False, taken_in_at=None)
    upload = wanted.select_related("cohort", "confirmed_by").first()
    if upload is None or not begin(upload_id):
        return
    progress = sign_for(upload_id)
    try:
        prepared = prepare(
            upload.cohort, data=_data(upload), file_name=upload.file_name, dry_run=False, progress=progress
        )
        with transaction.atomic():
            if wanted.select_for_update(of=("self",)).exists():
                who = {"actor": upload.confirmed_by, "reunion_slug": upload.reunion_slug}
                report = put_in(upload.cohort, prepared=prepared, progress=progress, **who)
                _replace_rows(upload, report, progress)
                wanted.update(taken_in_at=timezone.now())
        _path(upload).unlink(missing_ok=True)
    except Refused as refused:
        wanted.update(refused=str(refused)[:300], confirmed_at=None)
    finally:
        end(upload_id)


def sweep() -> None:
    """Goes on with what no worker is at, and takes away what is old."""
    for upload in RosterUpload.objects.filter(asked_at__lt=timezone.now() - KEPT_FOR):
        _path(upload).unlink(missing_ok=True)
        upload.delete()
    for upload in RosterUpload.objects.order_by("id"):
        if upload.is_waited_for:
            (read if upload.read_at is None else take)(upload.pk)


@transaction.atomic
def _note_what_it_would_change(upload: RosterUpload, report: Report, progress: Progress) -> None:
    """Of two workers that read it the second notes nothing."""
    held = RosterUpload.objects.select_for_update().filter(pk=upload.pk, read_at=None).first()
    if held is None:
        return
    _replace_rows(held, report, progress)
    held.read_at = timezone.now()
    held.save(update_fields=["read_at"])


def _replace_rows(upload: RosterUpload, report: Report, progress: Progress) -> None:
    upload.rows.all().delete()
    for start in range(0, len(report.rows), ROWS_AT_ONCE):
        progress(Step.WRITING, start, len(report.rows))
        UploadedRow.objects.bulk_create(
            UploadedRow(upload=upload, place=start + place, **vars(row))
            for place, row in enumerate(report.rows[start : start + ROWS_AT_ONCE])
        )


def _data(upload: RosterUpload) -> bytes:
    try:
        return _path(upload).read_bytes()
    except FileNotFoundError as gone:
        sentence = _("お預かりしたファイルがもうありません。もう一度ファイルを選んでください。")
        raise Refused(sentence) from gone


def _path(upload: RosterUpload) -> Path:
    return Path(settings.VAR_DIR) / "uploads" / upload.kept_as
