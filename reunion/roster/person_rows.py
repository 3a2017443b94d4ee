"""One row of a roster as one person, before the names are cut; or the reason why there is none in it.

What a volunteer wrote about a person may stand in a column of its own (現姓, 逝去), in the remarks or in the
name's cell; the column wins. What cannot be read stays as typed, and the person gets a mark.
"""

from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from reunion.lib.kana import is_kana
from reunion.roster.cells import is_marked, joined, number_of, phone_of, postal_code_of, text_of
from reunion.roster.headings import Layout
from reunion.roster.homeroom_labels import Homeroom, homeroom, homeroom_and_number
from reunion.roster.name_cells import (
    NameCell,
    is_no_name,
    is_total,
    is_unreadable,
    is_vacant,
    one_gap_kana,
    read_name_cell,
    with_one_gap,
)
from reunion.roster.remarks import Surnames, is_hearsay, says_deceased, surnames
from reunion.roster.sheets import Cell, Line

Typed = tuple[str, ...]


@dataclass(frozen=True)
class TypedPerson:
    """A person with name and kana as typed (at most one space each), everything else read."""

    row: int
    sheet: str
    grade: str
    homeroom: str
    number: int | None
    name: str
    kana: str
    surnames: Surnames
    postal_code: str
    address: str
    phone: str
    club: str
    remarks: str
    deceased: bool
    doubts: Typed

    @property
    def room(self) -> Homeroom | None:
        return (self.grade, self.homeroom) if self.homeroom else None

    @property
    def row_content(self) -> Typed:
        return (self.kana, self.postal_code, self.address, self.phone, self.club, self.remarks)


def read_person(line: Line, layout: Layout, *, room: Homeroom | None, sheet: str) -> TypedPerson | str:
    """The person of this row, or a Japanese sentence why there is none ("" for an empty row)."""
    typed_name = _typed_name(line, layout)
    remarks = joined(layout.cells(line, "remarks"), " ")
    kana, kana_doubts = _kana(line, layout)
    if is_no_name(typed_name) or is_vacant(typed_name) or is_total(typed_name):
        if is_no_name(kana) or is_vacant(joined(line.cells, " ")):
            return _why_no_person(joined(line.cells, " "))
        typed_name, kana_doubts = kana, (*kana_doubts, _("漢字の名前がありません。"))
    cell = read_name_cell(typed_name)
    (grade, label), number, place_doubts = _place(line, layout, room)
    told = _surnames(line, layout, cell, remarks)
    deceased, death_doubts = _deceased(line, layout, cell, remarks)
    return TypedPerson(
        row=line.number,
        sheet=sheet,
        grade=grade,
        homeroom=label,
        number=number,
        name=cell.name,
        kana=kana or cell.kana,
        surnames=told,
        postal_code=postal_code_of(_first(line, layout, "postal_code")),
        address=joined(layout.cells(line, "address"), " " if len(layout.cells(line, "address")) > 1 else ""),
        phone=phone_of(_first(line, layout, "phone")),
        club=joined(layout.cells(line, "club"), "・"),
        remarks=remarks,
        deceased=deceased,
        doubts=(*place_doubts, *_name_doubts(cell), *kana_doubts, *death_doubts),
    )


def _why_no_person(text: str) -> str:
    if is_vacant(text):
        return _("欠番なので、取り込みませんでした。")
    return _("名前がないので、取り込みませんでした。")


def _first(line: Line, layout: Layout, field: str) -> Cell:
    return next((cell for cell in layout.cells(line, field) if cell), "")


def _typed_name(line: Line, layout: Layout) -> str:
    whole = text_of(_first(line, layout, "name"))
    family, given = (text_of(_first(line, layout, field)).strip() for field in ("family", "given"))
    if layout.has("name") and whole:
        return whole
    return f"{_closed(family)} {_closed(given)}".strip()


def _closed(half: str) -> str:
    """A half of a name typed in its own column, without the spaces inside it."""
    return half if "(" in half or "（" in half else "".join(half.split())


