"""A reunion that is over and settled, an unmistakable text in every column, and what the database holds."""

import datetime as dt

from django.apps import apps
from django.db import models
from django.utils import timezone

from reunion import cast
from reunion.events.models import Reunion
from reunion.keeping.models import Agreement, Forgetting
from reunion.mail.models import AddressHealth, Message
from reunion.outreach.models import FamilyAnswer
from reunion.payments.closing.books import books_of
from reunion.payments.closing.models import Settlement
from reunion.payments.models import Refund

SECRET = "鼈"
# By these rows find each other; none of them is a text that a person wrote.
NAMES_OF_ROWS = {"slug", "reunion_slug", "thing", "about", "batch", "password"}


def our_tables() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if model.__module__.startswith("reunion.")]


def texts_of(model: type[models.Model]) -> list[str]:
    return [
        field.name
        for field in model._meta.fields
        if isinstance(field, models.CharField | models.TextField | models.FileField)
        and not field.choices
        and field.name not in NAMES_OF_ROWS
    ]


def plant(but: dict[type[models.Model], set[int]] | None = None) -> None:
    """Every text of every row, except of those rows."""
    for model in our_tables():
        for name in texts_of(model):
            if isinstance(model._meta.get_field(name), models.FileField):
                continue
            rows = model.objects.exclude(pk__in=(but or {}).get(model, ()))
            if name.startswith("current_family"):  # the roster has learnt it from the registration
                rows.update(**{name: SECRET})
                continue
            for pk in rows.values_list("pk", flat=True):
                secret = f"{SECRET}{pk}"[: model._meta.get_field(name).max_length]
                model.objects.filter(pk=pk).update(**{name: secret})

    tie_addresses(but or {})


def tie_addresses(but: dict[type[models.Model], set[int]]) -> None:
    """A letter went to the address of which something is known."""
    known, letters = (
        model.objects.exclude(pk__in=but.get(model, ())).order_by("pk") for model in (AddressHealth, Message)
    )
    for health, letter in zip(known, letters, strict=False):
        Message.objects.filter(pk=letter.pk).update(recipient=health.address)


def rows_there() -> dict[type[models.Model], set[int]]:
    return {model: set(model.objects.values_list("pk", flat=True)) for model in our_tables()}


def everything(only: dict[type[models.Model], set[int]] | None = None) -> dict[str, list[dict]]:
    """Every row of every table, also of the libraries'; or only those rows."""
    tables = apps.get_models() if only is None else only
    return {
        model._meta.label: list(
            (model.objects if only is None else model.objects.filter(pk__in=only[model]))
            .order_by("pk")
            .values()
        )
        for model in tables
    }


def columns_with_secrets() -> set[str]:
    return {
        f"{label}.{column}"
        for label, rows in everything().items()
        for row in rows
        for column, value in row.items()
        if SECRET in str(value)
    }


def settled_house(secret: str = SECRET, **details) -> Reunion:
    """A full house that is over, with closed books and nothing left to decide; nobody was forgotten yet."""
    reunion = cast.full_house(secret, **details)
    Reunion.objects.filter(pk=reunion.pk).update(
        state=Reunion.State.PAST,
        held_on=timezone.localdate() - dt.timedelta(days=40),
        signup_deadline=timezone.localdate() - dt.timedelta(days=60),
    )
    Refund.objects.filter(registration__reunion=reunion).update(
        state="paid_out", paid_out_on=timezone.localdate(), settled_at=timezone.now()
    )
    FamilyAnswer.objects.filter(link__reunion=reunion).update(outcome="nothing", decided_at=timezone.now())
    Agreement.objects.filter(classmate__cohort=reunion.cohort_id).delete()
    Forgetting.objects.filter(reunion=reunion).delete()
    reunion.refresh_from_db()
    figures = books_of(reunion).as_figures()
    Settlement.objects.filter(reunion=reunion).update(closed_at=timezone.now(), figures=figures)
    return reunion
