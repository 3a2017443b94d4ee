"""Many lists are counted in one question.

Each list stays the QuerySet that its own page reads, so that the number and the rows behind it never differ;
only the counting is put together, since the first page of the desk asks for some twenty of them. Where a
number follows from several lists, they are counted with the others; a column may be added up instead.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import F, IntegerField, QuerySet, Subquery

from reunion.events.models import Reunion


@dataclass(frozen=True)
class Together:
    """`number` is told how many rows each of the lists has, in their order."""

    lists: tuple[QuerySet, ...]
    number: Callable[..., int]


@dataclass(frozen=True)
class AddedUp:
    """The sum of one column of a list, 0 without any rows."""

    rows: QuerySet
    column: str


class _SumOfColumn(Subquery):
    template = "(SELECT COALESCE(SUM(added), 0) FROM (%(subquery)s) AS counted)"
    output_field = IntegerField()


class _NumberOfRows(Subquery):
    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS counted)"
    output_field = IntegerField()


def counted(reunion: Reunion, asked: dict[str, QuerySet | Together | AddedUp | int]) -> dict[str, int]:
    """How many each is, by its name, in one query; `reunion` is the one row they are asked beside."""
    lists = {}
    for name, thing in asked.items():
        parts = thing.lists if isinstance(thing, Together) else [] if isinstance(thing, int) else [thing]
        lists |= {f"{name}_{place}": rows for place, rows in enumerate(parts)}
    rows_of = _rows_of(reunion, lists)
    numbers = {}
    for name, thing in asked.items():
        if isinstance(thing, Together):
            thing = thing.number(*(rows_of[f"{name}_{place}"] for place in range(len(thing.lists))))
        elif not isinstance(thing, int):
            thing = rows_of[f"{name}_0"]
        numbers[name] = thing
    return numbers


def _rows_of(reunion: Reunion, lists: dict[str, QuerySet | AddedUp]) -> dict[str, int]:
    if not lists:
        return {}
    numbers = {name: _number_of(rows) for name, rows in lists.items()}
    return Reunion.objects.filter(pk=reunion.pk).values(**numbers).get()


def _number_of(thing: QuerySet | AddedUp) -> Subquery:
    if isinstance(thing, AddedUp):
        return _SumOfColumn(thing.rows.order_by().values(added=F(thing.column)))
    return _NumberOfRows(thing.order_by().values("pk"))
