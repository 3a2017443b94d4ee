"""A question of which the ORM writes the SQL once, and which afterwards is only asked.

For a large question the writing takes many times as long as the answering. What differs from one asking to
the next stands in it as `Given`. Rows of other tables come as one text, a list of lists in JSON: one row is
quick to fetch, and quick to compare with the answer before. PostgreSQL plans a question once for each
connection (PREPARE); SQLite remembers its last plans by itself.
"""

import hashlib
from functools import cached_property
from weakref import WeakSet

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


class ListOfLists(Aggregate):
    """Every row of a group, its columns in order, as one text."""

    function = "JSON_GROUP_ARRAY"
    output_field = TextField()

    def __init__(self, *columns, **extra):
        super().__init__(JSONArray(*columns), **extra)

    def as_postgresql(self, compiler, connection, **extra):
        template = "CAST(%(function)s(%(expressions)s) AS text)"
        return self.as_sql(compiler, connection, function="JSONB_AGG", template=template, **extra)


def rows(queryset: QuerySet, *columns, by: str) -> Subquery:
    """A column with all rows of `queryset`, in no order, as one text; `by` names what binds them outside."""
    group = queryset.order_by().values(by)
    return Subquery(group.annotate(list_of_lists=ListOfLists(*columns)).values("list_of_lists"))


class Question:
    """`queryset` ends in values_list; `given` are the names of its Given, in any order."""

    def __init__(self, queryset: QuerySet, *given: str):
        self.queryset = queryset
        self.given = given
        self._planned_on = WeakSet()

    def ask(self, **values) -> tuple | None:
        """The first row, as the database gives it."""
        sql, order = self._sql
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                self._plan(cursor)
                cursor.execute(self._execute, [values[name] for name in self.given])
            else:
                cursor.execute(sql, [values[one.name] if isinstance(one, Given) else one for one in order])
            return cursor.fetchone()

    @cached_property
    def _sql(self) -> tuple[str, tuple]:
        return self.queryset.query.sql_with_params()

    @cached_property
    def _name(self) -> str:
        return f"question_{hashlib.sha256(self._sql[0].encode()).hexdigest()[:16]}"

    @cached_property
    def _execute(self) -> str:
        return f"EXECUTE {self._name} ({', '.join(['%s'] * len(self.given))})"

    def _plan(self, cursor) -> None:
        """Once a connection."""
        if connection.connection in self._planned_on:
            return
        sql, order = self._sql
        cursor.execute(f"PREPARE {self._name} AS {sql % tuple(map(self._in_plan, order))}")
        self._planned_on.add(connection.connection)

    def _in_plan(self, value) -> str:
        if isinstance(value, Given):
            return f"${self.given.index(value.name) + 1}"
        return connection.ops.compose_sql("%s", [value])
