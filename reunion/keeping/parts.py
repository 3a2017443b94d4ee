"""One kind of rows of which something is erased: counted before, so that a person sees what would happen.

Either the rows go, or some of their columns are emptied; rows that are empty already do not count, so that a
second run finds nothing. What /admin/ wrote down about such a row holds its name, and is masked with it.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, QuerySet
from django.db.models.functions import Cast
from django.utils.functional import Promise

# Where a name has to stand; Japanese on paper and in tables, as all that guests wrote.
ERASED = "消去済み"


@dataclass(frozen=True)
class Part:
    """`what` in words for the screen; parts with the same words are counted together."""

    what: Promise
    rows: QuerySet
    erase: Callable[[QuerySet], object]

    def count(self) -> int:
        return self.rows.order_by().count()

    def forget(self) -> None:
        _mask_what_the_admin_wrote(self.rows)
        self.erase(self.rows)


def gone(words: Promise, rows: QuerySet) -> Part:
    return Part(words, rows, lambda found: found.delete())


def emptied(words: Promise, rows: QuerySet, **columns: object) -> Part:
    """The columns get these values; rows that have them all already are left out."""
    return Part(words, rows.exclude(**columns), lambda found: found.update(**columns))


def renamed(words: Promise, rows: QuerySet, column: str) -> Part:
    """Where a name stands that may not be missing, another word stands afterwards."""
    named = rows.exclude(**{f"{column}__in": ["", ERASED]})
    return Part(words, named, lambda found: found.update(**{column: ERASED}))


def _mask_what_the_admin_wrote(rows: QuerySet) -> None:
    numbers = rows.order_by().annotate(as_text=Cast("pk", CharField())).values("as_text")
    kind = ContentType.objects.get_for_model(rows.model)
    written = LogEntry.objects.filter(content_type=kind, object_id__in=numbers)
    written.update(object_repr=ERASED, change_message="")
