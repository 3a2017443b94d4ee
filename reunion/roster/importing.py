"""How the rows of a yearbook become classmates; the same file again changes nothing.

A file is taken in whole or not at all, in one transaction. Rows with doubts come in with a mark; rows that
may be somebody else are left out; both are told with number and reason. What stands in the roster is never
overwritten: a file fills what is empty, and the differences are told. Only a file that is no roster is
refused. A dry run does the same and takes it back.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import NamedTuple

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from import_export.results import Result

from reunion.accounts.models import User
from reunion.journal.recording import record
from reunion.lib.refused import Refused

from .filling import difference
from .intake_progress import Progress, unseen
from .models import Classmate, Cohort, Homeroom, UploadedRow, YearbookAddress
from .printed_addresses import LookUp, looked_up, not_looked_up
from .resources import RosterResource, dataset_of
from .row_changes import RowTold
from .row_marks import place_marks
from .yearbook import NotARoster, RosterFile, RosterRow, read_roster

Kind = UploadedRow.Kind
# Where each word of a row is stored; the rest are numbers and marks.
STORED_AS = {
    "grade": Homeroom.grade,
    "homeroom": Homeroom.label,
    "family_name": Classmate.family_name,
    "given_name": Classmate.given_name,
    "family_kana": Classmate.family_kana,
    "given_kana": Classmate.given_kana,
    "current_family_name": Classmate.current_family_name,
    "current_family_kana": Classmate.current_family_kana,
    "remarks": Classmate.remarks,
    "old_postal_code": YearbookAddress.printed_code,
    "old_address": YearbookAddress.printed_address,
    "phone": YearbookAddress.printed_phone,
}
LONGEST = {name: column.field.max_length for name, column in STORED_AS.items()}


class Told(NamedTuple):
    """What is to be told about a row that came in; `row` is the number the spreadsheet shows."""

    row: int
    name: str
    reason: str


class LeftOut(NamedTuple):
    row: int
    reason: str


@dataclass(frozen=True)
class Report:
    """Counts of classmates, and the rows a person should look at, in the order of the file."""

    new: int
    changed: int
    unchanged: int
    doubtful: tuple[Told, ...]
    left_out: tuple[LeftOut, ...]
    differing: tuple[Told, ...]
    rows: tuple[RowTold, ...] = ()

    @property
    def sentence(self) -> str:
        words = {"new": self.new, "changed": self.changed, "unchanged": self.unchanged}
        words |= {"doubtful": len(self.doubtful), "left_out": len(self.left_out)}
        return (
            _(
                "新しい人%(new)s名、変わった人%(changed)s名、変わらない人%(unchanged)s名、"
                "確かめたい人%(doubtful)s名、取り込まなかった行%(left_out)s行"
            )
            % words
        )


@dataclass(frozen=True)
class Prepared:
    """A file that was read, and the addresses of today looked up for it: all before anything is locked."""

    file: RosterFile
    file_name: str
    look_up: LookUp
    dry_run: bool


def take_in(
    cohort: Cohort,
    *,
    data: bytes,
    file_name: str,
    actor: User | None,
    reunion_slug: str = "",
    dry_run: bool = False,
) -> Report:
    """Raises Refused when the file is no roster."""
    prepared = prepare(cohort, data=data, file_name=file_name, dry_run=dry_run)
    return put_in(cohort, prepared=prepared, actor=actor, reunion_slug=reunion_slug)


def prepare(
    cohort: Cohort, *, data: bytes, file_name: str, dry_run: bool, progress: Progress = unseen
) -> Prepared:
    """Raises Refused when the file is no roster."""
    file = _read(data, file_name)
    look_up = not_looked_up if dry_run else looked_up(cohort, file.rows, progress)
    return Prepared(file, file_name, look_up, dry_run)


@transaction.atomic
def put_in(
    cohort: Cohort,
    *,
    prepared: Prepared,
    actor: User | None,
    reunion_slug: str = "",
    progress: Progress = unseen,
) -> Report:
    Cohort.objects.select_for_update().get(pk=cohort.pk)
    file = prepared.file
    resource = RosterResource(cohort, file.rows, prepared.look_up, progress)
    result = resource.import_data(dataset_of(file.rows), dry_run=prepared.dry_run)
    _raise_what_went_wrong(result)
    report = _report(file, result, resource)
    if not prepared.dry_run and report.new + report.changed:
        _write_down(cohort, prepared.file_name, report, actor, reunion_slug)
    return report


@translation.override(settings.LANGUAGE_CODE)
def _write_down(
    cohort: Cohort, file_name: str, report: Report, actor: User | None, reunion_slug: str
) -> None:
    sentence = _("名簿「%(file)s」を取り込みました（%(counts)s）")
    words = {"file": file_name[:80], "counts": report.sentence}
    record(cohort, action="imported", sentence=sentence, words=words, actor=actor, reunion_slug=reunion_slug)


def _read(data: bytes, file_name: str) -> RosterFile:
    try:
        file = read_roster(data, file_name)
    except NotARoster as no_roster:
        raise Refused(str(no_roster)) from no_roster
    return replace(file, rows=tuple(_fitted(row) for row in file.rows))


def _fitted(row: RosterRow) -> RosterRow:
    """Cut to what the tables hold, with a mark; a cell may hold a whole letter."""
    cut = {
        name: getattr(row, name)[:longest]
        for name, longest in LONGEST.items()
        if len(getattr(row, name)) > longest
    }
    if not cut:
        return row
    doubt = _("長すぎる欄があり、はじめの部分だけを取り込みました。")
    return replace(row, **cut, doubts=(*row.doubts, doubt))


def _raise_what_went_wrong(result: Result) -> None:
    """django-import-export collects errors; here the first one stops everything."""
    for error in (*result.base_errors, *(error for row in result.error_rows for error in row.errors)):
        raise error.error


def _report(file: RosterFile, result: Result, resource: RosterResource) -> Report:
    invalid = {row.number - 1: " ".join(row.error.messages) for row in result.invalid_rows}
    left_out = [LeftOut(problem.row, problem.reason) for problem in file.problems]
    left_out += [LeftOut(file.rows[place].row, reason) for place, reason in invalid.items()]
    rows = [
        *_rows(file, result, resource),
        *(RowTold(row, Kind.LEFT_OUT, remark=why) for row, why in left_out),
    ]
    kinds = Counter(row.kind for row in rows)
    return Report(
        new=kinds[Kind.NEW],
        changed=kinds[Kind.CHANGED],
        unchanged=kinds[Kind.UNCHANGED],
        doubtful=tuple(_doubtful(file, result)),
        left_out=tuple(sorted(left_out)),
        differing=tuple(_differing(file, result)),
        rows=tuple(sorted(rows, key=attrgetter("row"))),
    )


def _rows(file: RosterFile, result: Result, resource: RosterResource) -> Iterator[RowTold]:
    """Those that come in; a row changes somebody when anything that is told of it is another than before."""
    doubts = {told.row: told.reason for told in _doubtful(file, result)}
    differing = {told.row: told.reason for told in _differing(file, result)}
    for row, done, mark in zip(file.rows, result.rows, place_marks(file.rows), strict=True):
        if not done.is_valid():
            continue
        changes = resource.changes_of(mark, done.instance)
        is_changed = done.is_update() or (done.is_skip() and done.instance.pk in resource.changed_beside)
        is_changed = is_changed and mark not in resource.of_merged
        kind = Kind.NEW if done.is_new() else Kind.CHANGED if is_changed else Kind.UNCHANGED
        name = done.instance.school_name
        yield RowTold(row.row, kind, name, changes, doubts.get(row.row, ""), differing.get(row.row, ""))


def _doubtful(file: RosterFile, result: Result) -> Iterator[Told]:
    for row, done in zip(file.rows, result.rows, strict=True):
        if done.is_valid() and done.instance.doubt and (row.doubts or done.is_new()):
            yield Told(row.row, done.instance.school_name, done.instance.doubt)


def _differing(file: RosterFile, result: Result) -> Iterator[Told]:
    for row, done in zip(file.rows, result.rows, strict=True):
        said = difference(done.instance, row) if done.is_update() or done.is_skip() else ""
        if said:
            yield Told(row.row, done.instance.school_name, said)
