"""What the columns of a bank's table mean, when our words do not know the bank.

The treasurer sees the first lines of the file and says which column is which. That is remembered for this
heading row, once the whole file can be read with it; a file of the same kind is then taken in without a
question. Forgetting it changes nothing that was taken in.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reunion.accounts.models import User
from reunion.events.models import Reunion
from reunion.journal.recording import record
from reunion.lib.refused import Refused

from .models import RememberedColumns
from .readers import Sheet, read_all
from .readers.csv_table import previewed, read_sheet
from .readers.decoding import text_of
from .readers.entries import Entry
from .readers.headings import Columns
from .readers.movement import Row
from .reading import ColumnsToConfirm, refusing_what_is_unreadable

ROWS_SHOWN, SAMPLED_ROWS, LONGEST_CELL, LONGEST_SAMPLE = 5, 200, 60, 20


@dataclass(frozen=True)
class Choice:
    """The columns by their position from 0; None where the file has no such column."""

    booked_on: int
    deposit: int
    description: int
    withdrawal: int | None = None
    sign: int | None = None
    balance: int | None = None

    @property
    def columns(self) -> Columns:
        """Where nothing else tells what went out, a minus does."""
        chosen = {name: place for name, place in vars(self).items() if place is not None}
        if "withdrawal" not in chosen:
            chosen["signed"] = chosen.pop("deposit")
        else:
            chosen.pop("sign", None)
        return Columns({name: (place,) for name, place in chosen.items()})


def choice_proposed(sheet: Sheet) -> dict[str, int]:
    """What stands in the form at first: what words or shapes suggest."""
    places = {name: at[0] for name, at in sheet.columns.places.items() if len(at) == 1}
    if "signed" in places:
        places["deposit"] = places.pop("signed")
    return {name: places[name] for name in Choice.__dataclass_fields__ if name in places}


def unknown_sheet(data: bytes) -> Sheet:
    """The table of a file nobody has explained yet; refused where the file is none or needs no explaining."""
    try:
        with refusing_what_is_unreadable(data):
            read_all(data, timezone.localdate(), ask=True)
    except ColumnsToConfirm as unknown:
        return unknown.sheet
    raise Refused(_("この明細は、列を決めなくても読めます。もう一度「明細を取り込む」からお選びください。"))


def lines_read(sheet: Sheet, choice: Choice) -> list[tuple[Row, Entry | str]]:
    """The first lines as they would be read, each with what is wrong where something is."""
    return previewed(sheet, choice.columns, timezone.localdate())


def samples(sheet: Sheet) -> list[tuple[str, str]]:
    """For each column its heading ("" where there is none) and the first cell that says something."""
    headings = sheet.heading.cells if sheet.heading else []
    return [
        (
            headings[place].strip()[:LONGEST_SAMPLE] if place < len(headings) else "",
            _sample(sheet.below, place),
        )
        for place in range(sheet.width)
    ]


def first_rows(sheet: Sheet) -> list[list[str]]:
    return [[cell[:LONGEST_CELL] for cell in row.cells[: sheet.width]] for row in sheet.below[:ROWS_SHOWN]]


def _sample(rows: Iterable[Row], place: int) -> str:
    cells = (row.cells[place].strip() for row in rows if place < len(row.cells))
    return next((cell[:LONGEST_SAMPLE] for cell in cells if cell), "")


@transaction.atomic
def remember(reunion: Reunion, *, data: bytes, choice: Choice, bank: str, actor: User) -> RememberedColumns:
    """Raises Refused or UnreadableFile when the file cannot be read whole with these columns."""
    sheet = replace(unknown_sheet(data), columns=choice.columns)
    with refusing_what_is_unreadable(data):
        read_sheet(sheet, text_of(data), timezone.localdate())
    headings = [heading for heading, _sample in samples(sheet)] if sheet.heading else []
    columns, _created = RememberedColumns.objects.update_or_create(
        reunion=reunion,
        fingerprint=sheet.fingerprint,
        defaults={
            "bank": bank[:40],
            "headings": headings,
            "places": choice.columns.places,
            "confirmed_by": actor,
        },
    )
    _journal(columns, "columns_confirmed", gettext_lazy("%(bank)sの明細の列を決めました"), actor)
    return columns


@transaction.atomic
def forget(columns: RememberedColumns, *, actor: User) -> None:
    _journal(columns, "columns_forgotten", gettext_lazy("%(bank)sの明細の列の決め方を忘れました"), actor)
    columns.delete()


def _journal(columns: RememberedColumns, action: str, sentence: str, actor: User) -> None:
    record(
        columns,
        action=action,
        sentence=sentence,
        words={"bank": columns.bank or "CSV"},
        actor=actor,
        reunion_slug=columns.reunion.slug,
    )
