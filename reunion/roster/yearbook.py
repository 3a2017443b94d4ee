"""A roster as a volunteer typed it, read row by row; nobody gets lost, and what is doubtful says so.

Every row with a name becomes a person. A row is left out, with its number and the reason, only when it
has no name (欠番, totals, notes) or repeats a person: same class, number and name. The same name with another
number, or the same number with another name, are two people with a mark. A row inherits the class of the
title line or sheet above it, or of the row above (merged cells). Only a file without names is refused.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from reunion.lib.names import name_key
from reunion.roster.cells import joined
from reunion.roster.headings import Heading, find_heading, heading_at, may_be_heading
from reunion.roster.homeroom_labels import Homeroom, homeroom_of_sheet, homeroom_of_title
from reunion.roster.name_splitting import SplitName, split_names
from reunion.roster.person_rows import TypedPerson, read_person
from reunion.roster.sheets import Line, NotARoster, Sheet, read_sheets

__all__ = ["NotARoster", "Problem", "RosterFile", "RosterRow", "read_roster"]


@dataclass(frozen=True)
class RosterRow:
    """One person. `row` is the number the spreadsheet shows; kana are hiragana, "" when missing."""

    row: int
    sheet: str
    grade: str
    homeroom: str
    number: int | None
    family_name: str
    given_name: str
    family_kana: str
    given_kana: str
    current_family_name: str
    current_family_kana: str
    old_postal_code: str
    old_address: str
    phone: str
    club: str
    remarks: str
    deceased: bool
    doubts: tuple[str, ...]


@dataclass(frozen=True)
class Problem:
    """A row that was left out, and why, in Japanese; a whole sheet when `row` is its first one."""

    row: int
    reason: str
    sheet: str = ""


@dataclass(frozen=True)
class RosterFile:
    rows: tuple[RosterRow, ...]
    problems: tuple[Problem, ...]

    @property
    def doubtful(self) -> tuple[RosterRow, ...]:
        return tuple(row for row in self.rows if row.doubts)


def read_roster(data: bytes, filename: str = "") -> RosterFile:
    """The people of an XLSX, CSV or TSV file, and the rows left out. Raises NotARoster."""
    typed: list[TypedPerson] = []
    problems: list[Problem] = []
    headings: list[Heading] = []
    for sheet in read_sheets(data, filename):
        for found in _read_sheet(sheet, headings):
            (typed if isinstance(found, TypedPerson) else problems).append(found)
    if not headings:
        raise NotARoster(
            _(
                "名前の列が見つかりません。表のいちばん上に「組」「番号」「氏名」などの見出しを入れてください。"
            )
        )
    people, repeated = _without_repeats(_with_the_grade(typed))
    if not people:
        raise NotARoster(_("見出しだけで、名前が一つもありません。名簿のファイルをお選びください。"))
    names = split_names([(person.name, person.kana) for person in people])
    rows = _mark_namesakes(_row(person, name) for person, name in zip(people, names, strict=True))
    return RosterFile(tuple(rows), tuple(sorted([*problems, *repeated], key=lambda problem: problem.row)))


def _read_sheet(sheet: Sheet, headings: list[Heading]) -> Iterator[TypedPerson | Problem]:
    """The people and the rows left out of one sheet; `headings` gathers what was found so far."""
    found = find_heading(sheet.lines)
    room = homeroom_of_sheet(sheet.name)
    if found:
        start, heading = found
        room = _room_of_titles(sheet.lines[:start]) or room
        yield from _read_lines(sheet, start, heading, room)
        headings.append(heading)
    elif room and headings:
        yield from _read_lines(sheet, 0, headings[-1], room)
    elif sheet.lines:
        yield Problem(sheet.lines[0].number, _("名前の列がないシートなので、読みませんでした。"), sheet.name)


def _read_lines(
    sheet: Sheet, start: int, heading: Heading, room: Homeroom | None
) -> Iterator[TypedPerson | Problem]:
    lines, skip_until = sheet.lines, start
    for index in range(start, len(lines)):
        is_new = index >= skip_until and may_be_heading(lines[index])
        again = heading_at(lines, index) if is_new else None
        if again:
            heading, skip_until = again, index + again.rows
        if index < skip_until:
            continue
        title = _title_room(lines[index])
        if title:
            room = title
            continue
        for found in _people_of_line(lines[index], heading, room, sheet.name):
            if isinstance(found, TypedPerson):
                room = found.room or room
            yield found


def _people_of_line(
    line: Line, heading: Heading, room: Homeroom | None, sheet: str
) -> Iterator[TypedPerson | Problem]:
    """Nearly always one; people typed side by side are several, and a gap among those is no problem."""
    found = [read_person(line, layout, room=room, sheet=sheet) for layout in heading.layouts]
    people = [person for person in found if isinstance(person, TypedPerson)]
    if people:
        yield from people
    else:
        yield Problem(line.number, next((reason for reason in found if reason), ""), sheet)


def _title_room(line: Line) -> Homeroom | None:
    """The class named by a line that holds nothing else: ３年B組 担任 …"""
    typed = [cell for cell in line.cells if cell]
    return homeroom_of_title(joined(typed, " ")) if len(typed) == 1 else None


def _room_of_titles(lines: Sequence[Line]) -> Homeroom | None:
    rooms = (homeroom_of_title(joined(line.cells, " ")) for line in lines)
    return next((room for room in rooms if room), None)


def _with_the_grade(people: Sequence[TypedPerson]) -> list[TypedPerson]:
    """Some write 3-A and some A: when the file knows one grade only, everybody is in it."""
    grades = {person.grade for person in people if person.grade}
    if len(grades) != 1:
        return list(people)
    (grade,) = grades
    return [person if person.grade else replace(person, grade=grade) for person in people]


def _without_repeats(people: Iterable[TypedPerson]) -> tuple[list[TypedPerson], list[Problem]]:
    seen: dict[tuple, TypedPerson] = {}
    kept, repeated = [], []
    for person in people:
        # Without a number only a row that is the same in everything is the same person.
        key = (person.grade, person.homeroom, name_key(person.name), person.number)
        first = seen.setdefault(key if person.number is not None else (*key, person.row_content), person)
        if first is person:
            kept.append(person)
        else:
            reason = _("%(row)s行目と同じ人なので、取り込みませんでした。") % {"row": first.row}
            repeated.append(Problem(person.row, reason, person.sheet))
    return kept, repeated


def _row(person: TypedPerson, name: SplitName) -> RosterRow:
    doubts = list(person.doubts)
    if not name.given:
        doubts.append(_("名字と名前のどちらかがありません。確かめてください。"))
    elif not name.is_sure:
        doubts.append(_("姓と名の切れ目を確かめてください。"))
    elif not name.is_kana_sure:
        doubts.append(_("ふりがなの、姓と名の切れ目を確かめてください。"))
    row = RosterRow(
        row=person.row,
        sheet=person.sheet,
        grade=person.grade,
        homeroom=person.homeroom,
        number=person.number,
        family_name=name.family,
        given_name=name.given,
        family_kana=name.family_kana,
        given_kana=name.given_kana,
        current_family_name=person.surnames.current,
        current_family_kana=person.surnames.current_kana,
        old_postal_code=person.postal_code,
        old_address=person.address,
        phone=person.phone,
        club=person.club,
        remarks=person.remarks,
        deceased=person.deceased,
        doubts=tuple(doubts),
    )
    return _with_the_surname_at_school(row, person)


def _with_the_surname_at_school(row: RosterRow, person: TypedPerson) -> RosterRow:
    """A row that gives 旧姓 stands under today's surname; the yearbook's is the old one."""
    at_school = person.surnames.at_school
    if not at_school or name_key(at_school) == name_key(row.family_name):
        return row
    return replace(
        row,
        family_name=at_school,
        family_kana=person.surnames.at_school_kana,
        current_family_name=row.current_family_name or row.family_name,
        current_family_kana=row.current_family_kana or row.family_kana,
    )


def _mark_namesakes(rows: Iterable[RosterRow]) -> list[RosterRow]:
    keyed = [(row, (row.grade, row.homeroom), name_key(row.family_name + row.given_name)) for row in rows]
    people = Counter((room, name) for _row, room, name in keyed)
    names_by_number = defaultdict(set)
    for row, room, name in keyed:
        if row.number is not None:
            names_by_number[room, row.number].add(name)
    return [
        _marked(
            row, has_namesake=people[room, name] > 1, shares_number=len(names_by_number[room, row.number]) > 1
        )
        for row, room, name in keyed
    ]


def _marked(row: RosterRow, *, has_namesake: bool, shares_number: bool) -> RosterRow:
    doubts = []
    if has_namesake:
        doubts.append(_("同じ組に同じ名前の人がいます。"))
    if shares_number:
        doubts.append(_("同じ組の同じ番号に、違う名前の人がいます。"))
    return replace(row, doubts=(*row.doubts, *doubts)) if doubts else row
