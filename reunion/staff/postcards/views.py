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
from reunion.postcards.fate import CardState
from reunion.postcards.files import export, replaced_in
from reunion.postcards.making import make_batch
from reunion.postcards.models import Batch
from reunion.postcards.posting import can_be_undone
from reunion.postcards.printing import missing_characters
from reunion.staff.pages import page_of
from reunion.team.access import OFFICE, for_roles

from .forms import PostedForm, PrintForm

LYING_ABOUT = "lying-about"
CONTENT_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": XLSX,
    "cp932": "text/csv; charset=shift_jis",
    "atena": "text/csv; charset=utf-8",
}


# Of those whose card is not sent after all; more never die between making a batch and posting it.
MOST_NAMED = 30


@for_roles(OFFICE)
def batches(request: HttpRequest) -> HttpResponse:
    only_lying_about = request.GET.get("show") == LYING_ABOUT
    rows = Batch.objects.lying_about() if only_lying_about else Batch.objects.all()
    context = {
        "page": page_of(rows.for_list(request.reunion), request.GET.get("page")),
        "only_lying_about": only_lying_about,
        "not_posted": Batch.objects.for_list(request.reunion).not_posted().first(),
        "choice": choice(request.reunion),
        "teachers": choice(request.reunion, audience=Batch.Audience.TEACHERS),
    }
    return render(request, "staff/postcards/list.html", context)


@for_roles(OFFICE)
@require_POST
def make(request: HttpRequest) -> HttpResponse:
    name = request.POST.get("name", "").replace("\0", "").strip()[:80]
    to_teachers = request.POST.get("audience") == Batch.Audience.TEACHERS
    audience = Batch.Audience.TEACHERS if to_teachers else Batch.Audience.UNANSWERED
    try:
        made = make_batch(request.reunion, name=name, audience=audience, actor=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("staff:postcards:list", request.reunion.slug)
    messages.success(request, _("%(name)sを作りました。") % {"name": made.name})
    return redirect("staff:postcards:batch", request.reunion.slug, made.pk)


@for_roles(OFFICE)
def batch(request: HttpRequest, batch_id: int) -> HttpResponse:
    found = get_object_or_404(Batch.objects.for_list(request.reunion), pk=batch_id)
    cards = found.cards.select_related("batch", "classmate__homeroom", "teacher__homeroom")
    states, chosen = found.cards.count_by_state(), request.GET.get("state", "")
    cards = cards.in_state(chosen) if chosen in CardState.values else cards
    context = {
        "batch": found,
        "page": page_of(cards, request.GET.get("page")),
        "form": PrintForm(batch=found),
        "posted_form": PostedForm(batch=found),
        "can_be_undone": can_be_undone(found),
        "tabs": tabs_of(request, states, chosen),
        "missing": missing_characters(found),
        "replaced": replaced_in(found),
        "left_alone": () if found.is_posted else found.cards.to_leave_alone().order_by("number")[:MOST_NAMED],
    }
    return render(request, "staff/postcards/batch.html", context)


def tabs_of(request: HttpRequest, states: dict[str, int], chosen: str) -> list[dict]:
    """All, and each state some card is in."""
    everything = [
        {"label": _("すべて"), "count": sum(states.values()), "url": request.path, "current": not chosen}
    ]
    return everything + [
        {"label": state.label, "count": states[state], "url": f"?state={state}", "current": chosen == state}
        for state in CardState
        if states[state] or chosen == state
    ]


@for_roles(OFFICE)
def download(request: HttpRequest, batch_id: int, file_format: str) -> HttpResponse:
    found = get_object_or_404(Batch, pk=batch_id, reunion=request.reunion)
    if file_format not in CONTENT_TYPES:
        raise Http404
    note_export(request, found, file_format.upper())
    data = export(found, file_format=file_format).data
    response = HttpResponse(data, content_type=CONTENT_TYPES[file_format])
    ending = file_format if file_format in ("csv", "xlsx") else f"{file_format}.csv"
    response["Content-Disposition"] = f'attachment; filename="postcards-{found.pk}.{ending}"'
    return response


def note_export(request: HttpRequest, found: Batch, form: str) -> None:
    """Whoever takes addresses out stands in the journal."""
    record(
        found,
        action="exported",
        sentence=gettext_lazy("はがきの宛名を書き出しました（%(format)s）"),
        words={"format": form},
        actor=request.user,
        reunion_slug=request.reunion.slug,
    )
