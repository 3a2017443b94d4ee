from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from reunion.lib.refused import Refused
from reunion.postcards.fate import CardQuerySet, ReturnedReason
from reunion.postcards.finding import find_card
from reunion.postcards.models import Batch, Card
from reunion.postcards.returning import note_returned, take_back, why_not
from reunion.team.access import OFFICE, for_roles
from reunion.team.models import Role

from .forms import PostedForm

# Who holds a card in hand: the office, and class staff those of their own class.
HOLDERS = OFFICE | {Role.CLASS_STAFF}
LAST_SHOWN = 10


def cards_for(request: HttpRequest) -> CardQuerySet:
    cards = Card.objects.of_reunion(request.reunion)
    if request.seat.homeroom_ids is None:
        return cards
    return cards.filter(classmate__homeroom__in=request.seat.homeroom_ids)


@for_roles(HOLDERS)
def returned(request: HttpRequest) -> HttpResponse:
    """`?number=` or `?code=` names the card in hand, `?batch=` the pile that is worked through."""
    if request.method == "POST" and "reason" in request.POST:
        return note(request)
    asked = request.POST if request.method == "POST" else request.GET
    typed = (asked.get("number") or asked.get("code", "")).replace("\0", "")[:200]
    if not typed:
        return page(request, batch=chosen_batch(request, asked))
    return show(request, typed, batch=chosen_batch(request, asked))


def show(request: HttpRequest, typed: str, *, batch: Batch | None) -> HttpResponse:
    try:
        card = find_card(cards_for(request), typed=typed, reunion=request.reunion, batch=batch)
    except Refused as refused:
        return page(request, batch=batch, typed=typed, error=str(refused))
    return page(request, batch=batch, card=card)


def note(request: HttpRequest) -> HttpResponse:
    batch, typed = chosen_batch(request, request.POST), request.POST.get("number", "").replace("\0", "")[:200]
    try:
        card = find_card(cards_for(request), typed=typed, reunion=request.reunion, batch=batch)
    except Refused as refused:
        return page(request, batch=batch, typed=typed, error=str(refused))
    reason, seen = request.POST["reason"], request.POST.get("seen", "posted")
    try:
        card = note_returned(card, reason=reason, actor=request.user, seen=seen)
    except Refused as refused:
        card.refresh_from_db()
        return page(request, batch=batch, card=card, error=str(refused))
    words = {
        "number": card.short_number,
        "name": card.full_name,
        "reason": card.get_returned_reason_display(),
    }
    messages.success(request, _("%(number)s %(name)sあて「%(reason)s」を記録しました。") % words)
    return back(request, batch)


@for_roles(HOLDERS)
@require_POST
def take_back_returned(request: HttpRequest, card_id: int) -> HttpResponse:
    card = get_object_or_404(cards_for(request), pk=card_id)
    try:
        take_back(card, actor=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("%(number)sの記録を取り消しました。") % {"number": card.short_number})
    return back(request, chosen_batch(request, request.POST))


def back(request: HttpRequest, batch: Batch | None) -> HttpResponse:
    address = reverse("staff:postcards:returned", args=[request.reunion.slug])
    return redirect(f"{address}?{urlencode({'batch': batch.pk})}" if batch else address)


def chosen_batch(request: HttpRequest, asked) -> Batch | None:
    number = asked.get("batch", "")
    if not (number.isdecimal() and len(number) < 10):
        return None
    return Batch.objects.filter(reunion=request.reunion, pk=number).first()


def page(
    request: HttpRequest,
    *,
    batch: Batch | None,
    card: Card | None = None,
    typed: str = "",
    error: str = "",
) -> HttpResponse:
    mine = cards_for(request)
    known = card is not None and not error and card.state != "posted"
    context = {
        "card": card,
        "typed": typed,
        "error": error or (why_not(card) if known else ""),
        "batch": batch,
        "batches": Batch.objects.with_returned(request.reunion, cards=mine),
        "today": mine.filter(
            returned_at__gte=timezone.localtime().replace(hour=0, minute=0, second=0)
        ).count(),
        "last": mine.returned().select_related("batch", "returned_by").order_by("-returned_at")[:LAST_SHOWN],
        "reasons": ReturnedReason.choices,
        "is_office": request.seat.may(OFFICE),
        "form": PostedForm(batch=card.batch) if card is not None and card.state == "made" else None,
    }
    return render(request, "staff/postcards/returned.html", context)
