"""Every row of every table thirty times: what a page shows of one, it must show of thirty.

Rows are copied as they stand, tables pointed at first. The first copy of a registration points at the first
copy of its classmate, and so on; what names another row by text is led to its copy too. What must be unique
is told apart by a number. Whatever there can be only once (a reunion and what each has one of, its members)
stays single.
"""

import datetime as dt
import re
import uuid
from collections import defaultdict
from collections.abc import Iterator
from graphlib import TopologicalSorter

from django.apps import apps
from django.db import IntegrityError, models, transaction

COPIES = 29
ONCE = {
    "accounts.User",
    "team.Member",
    "team.Member_homerooms",
    "team.CalendarAddress",
    "roster.School",
    "roster.Cohort",
    "events.Reunion",
    "events.BankAccount",
    "payments.MatchRun",
    "payments.HallPrice",
    "payments.Settlement",
    "mail.MailboxWatch",
    "postcards.NextStationery",
}
# Of a closed list there is one each; what stands beside the list can be there many times.
FREE = {
    "events.Milestone": {"step": "", "name": "x"},
    "events.ProgramItem": {"kind": "other"},
    "events.VenueBooking": {"state": "candidate"},
}
NAMED = re.compile(r"([a-z_]+\.[a-z]+):(\d+)")

Copied = dict[type[models.Model], dict[int, list[int]]]  # numbers of the copies by the number of the row


def thirtyfold() -> None:
    copied: Copied = defaultdict(dict)
    for model in _pointed_at_first():
        rows = list(model._base_manager.order_by("pk"))
        if rows:
            _copy(model, rows, copied)


def single_tables() -> set[str]:
    """Those with some rows, but fewer than thirty."""
    return {model._meta.label for model in _tables() if 0 < model._base_manager.count() <= COPIES}


def _tables() -> list[type[models.Model]]:
    ours = [app for app in apps.get_app_configs() if app.name.startswith("reunion.")]
    return [model for app in ours for model in app.get_models(include_auto_created=True)]


def _pointed_at_first() -> Iterator[type[models.Model]]:
    tables = {model for model in _tables() if model._meta.label not in ONCE}
    graph = {
        model: {field.related_model for field in _links(model)} & tables - {model}
        for model in sorted(tables, key=lambda model: model._meta.label)
    }
    return TopologicalSorter(graph).static_order()


def _links(model: type[models.Model]) -> list[models.Field]:
    return [field for field in model._meta.concrete_fields if field.remote_field]


def _copy(model: type[models.Model], rows: list[models.Model], copied: Copied) -> None:
    told_apart = _told_apart(model)
    for row in rows:
        for turn in range(COPIES):
            made = model(**_values(row, told_apart, turn, copied))
            try:
                with transaction.atomic():
                    model._base_manager.bulk_create([made])
            except IntegrityError:
                break
            copied[model].setdefault(row.pk, []).append(made.pk)


def _values(row: models.Model, told_apart: list[models.Field], turn: int, copied: Copied) -> dict:
    values = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    del values[row._meta.pk.attname]
    for field in _links(type(row)):
        values[field.attname] = _copy_of(field.related_model, values[field.attname], turn, copied)
    for name, value in values.items():
        if isinstance(value, str):
            values[name] = NAMED.sub(lambda found: _named(found, turn, copied), value)
    for field in told_apart:
        values[field.attname] = _another(field, values[field.attname], turn)
    return values | FREE.get(row._meta.label, {})


def _told_apart(model: type[models.Model]) -> list[models.Field]:
    """Fields of which no two rows have the same, and which are no links."""
    names = {field.name for field in model._meta.concrete_fields if field.unique and not field.primary_key}
    for constraint in model._meta.constraints:
        if isinstance(constraint, models.UniqueConstraint):
            names |= set(constraint.fields)
    fields = [model._meta.get_field(name) for name in sorted(names)]
    return [field for field in fields if not (field.remote_field or field.choices)]


def _copy_of(model: type[models.Model], number: int | None, turn: int, copied: Copied) -> int | None:
    copies = copied[model].get(number)
    return copies[turn] if copies else number


def _named(found: re.Match, turn: int, copied: Copied) -> str:
    label, number = found.groups()
    try:
        model = apps.get_model(label)
    except LookupError:
        return found[0]
    return f"{label}:{_copy_of(model, int(number), turn, copied)}"


def _another(field: models.Field, value, turn: int):
    if isinstance(value, str) and value:
        mark = f"{turn}."
        return mark + value[: (field.max_length or 200) - len(mark)]
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return value - dt.timedelta(days=100 + turn)
    if isinstance(value, uuid.UUID):
        return uuid.uuid4()
    if isinstance(value, int) and not isinstance(value, bool):
        return value + 1000 * (turn + 1)
    return value
