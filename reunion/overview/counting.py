"""Many lists are counted in one question.

Each list stays the QuerySet that its own page reads, so that the number and the rows behind it never differ;
only the counting is put together, since the first page asks for some twenty of them.
"""

from django.db.models import IntegerField, QuerySet, Subquery

from reunion.events.models import Reunion


class _NumberOfRows(Subquery):
    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS counted)"
    output_field = IntegerField()


def counted(reunion: Reunion, lists: dict[str, QuerySet]) -> dict[str, int]:
    """How many rows each list has, by its name; `reunion` is the one row they are asked beside."""
    if not lists:
        return {}
    numbers = {name: _NumberOfRows(rows.order_by().values("pk")) for name, rows in lists.items()}
    return Reunion.objects.filter(pk=reunion.pk).values(**numbers).get()
