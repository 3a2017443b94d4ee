import io
from typing import BinaryIO

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from reunion.lib.refused import Refused
from reunion.postcards.models import Batch, Printout
from reunion.postcards.print_room import write
from reunion.postcards.printing import SIDES, write_pdf, write_test_page
from reunion.postcards.printouts import AT_ONCE, ask_for
from reunion.postcards.stationery import change_stationery, mark_printed
from reunion.team.access import OFFICE, for_roles

from .forms import PrintForm, StationeryForm
from .views import note_export


def batch_of(request: HttpRequest, batch_id: int) -> Batch:
    batches = Batch.objects.select_related("reunion__cohort__school")
    return get_object_or_404(batches, pk=batch_id, reunion=request.reunion)


@for_roles(OFFICE)
def stationery(request: HttpRequest, batch_id: int) -> HttpResponse:
    batch = batch_of(request, batch_id)
    form = StationeryForm(request.POST or None, instance=batch)
    if request.method == "POST" and form.is_valid():
        try:
            change_stationery(batch, values=form.cleaned_data)
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, _("差出人と文面を保存しました。"))
        return redirect("staff:postcards:batch", request.reunion.slug, batch_id)
    return render(request, "staff/postcards/stationery.html", {"batch": batch, "form": form})


@for_roles(OFFICE)
def preview(request: HttpRequest, batch_id: int) -> HttpResponse:
    """One real card, as it will be printed on plain stock."""
    batch = batch_of(request, batch_id)
    number, side = request.GET.get("number", ""), request.GET.get("side", "address")
    cards = batch.cards.order_by("number")
    card = cards.filter(number=number).first() if number.isdecimal() and len(number) < 7 else cards.first()
    if card is None or side not in SIDES:
        raise Http404
    file = io.BytesIO()
    write_pdf(batch, file, side=side, stock="" if batch.is_to_teachers else "plain", only=card)
    return pdf_of(file, f"preview-{card.short_number}-{side}", attached=False)


@for_roles(OFFICE)
def test_page(request: HttpRequest, batch_id: int) -> HttpResponse:
    file = io.BytesIO()
    write_test_page(batch_of(request, batch_id), file)
    return pdf_of(file, "test-page", attached=False)


@for_roles(OFFICE)
@require_POST
def print_out(request: HttpRequest, batch_id: int) -> HttpResponse:
    """A short PDF at once, a long one by a worker."""
    batch = batch_of(request, batch_id)
    form = PrintForm(request.POST, batch=batch)
    if not form.is_valid():
        messages.error(request, _("何を印刷するかを選んでください。"))
        return redirect("staff:postcards:batch", request.reunion.slug, batch_id)
    note_export(request, batch, "PDF")
    wanted = {"what": form.cleaned_data["what"], "stock": form.cleaned_data["stock"]}
    if batch.cards.count() > AT_ONCE:
        asked = ask_for(batch, **wanted)
        return redirect("staff:postcards:printout", request.reunion.slug, asked.pk)
    file = io.BytesIO()
    write(batch, file, **wanted)
    return pdf_of(file, f"postcards-{batch.pk}-{wanted['what']}", attached=True)


def printout_of(request: HttpRequest, printout_id: int) -> Printout:
    printouts = Printout.objects.select_related("batch")
    return get_object_or_404(printouts, pk=printout_id, batch__reunion=request.reunion)


@for_roles(OFFICE)
def printout(request: HttpRequest, printout_id: int) -> HttpResponse:
    return render(request, "staff/postcards/printout.html", {"printout": printout_of(request, printout_id)})


@for_roles(OFFICE)
def printout_file(request: HttpRequest, printout_id: int) -> HttpResponse:
    found = printout_of(request, printout_id)
    if found.made_at is None or not found.path.exists():
        return redirect("staff:postcards:printout", request.reunion.slug, found.pk)
    return pdf_of(found.path.open("rb"), f"postcards-{found.batch_id}-{found.what}", attached=True)


@for_roles(OFFICE)
@require_POST
def printed(request: HttpRequest, batch_id: int) -> HttpResponse:
    try:
        mark_printed(batch_of(request, batch_id), actor=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("印刷ずみにしました。この束は、もう変わりません。"))
    return redirect("staff:postcards:batch", request.reunion.slug, batch_id)


def pdf_of(file: BinaryIO, name: str, *, attached: bool) -> FileResponse:
    """From its beginning; addresses are kept by no browser."""
    file.seek(0)
    response = FileResponse(
        file, content_type="application/pdf", filename=f"{name}.pdf", as_attachment=attached
    )
    response["Cache-Control"] = "no-store"
    return response
