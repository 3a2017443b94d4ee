"""How the rows of a yearbook become classmates; the same file again changes nothing.

A file is taken in whole or not at all, in one transaction. Rows with doubts come in with a mark; rows that
may be somebody else are left out; both are told with number and reason. What stands in the roster is never
overwritten: a file fills what is empty, and the differences are told. Only a file that is no roster is
refused. A dry run does the same and takes it back.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
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
from .models import Classmate, Cohort, Homeroom, YearbookAddress
from .printed_addresses import looked_up, not_looked_up
from .resources import RosterResource, dataset_of
from .yearbook import NotARoster, RosterFile, RosterRow, read_roster

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
    file = _read(data, file_name)
    look_up = not_looked_up if dry_run else looked_up(cohort, file.rows)
    with transaction.atomic():
        Cohort.objects.select_for_update().get(pk=cohort.pk)
        resource = RosterResource(cohort, file.rows, look_up)
        result = resource.import_data(dataset_of(file.rows), dry_run=dry_run)
        _raise_what_went_wrong(result)
        report = _report(file, result, resource.changed_beside)
        if not dry_run and report.new + report.changed:
            _write_down(cohort, file_name, report, actor, reunion_slug)
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


def _report(file: RosterFile, result: Result, changed_beside: set[int]) -> Report:
    """`changed_beside` are the ids of those whose clubs or address changed."""
    invalid = {row.number - 1: " ".join(row.error.messages) for row in result.invalid_rows}
    left_out = [LeftOut(problem.row, problem.reason) for problem in file.problems]
    left_out += [LeftOut(file.rows[place].row, reason) for place, reason in invalid.items()]
    beside = sum(1 for done in result.rows if done.is_skip() and done.instance.pk in changed_beside)
    return Report(
        new=result.totals["new"],
        changed=result.totals["update"] + beside,
        unchanged=result.totals["skip"] - beside,
        doubtful=tuple(_doubtful(file, result)),
        left_out=tuple(sorted(left_out)),
        differing=tuple(_differing(file, result)),
    )


def _doubtful(file: RosterFile, result: Result) -> Iterator[Told]:
    for row, done in zip(file.rows, result.rows, strict=True):
        if done.is_valid() and done.instance.doubt and (row.doubts or done.is_new()):
            yield Told(row.row, done.instance.school_name, done.instance.doubt)


def _differing(file: RosterFile, result: Result) -> Iterator[Told]:
    for row, done in zip(file.rows, result.rows, strict=True):
        said = difference(done.instance, row) if done.is_update() or done.is_skip() else ""
        if said:
            yield Told(row.row, done.instance.school_name, said)
