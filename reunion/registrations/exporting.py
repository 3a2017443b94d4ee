"""All registrations of a reunion as one table, for a spreadsheet or another program.

Class and number are those of the classmate; they stay empty while nobody knows who it is. What was paid is
known on a higher floor and handed in by whoever asks. An address at which a letter was refused for good is
dead, whatever its spelling promises. `program` is what somebody takes part in, `waits_for` what they stand
in line for. What somebody needs at the venue never leaves the house in this table.
"""

from collections.abc import Iterator, Mapping

from reunion.events.models import Reunion
from reunion.mail.health import dead_addresses, key_of
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
    "companions",
    "companion_count",
    "waits_for",
    "second_email",
    "line_is_fine",
    "refund_percent",
)


def rows(reunion: Reunion, *, paid: Mapping[int, int]) -> Iterator[tuple]:
    """`paid` is yen by registration id. One row a registration, first come first."""
    registrations = Registration.objects.filter(reunion=reunion).with_due().order_by("id")
    registrations = registrations.select_related("classmate__homeroom").prefetch_related(
        "chosen_items__item", "companions"
    )
    dead = dead_addresses()
    for registration in registrations.iterator(chunk_size=500):
        yield _row(registration, paid.get(registration.pk, 0), dead)


def _row(registration: Registration, paid: int, dead: frozenset[str]) -> tuple:
    classmate = registration.classmate
    risk = assess(registration.email)
    companions = [companion.name for companion in registration.companions.all()]
    return (
        registration.email,
        registration.reference,
        classmate.homeroom.label if classmate and classmate.homeroom else "",
        classmate.number if classmate and classmate.number is not None else "",
        registration.school_name,
        registration.due,
        paid,
        registration.state,
        "dead" if key_of(registration.email) in dead else risk.level,
        risk.carrier,
        registration.school_kana,
        registration.current_family_name,
        registration.phone,
        _items(registration, in_line=False),
        registration.transfer_name,
        1 if registration.show_surname else "",
        registration.channel,
        f"{registration.signed_up_at:%Y-%m-%d %H:%M}",
        registration.note,
        registration.waiting_reason,
        "、".join(companions),
        len(companions) or "",
        _items(registration, in_line=True),
        registration.second_email,
        1 if registration.line_is_fine else "",
        "" if registration.refund_percent is None else registration.refund_percent,
    )


def _items(registration: Registration, *, in_line: bool) -> str:
    chosen = registration.chosen_items.all()
    return "、".join(row.item.name for row in chosen if bool(row.waiting_since) is in_line)
