"""A file waits between its preview and the press that takes it in.

It lies under VAR_DIR/uploads with a random name, for nobody else's eyes. Its row is written first; the broker
only wakes a worker, and a sweep finds what was missed. Who asks never reads the file (import_room.py), except
that nobody waits for a small one. File and preview go after a day, the file also once it was taken in.
"""

import logging
import secrets
from functools import partial
from pathlib import Path

from celery import Task
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from kombu.exceptions import KombuError

from reunion.accounts.models import User
from reunion.lib.refused import Refused

from . import tasks
from .models import Cohort, RosterUpload

logger = logging.getLogger(__name__)

READ_AT_ONCE = 100_000  # bytes up to which nobody waits: some hundred people
TAKEN_IN_AT_ONCE = 1_000  # rows


def path_of(upload: RosterUpload) -> Path:
    return folder() / upload.kept_as


def folder() -> Path:
    place = Path(settings.VAR_DIR) / "uploads"
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    return place


@transaction.atomic
def keep(cohort: Cohort, *, data: bytes, file_name: str, actor: User, reunion_slug: str = "") -> RosterUpload:
    """A worker is woken for it; a small one may be read by whoever asks."""
    upload = RosterUpload(cohort=cohort, reunion_slug=reunion_slug, file_name=file_name[:120], asked_by=actor)
    upload.kept_as = secrets.token_hex(16)
    path_of(upload).touch(mode=0o600)
    path_of(upload).write_bytes(data)
    upload.save()
    if len(data) > READ_AT_ONCE:
        transaction.on_commit(partial(_wake, tasks.read_upload, upload.pk))
    return upload


@transaction.atomic
def confirm(upload: RosterUpload, *, actor: User) -> bool:
    """False when it was confirmed before: pressing twice begins once. Raises Refused."""
    held = RosterUpload.objects.select_for_update(of=("self",)).filter(pk=upload.pk).first()
    if held is None or held.read_at is None or held.refused:
        raise Refused(_("お預かりしたファイルがもうありません。もう一度ファイルを選んでください。"))
    if held.confirmed_at is not None:
        return False
    held.confirmed_at, held.confirmed_by = timezone.now(), actor
    held.save(update_fields=["confirmed_at", "confirmed_by"])
    if held.rows.count() > TAKEN_IN_AT_ONCE:
        transaction.on_commit(partial(_wake, tasks.take_in_upload, held.pk))
    return True


def discard(upload: RosterUpload) -> None:
    path_of(upload).unlink(missing_ok=True)
    upload.delete()


def _wake(task: Task, upload_id: int) -> None:
    try:
        task.delay(upload_id)
    except (KombuError, OSError) as error:
        logger.warning("Nobody woken for a file of the roster (%s)", error)
