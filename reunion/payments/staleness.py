"""Whether anything that matching is told has changed.

The database itself makes one short mark of every row and column that `matching_input.py` reads: names, fees,
states, what stands booked, which lines are open. Only the marks leave it, not the rows, so the question stays
cheap however large the reunion is; and whoever wrote a row, by whatever way, has changed a mark. A column
that matching begins to read must be named here too.
"""

import hashlib
from collections.abc import Iterator

from django.db.models import Aggregate, Count, Q, QuerySet, TextField
from django.db.models.functions import JSONArray

from reunion.events.models import Reunion
from reunion.registrations.models import ChosenItem, Registration

from .matching_input import PERSON_FIELDS, REGISTRATION_FIELDS, TEACHER_FIELDS, rows_to_match
from .models import Allocation, HandBookedPayment

STORED = tuple(field for field in REGISTRATION_FIELDS if field != "due")
PERSON = (
    *STORED,
    "teacher_id",
    *PERSON_FIELDS,
    *(f"classmate__{field}" for field in PERSON_FIELDS),
    *(f"teacher__{field}" for field in TEACHER_FIELDS),
)
FEE = ("id", "registration_id", "fee", "companions", "companion_fee", "waiting_since")
LINE = ("id", "payer", "amount", "direction", "booked_on", "kind", "statement_id", "sequence")
SHARE = ("id", "registration_id", "registration__classmate_id", "line_id", "line__payer", "amount")
CASH = ("id", "registration_id", "amount")


class Mark(Aggregate):
    """Of all rows together, in whatever order PostgreSQL reads them; SQLite reads them in one order."""

    output_field = TextField()
    template = "SUM(HASHTEXTEXTENDED(CAST(%(expressions)s AS text), 0))::text"

    def as_sqlite(self, compiler, connection, **context):
        return self.as_sql(compiler, connection, template="GROUP_CONCAT(%(expressions)s)", **context)


def state_of(reunion: Reunion) -> str:
    """Equal for two moments exactly when matching would be told the same in both."""
    marks = [
        rows.order_by().aggregate(count=Count("pk"), mark=Mark(JSONArray(*fields)))
        for rows, fields in _told(reunion)
    ]
    return hashlib.sha256(repr(marks).encode()).hexdigest()


def _told(reunion: Reunion) -> Iterator[tuple[QuerySet, tuple[str, ...]]]:
    yield Registration.objects.filter(reunion=reunion), PERSON
    yield ChosenItem.objects.filter(registration__reunion=reunion), FEE
    yield rows_to_match(reunion), LINE
    of_the_year = Q(registration__classmate__cohort_id=reunion.cohort_id)
    yield (
        Allocation.objects.standing().filter(of_the_year | Q(registration__reunion=reunion)),
        SHARE,
    )
    yield HandBookedPayment.objects.standing().filter(registration__reunion=reunion), CASH
