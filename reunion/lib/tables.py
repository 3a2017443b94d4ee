"""A table of rows of one model, by django-import-export, read while it is written.

A resource names its columns and where each value is found. Dates are written as 2026-12-03, times of day in
Japan's, true is 1 and false is empty, as in every table that leaves the house; numbers stay numbers.
"""

import datetime as dt
from collections.abc import Iterator

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from import_export import fields, resources, widgets

ROWS_AT_ONCE = 1000


class Plain(widgets.Widget):
    def render(self, value, obj=None, **kwargs):
        if value is None or value is False:
            return ""
        if value is True:
            return 1
        if isinstance(value, dt.datetime):
            return f"{timezone.localtime(value):%Y-%m-%d %H:%M}"
        if isinstance(value, dt.date):
            return value.isoformat()
        return str(value) if isinstance(value, Promise) or not isinstance(value, str | int) else value


class Column(fields.Field):
    def __init__(self, name: str, attribute: str) -> None:
        super().__init__(attribute=attribute, column_name=name, widget=Plain())


class TableResource(resources.Resource):
    """`columns` is what a table is called in its heading, and where its value is found on a row."""

    columns: dict[str, str] = {}

    def __init__(self) -> None:
        super().__init__()
        self.fields = {name: Column(name, attribute) for name, attribute in self.columns.items()}

    @property
    def headings(self) -> tuple[str, ...]:
        return tuple(self.columns)

    def rows(self, queryset: QuerySet) -> Iterator[list]:
        columns = self.get_export_fields()
        for row in queryset.iterator(chunk_size=ROWS_AT_ONCE):
            yield [self.export_field(column, row) for column in columns]
