"""Whether anything that matching is told has changed.

The database itself makes one short mark of every row and column that `matching_input.py` reads: names, fees,
states, which lines are open, whose payer was once confirmed. Only the marks leave it, not the rows, so that
the question stays cheap however large the reunion is; whoever wrote a row, by whatever way, has changed a
mark. What is due is asked for as `balance.py` gives it; of what is paid, every booking that stands. A column
that matching begins to read must be named here too.
"""

import hashlib
from collections.abc import Iterator

from django.db.models import F, QuerySet, Subquery, TextField
from django.db.models.functions import Cast, JSONArray

from reunion.events.models import Reunion
from reunion.registrations.models import Registration

from .balance import movements
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


class _Mark(Subquery):
    """Of all rows together, in whatever order PostgreSQL reads them; SQLite reads them in one order."""

    output_field = TextField()
    template = "(SELECT COUNT(*)::text || SUM(HASHTEXTEXTENDED(told, 0))::text FROM (%(subquery)s) AS told)"

    def as_sqlite(self, compiler, connection, **context):
        return self.as_sql(
            compiler,
            connection,
            template="(SELECT GROUP_CONCAT(told) FROM (%(subquery)s) AS told)",
            **context,
        )


def state_of(reunion: Reunion) -> str:
    """Equal for two moments when matching would be told the same in both."""
    return state_and_kept(reunion)[0]


def state_and_kept(reunion: Reunion) -> tuple[str, str | None]:
    """The state now, and the one of which the proposals were worked out; in one question."""
    marks = {
        f"mark_{place}": _Mark(rows.order_by().values(told=Cast(JSONArray(*columns), TextField())))
        for place, (rows, columns) in enumerate(_told(reunion))
    }
    # Short where it is worked out by the database; SQLite, which is in this process, hands over the texts.
    *told, kept = (
        Reunion.objects.filter(pk=reunion.pk).values_list(*marks.values(), "match_run__fingerprint").get()
    )
    return hashlib.sha256(repr(told).encode()).hexdigest(), kept


def _told(reunion: Reunion) -> Iterator[tuple[QuerySet, tuple]]:
    yield Registration.objects.filter(reunion=reunion).with_due(), PERSON
    yield rows_to_match(reunion), LINE
    yield bookings_of_the_year(reunion), SHARE
    for rows, owner, sign in movements():
        yield rows.filter(**{f"{owner}__reunion": reunion}), (f"{owner}_id", F("amount") * sign)
