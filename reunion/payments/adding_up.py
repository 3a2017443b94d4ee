"""Many sums and numbers are worked out in one question.

Each of them stays the list of rows that its own rule names; only the adding and counting is put together,
since the books alone ask for more than twenty of them.
"""

from django.db.models import QuerySet, Subquery

from reunion.events.models import Reunion

from .balance import YEN


class _SumOfAmounts(Subquery):
    template = "(SELECT COALESCE(SUM(amount), 0) FROM (%(subquery)s) AS added)"
    output_field = YEN


class _NumberOfRows(Subquery):
    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS counted)"
    output_field = YEN


def added_up(reunion: Reunion, rows: dict[str, QuerySet], *, numbers: dict[str, QuerySet]) -> dict[str, int]:
    """Yen of the column `amount` of all `rows`, and how many `numbers` there are, by name.

    `reunion` is the one row they are asked beside.
    """
    sums = {name: _SumOfAmounts(each.order_by().values("amount")) for name, each in rows.items()}
    counts = {name: _NumberOfRows(each.order_by().values("pk")) for name, each in numbers.items()}
    return Reunion.objects.filter(pk=reunion.pk).values(**sums, **counts).get()
