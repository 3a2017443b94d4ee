"""Where a PDF of cards is made, at once or by a worker who may die.

Who makes one leaves a sign every few hundred cards; where that sign stays away for a minute the worker has
died, and the sweep begins anew. The file appears under its name only when it is whole, and goes again after a
day, since it is full of addresses.
"""

import datetime as dt
import os
from functools import partial
from typing import BinaryIO

from django.db.models import Q
from django.utils import timezone

from .labels import SHEETS
from .models import Batch, Printout
from .printing import Progress, write_labels, write_pdf

CARDS_PER_SIGN = 200
DEAD_AFTER = dt.timedelta(minutes=1)
KEPT_FOR = dt.timedelta(days=1)


def write(
    batch: Batch, output: BinaryIO, *, what: str, stock: str, progress: Progress = lambda done: None
) -> None:
    if what in SHEETS:
        write_labels(batch, output, sheet=SHEETS[what], progress=progress)
    else:
        write_pdf(batch, output, side=what, stock=stock, progress=progress)


def make(printout_id: int) -> None:
    """Does nothing while another worker is at it, or once it is made."""
    now = timezone.now()
    idle = Q(beat_at=None) | Q(beat_at__lt=now - DEAD_AFTER)
    if not Printout.objects.filter(idle, pk=printout_id, made_at=None).update(beat_at=now, done=0):
        return
    printout = Printout.objects.select_related("batch__reunion__cohort__school").get(pk=printout_id)
    path = printout.path
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.{os.getpid()}")
    with part.open("wb") as file:
        sign = partial(_sign, printout)
        write(printout.batch, file, what=printout.what, stock=printout.stock, progress=sign)
    part.replace(path)
    finished = timezone.now()
    Printout.objects.filter(pk=printout_id).update(done=printout.total, beat_at=finished, made_at=finished)


def sweep() -> None:
    """Goes on with what no worker is making, and takes away what is old."""
    for printout in Printout.objects.filter(asked_at__lt=timezone.now() - KEPT_FOR):
        for path in printout.path.parent.glob(f"{printout.pk}.pdf*"):
            path.unlink(missing_ok=True)
        printout.delete()
    for pk in Printout.objects.filter(made_at=None).order_by("id").values_list("pk", flat=True):
        make(pk)


def _sign(printout: Printout, done: int) -> None:
    if done % CARDS_PER_SIGN == 0:
        Printout.objects.filter(pk=printout.pk).update(done=done, beat_at=timezone.now())
