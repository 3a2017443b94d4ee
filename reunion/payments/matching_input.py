"""What matching is told about a reunion: its open deposits as lines, its registrations as claims.

Every registration bears its names, whatever it owes or has become, for a name that two people bear must not
decide anything; but who declined and paid nothing stands back behind others of the same name. A payer's name
that a person once confirmed for exactly one classmate is an alias of that classmate; it is read from the
bookings that stand, also of earlier reunions of the same year, so undoing a booking unlearns it. A name
without a given name is no full name and is left out. A line that was set aside together with its reversal
stays beside it, so that the two go on cancelling out.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from django.db.models import QuerySet

from reunion.events.models import Reunion
from reunion.lib.kana import bank_key, is_kana
from reunion.registrations.models import Registration, State

from .balance import paid_by_registration
from .matching import Claim, Kind, Line, NameKind
from .models import Allocation, StatementLine, StatementLineQuerySet
from .readers.entries import UNDOING_KINDS
from .references import read

Name = tuple[str, str]

PERSON_FIELDS = (
    "family_kana",
    "given_kana",
    "current_family_kana",
    "family_name",
    "given_name",
    "current_family_name",
)
TEACHER_FIELDS = ("family_kana", "given_kana", "family_name", "given_name")
REGISTRATION_FIELDS = ("id", "reference", "state", "classmate_id", "transfer_name", "due")


def lines_to_match(reunion: Reunion) -> list[Line]:
    """In the order in which the bank booked them; reversals have an amount below zero."""
    found = (
        rows_to_match(reunion)
        .order_by("booked_on", "statement_id", "sequence", "id")
        .values_list("id", "payer", "amount", "direction", "booked_on", "kind")
    )
    return [
        Line(id, payer, amount if direction == StatementLine.Direction.IN else -amount, booked_on, place)
        for place, (id, payer, amount, direction, booked_on, kind) in enumerate(found)
        if not (kind in UNDOING_KINDS and direction == StatementLine.Direction.IN)
    ]


def rows_to_match(reunion: Reunion) -> StatementLineQuerySet:
    lines = StatementLine.objects.filter(reunion=reunion).asking()
    return lines.undecided() | lines.ignored().filter(treatment=Kind.REVERSED)


def bookings_of_the_year(reunion: Reunion) -> QuerySet[Allocation]:
    return Allocation.objects.standing().filter(registration__classmate__cohort_id=reunion.cohort_id)


def claims_of(reunion: Reunion) -> list[Claim]:
    rows = list(_registrations(reunion))
    paid, aliases = paid_by_registration(reunion), _aliases(reunion)
    surnames = {bank_key(row[field]) for row in rows for field in row if field.endswith("family_kana")}
    return [
        _claim(row, paid.get(row["id"], 0), aliases.get(row["classmate_id"], []), surnames) for row in rows
    ]


def _registrations(reunion: Reunion) -> Iterator[dict]:
    classmate = tuple(f"classmate__{field}" for field in PERSON_FIELDS)
    teacher = tuple(f"teacher__{field}" for field in TEACHER_FIELDS)
    registrations = Registration.objects.filter(reunion=reunion).with_due().order_by("id")
    for row in registrations.values(*REGISTRATION_FIELDS, *PERSON_FIELDS, *classmate, *teacher):
        yield {field: "" if value is None else value for field, value in row.items()}


def _aliases(reunion: Reunion) -> dict[int, list[str]]:
    """Payers' names by classmate, from lines that paid for this one person only."""
    people: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for line_id, classmate_id, payer in (
        bookings_of_the_year(reunion)
        .order_by("id")
        .values_list("line_id", "registration__classmate_id", "line__payer")
    ):
        people[line_id].append((classmate_id, payer))
    aliases: dict[int, list[str]] = defaultdict(list)
    for shares in people.values():
        if len(shares) == 1:
            classmate_id, payer = shares[0]
            aliases[classmate_id].append(read(payer).name)
    return aliases


def _claim(row: dict, paid: int, aliases: list[str], surnames: set[str]) -> Claim:
    holders = [(NameKind.TRANSFER, row["transfer_name"]), *((NameKind.ALIAS, alias) for alias in aliases)]
    whole = [(kind, name) for kind, name in holders if name and bank_key(name) not in surnames]
    in_kana = [(kind, name) for kind, name in whole if is_kana(name)]
    in_kanji = [name for _kind, name in whole if not is_kana(name)]
    return Claim(
        id=row["id"],
        reference=row["reference"],
        open_amount=row["due"] - paid,
        due=row["due"],
        paid=paid,
        names=tuple(dict.fromkeys([*_kana_names(row), *in_kana])),
        kanji_names=tuple(dict.fromkeys([*_kanji_names(row), *in_kanji])),
        cancelled=row["state"] == State.CANCELLED,
        stays_away=row["state"] == State.DECLINED and not paid,
    )


def _kana_names(row: dict) -> Iterator[Name]:
    for owner in ("", "classmate__", "teacher__"):
        given = row[f"{owner}given_kana"]
        yield from _full(NameKind.SCHOOL, row[f"{owner}family_kana"], given)
        yield from _full(NameKind.CURRENT, row.get(f"{owner}current_family_kana", ""), given)


def _full(kind: NameKind, family: str, given: str) -> Iterable[Name]:
    return [(kind, f"{family} {given}")] if family and given else []


def _kanji_names(row: dict) -> Iterator[str]:
    for owner in ("", "classmate__", "teacher__"):
        given = row[f"{owner}given_name"]
        for family in (row[f"{owner}family_name"], row.get(f"{owner}current_family_name", "")):
            if family and given:
                yield f"{family} {given}"
