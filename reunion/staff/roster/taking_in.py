from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from reunion.lib.refused import Refused
from reunion.roster.importing import Report, take_in
from reunion.team.access import OFFICE, for_roles

from .forms import RosterFileForm
from .uploads import Upload, keep, ticket, upload_of

ROWS_SHOWN = 50


@for_roles(OFFICE)
def upload(request: HttpRequest) -> HttpResponse:
    """Shows what a file would change; nothing is changed yet."""
    form = RosterFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        data = file.read()
        try:
            report = read(request, data, file.name, dry_run=True)
        except Refused as refused:
            form.add_error("file", str(refused))
        else:
            return show_preview(request, report, keep(data, file.name))
    return render(request, "staff/roster/import.html", {"form": form})


@for_roles(OFFICE)
@require_POST
def preview(request: HttpRequest) -> HttpResponse:
    """The press under the preview: takes the file in."""
    kept = upload_of(request.POST.get("ticket", ""), request.seat)
    data = kept.read() if kept else None
    if data is None:
        messages.error(request, _("お預かりしたファイルがもうありません。もう一度ファイルを選んでください。"))
        return redirect("staff:roster:import", request.reunion.slug)
    try:
        report = read(request, data, kept.file_name, dry_run=False)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("staff:roster:import", request.reunion.slug)
    kept.remove()
    messages.success(request, _("名簿を取り込みました。%(counts)s") % {"counts": report.sentence})
    return redirect("staff:roster:list", request.reunion.slug)


def read(request: HttpRequest, data: bytes, file_name: str, *, dry_run: bool) -> Report:
    return take_in(
        request.reunion.cohort,
        data=data,
        file_name=file_name,
        actor=request.user,
        reunion_slug=request.reunion.slug,
        dry_run=dry_run,
    )


def show_preview(request: HttpRequest, report: Report, kept: Upload) -> HttpResponse:
    told = (
        (_("確かめたい人（印をつけて取り込みます）"), report.doubtful),
        (_("名簿と違うところ（名簿のほうを残します）"), report.differing),
        (_("取り込まない行"), [(row, "", reason) for row, reason in report.left_out]),
    )
    context = {
        "report": report,
        "file_name": kept.file_name,
        "ticket": ticket(kept, request.seat),
        "told": [
            {"heading": heading, "rows": rows[:ROWS_SHOWN], "more": max(0, len(rows) - ROWS_SHOWN)}
            for heading, rows in told
            if rows
        ],
    }
    return render(request, "staff/roster/preview.html", context)
