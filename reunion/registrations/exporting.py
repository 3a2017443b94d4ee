"""All registrations of a reunion as one table, for a spreadsheet or another program.

Class and number are those of the classmate; they stay empty while nobody knows who it is. What was paid is
known on a higher floor and handed in by whoever asks.
"""

from collections.abc import Iterator, Mapping

from reunion.events.models import Reunion
from reunion.mail.risk import assess

from .models import Registration

HEADINGS = (
    "email",
    "reference",
    "homeroom",
    "number",
    "name",
    "amount_due",
    "amount_paid",
    "state",
    "delivery_risk",
    "carrier",
    "kana",
    "current_family_name",
    "phone",
    "program",
    "transfer_name",
    "show_surname",
    "channel",
    "signed_up_at",
    "note",
    "waiting_reason",
)


def rows(reunion: Reunion, *, paid: Mapping[int, int]) -> Iterator[tuple]:
    """`paid` is yen by registration id. One row a registration, first come first."""
    registrations = Registration.objects.filter(reunion=reunion).with_due().order_by("id")
    registrations = registrations.select_related("classmate__homeroom").prefetch_related("chosen_items__item")
    for registration in registrations.iterator(chunk_size=500):
        yield _row(registration, paid.get(registration.pk, 0))


def _row(registration: Registration, paid: int) -> tuple:
    classmate = registration.classmate
    risk = assess(registration.email)
    return (
        registration.email,
        registration.reference,
        classmate.homeroom.label if classmate and classmate.homeroom else "",
        classmate.number if classmate and classmate.number is not None else "",
        registration.school_name,
        registration.due,
        paid,
        registration.state,
        risk.level,
        risk.carrier,
        registration.school_kana,
        registration.current_family_name,
        registration.phone,
        "、".join(chosen.item.name for chosen in registration.chosen_items.all()),
        registration.transfer_name,
        1 if registration.show_surname else "",
        registration.channel,
        f"{registration.signed_up_at:%Y-%m-%d %H:%M}",
        registration.note,
        registration.waiting_reason,
    )