def _kana(line: Line, layout: Layout) -> tuple[str, Typed]:
    halves = [_closed(text_of(_first(line, layout, field))) for field in ("family_kana", "given_kana")]
    typed = text_of(_first(line, layout, "kana")) or " ".join(halves).strip()
    if not typed or is_kana(typed):
        return one_gap_kana(typed) if typed else "", ()
    return "", () if is_no_name(typed) else (_("ふりがなに、かなでない文字があります。"),)


def _place(line: Line, layout: Layout, above: Homeroom | None) -> tuple[Homeroom, int | None, Typed]:
    """Class and number; an empty class is that of the lines above, an empty number stays None."""
    number_cell = _first(line, layout, "number")
    room_cell = _first(line, layout, "homeroom")
    if layout.has("homeroom_and_number"):
        room_cell, both_number = homeroom_and_number(_first(line, layout, "homeroom_and_number"))
        number_cell = number_cell or both_number
    room, doubts = _room(room_cell, _first(line, layout, "grade"), above)
    number = number_of(number_cell)
    if number is None and number_cell:
        doubts = (*doubts, _("番号を読み取れません。"))
    elif number is None and (layout.has("number") or layout.has("homeroom_and_number")):
        doubts = (*doubts, _("番号がありません。"))
    return room, number, doubts


def _room(cell: Cell, grade_cell: Cell, above: Homeroom | None) -> tuple[Homeroom, Typed]:
    read = homeroom(cell) if cell else above
    if read is None:
        unread = text_of(cell)[:10]
        return ("", unread), (_("組を読み取れません。") if unread else _("組がありません。"),)
    grade = number_of(text_of(grade_cell).replace("年", ""))
    return (read[0] or (str(grade) if grade else "") or (above[0] if above else ""), read[1]), ()


def _surnames(line: Line, layout: Layout, cell: NameCell, remarks: str) -> Surnames:
    given_name = cell.name.partition(" ")[2]
    told = surnames(remarks, given_name=given_name)
    columns = Surnames(
        current=_surname_column(line, layout, "current_family", given_name),
        current_kana=one_gap_kana(text_of(_first(line, layout, "current_kana"))),
        at_school=_surname_column(line, layout, "at_school_family", given_name),
        at_school_kana=one_gap_kana(text_of(_first(line, layout, "at_school_kana"))),
    )
    brackets = replace(cell.surnames, current=cell.surnames.current or cell.surname_in_brackets)
    return Surnames(
        current=columns.current or brackets.current or told.current,
        current_kana=columns.current_kana or brackets.current_kana or told.current_kana,
        at_school=columns.at_school or brackets.at_school or told.at_school,
        at_school_kana=columns.at_school_kana or brackets.at_school_kana or told.at_school_kana,
    )


def _surname_column(line: Line, layout: Layout, field: str, given_name: str) -> str:
    typed = text_of(_first(line, layout, field))
    if is_no_name(typed):
        return ""
    family = with_one_gap(read_name_cell(typed).name).partition(" ")[0]
    return family.removesuffix(given_name) or family


def _deceased(line: Line, layout: Layout, cell: NameCell, remarks: str) -> tuple[bool, Typed]:
    marked = any(is_marked(mark) for mark in layout.cells(line, "deceased"))
    deceased = marked or cell.deceased or says_deceased(remarks)
    is_rumour = deceased and is_hearsay(joined(layout.cells(line, "deceased")) + remarks)
    return deceased, (_("亡くなったかどうかを確かめてください。"),) if is_rumour else ()


def _name_doubts(cell: NameCell) -> Typed:
    doubts = []
    if is_unreadable(cell.name):
        doubts.append(_("名前に読み取れない文字があります。"))
    if cell.surname_in_brackets:
        doubts.append(_("かっこの中の名字が、いまの名字かどうかを確かめてください。"))
    return tuple(doubts)
