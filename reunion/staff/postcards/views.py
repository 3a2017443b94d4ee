from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from reunion.journal.recording import record
from reunion.lib.refused import Refused
from reunion.lib.spreadsheets import XLSX
from reunion.postcards.choosing import choice
from reunion.postcards.files import export
from reunion.postcards.making import make_batch
from reunion.postcards.models import Batch
from reunion.staff.pages import page_of
from reunion.team.access import OFFICE, for_roles

CONTENT_TYPES = {"csv": "text/csv; charset=utf-8", "xlsx": XLSX}


@for_roles(OFFICE)
def batches(request: HttpRequest) -> HttpResponse:
    context = {
        "page": page_of(Batch.objects.for_list(request.reunion), request.GET.get("page")),
        "choice": choice(request.reunion),
    }
    return render(request, "staff/postcards/list.html", context)


@for_roles(OFFICE)
@require_POST
def make(request: HttpRequest) -> HttpResponse:
    name = request.POST.get("name", "").replace("\0", "").strip()[:80]
    try:
        made = make_batch(request.reunion, name=name, actor=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("staff:postcards:list", request.reunion.slug)
    messages.success(request, _("%(name)sを作りました。") % {"name": made.name})
    return redirect("staff:postcards:batch", request.reunion.slug, made.pk)


@for_roles(OFFICE)
def batch(request: HttpRequest, batch_id: int) -> HttpResponse:
    found = get_object_or_404(Batch.objects.for_list(request.reunion), pk=batch_id)
    cards = found.cards.select_related("classmate__homeroom")
    context = {"batch": found, "page": page_of(cards, request.GET.get("page"))}
    return render(request, "staff/postcards/batch.html", context)


@for_roles(OFFICE)
def download(request: HttpRequest, batch_id: int, file_format: str) -> HttpResponse:
    found = get_object_or_404(Batch, pk=batch_id, reunion=request.reunion)
    if file_format not in CONTENT_TYPES:
        raise Http404
    record(
        found,
        action="exported",
        sentence=gettext_lazy("はがきの宛名を書き出しました（%(format)s）"),
        words={"format": file_format.upper()},
        actor=request.user,
        reunion_slug=request.reunion.slug,
    )
    response = HttpResponse(
        export(found, file_format=file_format).data, content_type=CONTENT_TYPES[file_format]
    )
    response["Content-Disposition"] = f'attachment; filename="postcards-{found.pk}.{file_format}"'
    return response
