from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from reunion.postcards.brought import WHAT, cards_with_answers, what_cards_brought
from reunion.postcards.models import Batch
from reunion.roster.models import Homeroom
from reunion.staff.pages import page_of
from reunion.team.access import OFFICE, for_roles

from .brought_chart import class_bars, week_bars
from .returned import chosen_batch

LABELS = {
    "posted": _("投函したはがき"),
    "returned": _("戻ったはがき"),
    "arrived": _("届いたと分かったはがき"),
    "told": _("ご家族が本人に伝えてくださったはがき"),
    "answered": _("そのあと返事のあったはがき"),
    "by_code": _("はがきの案内を開いて返事のあったはがき"),
    "reached": _("だれかに届いたはがき"),
    "silent": _("まだ何も分からないはがき"),
}
NO_CLASS = "none"


@for_roles(OFFICE)
def brought(request: HttpRequest) -> HttpResponse:
    """`?batch=` narrows everything to one batch."""
    batch = chosen_batch(request, request.GET)
    found = what_cards_brought(request.reunion, batch=batch)
    context = {
        "found": found,
        "batch": batch,
        "tabs": _tabs(found.by_batch, batch),
        "classes": class_bars(found.by_class),
        "weeks": week_bars(found.weeks),
    }
    return render(request, "staff/postcards/brought.html", context)


@for_roles(OFFICE)
def brought_cards(request: HttpRequest, what: str) -> HttpResponse:
    """The cards behind a number of that page."""
    if what not in WHAT:
        raise Http404
    batch, room, asked = chosen_batch(request, request.GET), None, request.GET.get("homeroom", "")
    cards = cards_with_answers(request.reunion).filter(WHAT[what])
    if batch is not None:
        cards = cards.filter(batch=batch)
    if asked == NO_CLASS:
        cards = cards.filter(classmate__homeroom=None)
    elif asked.isdecimal() and len(asked) < 10:
        room = Homeroom.objects.filter(cohort=request.reunion.cohort_id, pk=asked).first()
        cards = cards.filter(classmate__homeroom=asked)
    context = {
        "page": page_of(cards.select_related("batch", "classmate__homeroom"), request.GET.get("page")),
        "label": LABELS[what],
        "batch": batch,
        "room": room,
        "without_class": asked == NO_CLASS,
    }
    return render(request, "staff/postcards/brought_cards.html", context)


def _tabs(by_batch: list, chosen: Batch | None) -> list[dict]:
    tabs = [{"label": _("すべての束"), "url": "?", "current": chosen is None}]
    return tabs + [
        {"label": each.name, "count": tally.posted, "url": f"?batch={each.pk}", "current": each == chosen}
        for each, tally in by_batch
    ]
