"""The whole roster as a table: what the yearbook printed, and what became of it.

One line for each classmate, the dead included, in roster order. The address of today is the best candidate,
whatever its grade; the grade stands beside it. Contact points are in the table too, so it is for those who
may see everybody. Rows are read as they are written, however many there are.
"""

from collections.abc import Iterator

from reunion.lib.spreadsheets import csv_bytes

from .models import Classmate, Cohort, YearbookAddress

COLUMNS = (
    "grade",
    "homeroom",
    "number",
    "family_name",
    "given_name",
    "family_kana",
    "given_kana",
    "current_family_name",
    "current_family_kana",
    "old_postal_code",
    "old_address",
    "old_phone",
    "postal_code",
    "address",
    "address_grade",
    "address_reason",
    "care_of",
    "clubs",
    "contacts",
    "deceased",
    "do_not_contact",
    "remarks",
    "doubt",
)
ROWS_AT_ONCE = 2000
NOWHERE = YearbookAddress()


def roster_csv(cohort: Cohort) -> bytes:
    return csv_bytes(COLUMNS, rows(cohort))


def rows(cohort: Cohort) -> Iterator[tuple[object, ...]]:
    """In the order of COLUMNS."""
    classmates = (
        Classmate.objects.filter(cohort=cohort)
        .select_related("homeroom", "yearbook_address")
        .prefetch_related("clubs", "contact_points")
        .in_roster_order()
    )
    return (_row(classmate) for classmate in classmates.iterator(ROWS_AT_ONCE))


def _row(classmate: Classmate) -> tuple[object, ...]:
    address = getattr(classmate, "yearbook_address", NOWHERE)
    return (
        classmate.homeroom.grade if classmate.homeroom else "",
        classmate.homeroom.label if classmate.homeroom else "",
        classmate.number,
        classmate.family_name,
        classmate.given_name,
        classmate.family_kana,
        classmate.given_kana,
        classmate.current_family_name,
        classmate.current_family_kana,
        address.printed_code,
        address.printed_address,
        address.printed_phone,
        address.postal_code,
        address.address_today,
        address.grade,
        address.reason,
        address.care_of,
        "・".join(club.name for club in classmate.clubs.all()),
        " / ".join(f"{point.kind} {point.value}" for point in classmate.contact_points.all()),
        1 if classmate.deceased else "",
        1 if classmate.do_not_contact else "",
        classmate.remarks,
        classmate.doubt,
    )
