"""A long PDF is made by a worker, and whoever waits sees how far it is.

The row is written first; the broker only wakes the worker, and a sweep finds what was missed. Who asks never
makes (print_room.py).
"""

import logging
from functools import partial

from django.db import transaction
from kombu.exceptions import KombuError

from .models import Batch, Printout
from .tasks import make_printout

logger = logging.getLogger(__name__)

AT_ONCE = 500  # cards up to which nobody waits


@transaction.atomic
def ask_for(batch: Batch, *, what: str, stock: str) -> Printout:
    """A PDF of this that is being made already is not begun twice."""
    Batch.objects.select_for_update().get(pk=batch.pk)
    found = Printout.objects.filter(batch=batch, what=what, stock=stock, made_at=None).first()
    if found is not None:
        return found
    made = Printout.objects.create(batch=batch, what=what, stock=stock, total=batch.cards.count())
    transaction.on_commit(partial(_wake, made.pk))
    return made


def _wake(printout_id: int) -> None:
    try:
        make_printout.delay(printout_id)
    except (KombuError, OSError) as error:
        logger.warning("Nobody woken for a PDF of cards (%s)", error)
