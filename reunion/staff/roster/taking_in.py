from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from reunion.events.models import Reunion
from reunion.lib.refused import Refused
from reunion.roster import import_room
from reunion.roster.intake_progress import how_far
from reunion.roster.models import RosterUpload
from reunion.roster.uploads import READ_AT_ONCE, TAKEN_IN_AT_ONCE, confirm, discard, keep
from reunion.staff.pages import page_of
from reunion.team.access import OFFICE, for_roles

from .forms import RosterFileForm
from .uploaded_rows import ALL, counts, rows_of, tabs

LATEST = 10


@for_roles(OFFICE)
def upload(request: HttpRequest) -> HttpResponse:
    """A small file is read at once, a large one by a worker; nothing is changed yet."""
    form = RosterFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        kept = read_or_queued(request, form.cleaned_data["file"])
        if not kept.refused:
            return redirect("staff:roster:upload", request.reunion.slug, kept.pk)
        discard(kept)
        form.add_error("file", kept.refused)
    context = {"form": form, "latest": uploads_of(request.reunion)[:LATEST]}
    return render(request, "staff/roster/import.html", context)


def read_or_queued(request: HttpRequest, file) -> RosterUpload:
    reunion, data = request.reunion, file.read()
    kept = keep(reunion.cohort, data=data, file_name=file.name, actor=request.user, reunion_slug=reunion.slug)
    if len(data) <= READ_AT_ONCE:
        import_room.read(kept.pk)
        kept.refresh_from_db()
    return kept


@for_roles(OFFICE)
def one_upload(request: HttpRequest, upload_id: int) -> HttpResponse:
    """How far it is; what it would change, row by row; what it has changed."""
    kept = upload_of(request, upload_id)
    show, counted = request.GET.get("show", ""), counts(kept)
    show = show if show in counted else ALL
    context = {
        "upload": kept,
        "how_far": how_far(kept.pk) if kept.is_waited_for else None,
        "counts": counted,
        "changes_something": bool(counted["new"] + counted["changed"]),
        "tabs": tabs(request.seat, kept, show, counted),
        "page": page_of(rows_of(kept, show), request.GET.get("page")),
    }
    return render(request, "staff/roster/upload.html", context)


@for_roles(OFFICE)
@require_POST
def take_in(request: HttpRequest, upload_id: int) -> HttpResponse:
    """The press under the preview. Pressed twice, the second press only shows how far it is."""
    kept = upload_of(request, upload_id)
    try:
        confirm(kept, actor=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        if kept.rows.count() <= TAKEN_IN_AT_ONCE:
            import_room.take(kept.pk)
    return redirect("staff:roster:upload", request.reunion.slug, kept.pk)


def uploads_of(reunion: Reunion) -> QuerySet[RosterUpload]:
    """Of the last day: older ones are gone."""
    return RosterUpload.objects.filter(cohort=reunion.cohort_id, reunion_slug=reunion.slug)


def upload_of(request: HttpRequest, upload_id: int) -> RosterUpload:
    return get_object_or_404(uploads_of(request.reunion), pk=upload_id)
