"""Cards of the tests, as if they had been made, printed and posted."""

import datetime as dt

from django.utils import timezone

from reunion import cast
from reunion.events.models import Reunion
from reunion.postcards.making import make_batch
from reunion.postcards.models import Batch
from reunion.roster.models import Classmate

from .addresses import lives_at


def people_at_home(reunion: Reunion, count: int) -> list[Classmate]:
    """Each in a house of their own, in the order of their numbers."""
    people = []
    for number in range(1, count + 1):
        person = cast.classmate(reunion, f"高田{number} 裕子 たかだ ゆうこ", number=number)
        lives_at(person, rest=f"3-4-{number}", care_of="")
        people.append(person)
    return people


def batch_made_days_ago(reunion: Reunion, days: int) -> Batch:
    batch = make_batch(reunion)
    Batch.objects.filter(pk=batch.pk).update(made_at=timezone.now() - dt.timedelta(days=days))
    batch.refresh_from_db()
    return batch


def posted_batch(reunion: Reunion, *, days_ago: int = 0, made: Batch | None = None) -> Batch:
    batch = made or make_batch(reunion)
    day = timezone.localdate() - dt.timedelta(days=days_ago)
    Batch.objects.filter(pk=batch.pk).update(printed_at=timezone.now(), posted_on=day)
    batch.refresh_from_db()
    return batch
