"""The lines of all statements as a table, in the order of the files.

A line is matched once somebody confirmed it, ignored when it was set aside or is a withdrawal, suggested
while somebody is proposed, and open otherwise. References and emails are exactly those of the match, or of
the best proposal; equal namesakes stand there together. Everybody else who was considered is an alternative.
"""

from collections.abc import Iterator

from django.db.models import Prefetch, QuerySet

from reunion.events.models import Reunion
from reunion.lib.spreadsheets import csv_bytes
from reunion.registrations.models import Registration

from .models import Allocation, Proposal, StatementLine

COLUMNS = (
    "booked_on",
    "payer",
    "amount",
    "state",
    "grade",
    "reason",
    "references",
    "emails",
    "alternatives",
)
MOST_NAMED = 5
LINES_AT_ONCE = 1000


def lines_as_csv(reunion: Reunion) -> bytes:
    """The proposals must be up to date."""
    return csv_bytes(COLUMNS, line_rows(reunion))


def line_rows(reunion: Reunion) -> Iterator[tuple]:
    """In the order of COLUMNS; the proposals must be up to date."""
    return (_row(line) for line in _lines(reunion).iterator(LINES_AT_ONCE))


def _lines(reunion: Reunion) -> QuerySet[StatementLine]:
    standing = Allocation.objects.standing().select_related("registration").order_by("id")
    return (
        StatementLine.objects.filter(reunion=reunion)
        .order_by("statement_id", "number", "id")
        .prefetch_related(
            Prefetch("allocations", standing, to_attr="standing"),
            Prefetch("proposals", Proposal.objects.select_related("registration")),
        )
    )


def _row(line: StatementLine) -> tuple[object, ...]:
    """In the order of COLUMNS."""
    named, others = _people(line)
    return (
        line.booked_on.isoformat(),
        line.payer,
        line.amount,
        _state(line),
        line.grade,
        line.reason,
        " ".join(each.reference for each in named),
        " ".join(each.email for each in named if each.email),
        " ".join(each.reference for each in others),
    )


def _people(line: StatementLine) -> tuple[list[Registration], list[Registration]]:
    proposed = [each.registration for each in line.proposals.all() if not each.is_alternative]
    considered = [each.registration for each in line.proposals.all()]
    named = [share.registration for share in line.standing] or proposed[:MOST_NAMED]
    return named, [each for each in considered if each not in named]


def _state(line: StatementLine) -> str:
    if line.standing:
        return "matched"
    is_withdrawal = line.direction == StatementLine.Direction.OUT and not line.is_reversal
    if line.ignored_at or is_withdrawal:
        return "ignored"
    return "suggested" if any(not each.is_alternative for each in line.proposals.all()) else "open"
