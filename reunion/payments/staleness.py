"""Whether anything that matching is told has changed.

The database itself makes one short mark of every row and column that `matching_input.py` reads: names, fees,
states, which lines are open, whose payer was once confirmed. Only the marks leave it, not the rows, so that
the question stays cheap however large the reunion is; whoever wrote a row, by whatever way, has changed a
mark. Due and paid are asked for as `balance.py` gives them. A column that matching begins to read must be
named here too.
"""

import hashlib
from collections.abc import Iterator

from django.db.models import Aggregate, Count, QuerySet, TextField
from django.db.models.functions import JSONArray

from reunion.events.models import Reunion
from reunion.registrations.models import Registration

from .balance import paid_by_registration
from .matching_input import (
    PERSON_FIELDS,
    REGISTRATION_FIELDS,
    TEACHER_FIELDS,
    bookings_of_the_year,
    rows_to_match,
)

PERSON = (
    *REGISTRATION_FIELDS,
    "teacher_id",
    *PERSON_FIELDS,
    *(f"classmate__{field}" for field in PERSON_FIELDS),
    *(f"teacher__{field}" for field in TEACHER_FIELDS),
)
LINE = ("id", "payer", "amount", "direction", "booked_on", "kind", "statement_id", "sequence")
SHARE = ("id", "registration__classmate_id", "line_id", "line__payer")


class Mark(Aggregate):
    """Of all rows together, in whatever order PostgreSQL reads them; SQLite reads them in one order."""

    output_field = TextField()
    template = "SUM(HASHTEXTEXTENDED(CAST(%(expressions)s AS text), 0))::text"

    def as_sqlite(self, compiler, connection, **context):
        return self.as_sql(compiler, connection, template="GROUP_CONCAT(%(expressions)s)", **context)


def state_of(reunion: Reunion) -> str:
    """Equal for two moments when matching would be told the same in both."""
    marks = [
        rows.order_by().aggregate(count=Count("pk"), mark=Mark(JSONArray(*fields)))
        for rows, fields in _told(reunion)
    ]
    paid = sorted(paid_by_registration(reunion).items())
    return hashlib.sha256(repr((marks, paid)).encode()).hexdigest()


def _told(reunion: Reunion) -> Iterator[tuple[QuerySet, tuple[str, ...]]]:
    yield Registration.objects.filter(reunion=reunion).with_due(), PERSON
    yield rows_to_match(reunion), LINE
    yield bookings_of_the_year(reunion), SHARE
