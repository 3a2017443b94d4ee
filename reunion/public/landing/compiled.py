"""A question of which the ORM writes the SQL once, and which afterwards is only asked.

For a large question the writing takes many times as long as the answering. What differs from one asking to
the next stands in it as `Given`. Rows of other tables come as one text, a list of lists in JSON: one row is
quick to fetch, and quick to compare with the answer before.
"""

from functools import cached_property

from django.db import connection
from django.db.models import Aggregate, Expression, Field, QuerySet, Subquery, TextField
from django.db.models.functions import JSONArray


class Given(Expression):
    """What is only known when the question is asked."""

    def __init__(self, name: str, output_field: Field):
        super().__init__(output_field)
        self.name = name

    def as_sql(self, compiler, connection):
        return "%s", [self]


class Columns(JSONArray):
    """A list that is only written out, for which PostgreSQL's json is quicker than its jsonb."""

    def as_postgresql(self, compiler, connection, **extra):
        return self.as_sql(compiler, connection, function="JSON_BUILD_ARRAY", **extra)


class ListOfLists(Aggregate):
    """Every row of a group, its columns in order, as one text."""

    function = "JSON_GROUP_ARRAY"
    output_field = TextField()

    def __init__(self, *columns, **extra):
        super().__init__(Columns(*columns), **extra)

    def as_postgresql(self, compiler, connection, **extra):
        template = "CAST(%(function)s(%(expressions)s) AS text)"
        return self.as_sql(compiler, connection, function="JSON_AGG", template=template, **extra)


def rows(queryset: QuerySet, *columns, by: str) -> Subquery:
    """A column with all rows of `queryset`, in no order, as one text; `by` names what binds them outside."""
    group = queryset.order_by().values(by)
    return Subquery(group.annotate(list_of_lists=ListOfLists(*columns)).values("list_of_lists"))


class Question:
    """`queryset` ends in values_list, and has conditions with Given."""

    def __init__(self, queryset: QuerySet):
        self.queryset = queryset

    def ask(self, **given) -> tuple | None:
        """The first row, as the database gives it."""
        sql, parameters = self._sql
        values = [given[each.name] if isinstance(each, Given) else each for each in parameters]
        with connection.cursor() as cursor:
            cursor.execute(sql, values)
            return cursor.fetchone()

    @cached_property
    def _sql(self) -> tuple[str, tuple]:
        return self.queryset.query.sql_with_params()
