from collections.abc import Iterator, Sequence

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy

from reunion.journal.recording import record
from reunion.lib.spreadsheets import OLD, XLSX, csv_stream, xlsx_stream
from reunion.team.access import EVERYONE, Seat, for_roles
from reunion.team.delicate import asks_second_step

from .tables import BY_NAME, TABLES, Table

FORMATS = {"xlsx": "xlsx", "csv": "csv", OLD: "csv"}  # and how the file's name ends


@for_roles(EVERYONE)
def exports(request: HttpRequest) -> HttpResponse:
    tables = [table for table in TABLES if request.seat.may(table.roles)]
    return render(request, "staff/exports/list.html", {"tables": tables})


@for_roles(EVERYONE)
@asks_second_step(back_to="staff:exports:list")
def file(request: HttpRequest, table: str, file_format: str) -> HttpResponse:
    """Sent while it is written: however long the table is, it begins at once and needs little memory."""
    found = BY_NAME.get(table)
    if found is None or file_format not in FORMATS:
        raise Http404
    if not request.seat.may(found.roles):
        raise PermissionDenied
    note_export(request, found, file_format)
    kind = XLSX if file_format == "xlsx" else f"text/csv; charset={file_encoding(file_format)}"
    answer = StreamingHttpResponse(content(found, request.seat, file_format), content_type=kind)
    name = f"{found.name}-{request.reunion.slug}-{timezone.localdate():%Y%m%d}"
    answer["Content-Disposition"] = f'attachment; filename="{name}.{FORMATS[file_format]}"'
    answer["Cache-Control"] = "private, no-store"
    return answer


def file_encoding(file_format: str) -> str:
    return "Shift_JIS" if file_format == OLD else "utf-8"


def content(table: Table, seat: Seat, file_format: str) -> Iterator[bytes]:
    rows = rows_on_the_way(table, seat)
    if file_format == "xlsx":
        return xlsx_stream(table.headings, rows, title=str(table.label))
    return csv_stream(table.headings, rows, encoding=OLD if file_format == OLD else "utf-8-sig")


def rows_on_the_way(table: Table, seat: Seat) -> Iterator[Sequence[object]]:
    """Asks for the first row only when the beginning of the file has left."""
    yield from table.rows(seat)


def note_export(request: HttpRequest, table: Table, file_format: str) -> None:
    record(
        request.reunion,
        action="exported",
        sentence=gettext_lazy("「%(table)s」の表を書き出しました（%(format)s）"),
        words={"table": table.label, "format": file_format.upper()},
        actor=request.user,
        reunion_slug=request.reunion.slug,
    )
