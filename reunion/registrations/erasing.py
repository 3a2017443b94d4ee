"""What people told about their body, so that somebody could help them on the day, is erased after it.

From the day after the reunion on, the needs of everyone are emptied, whatever state the reunion is in, and
without anybody pressing: a task looks every hour at the day as it stands then, so a reunion that was moved is
treated by its new day. The record that somebody agreed, with its words and time, stays: it holds no needs.
"""

import datetime as dt

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy

from reunion.journal.recording import record

from .models import Registration

ERASED = gettext_lazy("%(name)sさんの「会場での手助け」の内容を、会が終わったので消しました")


@transaction.atomic
def erase_needs(today: dt.date) -> int:
    """Answers of how many registrations; a second run finds nothing."""
    over = Registration.objects.filter(reunion__held_on__lt=today).exclude(needs="")
    rows = list(over.select_related("reunion").select_for_update(of=("self",)).order_by("pk"))
    Registration.objects.filter(pk__in=[row.pk for row in rows]).update(needs="", updated_at=timezone.now())
    for row in rows:
        record(
            row,
            action="erase needs",
            sentence=ERASED,
            words={"name": row.school_name},
            reunion_slug=row.reunion.slug,
        )
    return len(rows)
