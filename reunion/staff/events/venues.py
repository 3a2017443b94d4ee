"""The places that may be the venue, side by side, and what becomes of each."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from reunion.events import venues as rules
from reunion.events.models import Venue, VenueBooking
from reunion.lib.refused import Refused
from reunion.overview.hall_advice import advice
from reunion.overview.soon import holds_ending, numbers_due
from reunion.staff.pages import page_of
from reunion.team.access import NOT_CLASS_STAFF, OFFICE, for_roles

from .venue_forms import HoldForm, TermsForm, VenueForm

MOST_SHOWN = 20
SHOWN = {"ending": holds_ending, "numbers": numbers_due}


@for_roles(NOT_CLASS_STAFF)
def venues(request: HttpRequest) -> HttpResponse:
    offers = VenueBooking.objects.filter(reunion=request.reunion)
    show = request.GET.get("show", "")
    shown = SHOWN[show](request.reunion) if show in SHOWN else offers
    context = {
        "page": page_of(
            shown.standing_offers().prefetch_related("cancellation_steps"), request.GET.get("page")
        ),
        "shows_some": show in SHOWN,
        "given_up": offers.filter(state=VenueBooking.State.CANCELLED).select_related("venue")[:MOST_SHOWN],
        "advice": advice(request.reunion),
        "may_edit": request.seat.may(OFFICE),
        "today": timezone.localdate(),
    }
    return render(request, "staff/events/venues.html", context)


@for_roles(OFFICE)
def add(request: HttpRequest) -> HttpResponse:
    return terms(request, VenueBooking(reunion=request.reunion, venue=Venue()))


@for_roles(OFFICE)
def venue(request: HttpRequest, booking_id: int) -> HttpResponse:
    return terms(request, offer_of(request, booking_id))


def terms(request: HttpRequest, booking: VenueBooking) -> HttpResponse:
    place = VenueForm(request.POST or None, instance=booking.venue, prefix="venue")
    form = TermsForm(request.POST or None, instance=booking, prefix="terms")
    if request.method == "POST" and place.is_valid() and form.is_valid():
        try:
            rules.keep_terms(booking, steps=form.steps, actor=request.user)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("保存しました。"))
            return redirect("staff:events:venues", request.reunion.slug)
    context = {"place": place, "terms": form, "booking": booking}
    return render(request, "staff/events/venue.html", context)


@for_roles(OFFICE)
@require_POST
def hold(request: HttpRequest, booking_id: int) -> HttpResponse:
    form = HoldForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(form.errors["until"]))
        return redirect("staff:events:venues", request.reunion.slug)
    until = form.cleaned_data["until"]
    return pressed(
        request,
        booking_id,
        lambda booking: rules.hold(booking, until=until, actor=request.user),
        _("仮予約の期限を書きました。"),
    )


@for_roles(OFFICE)
@require_POST
def book(request: HttpRequest, booking_id: int) -> HttpResponse:
    return pressed(
        request,
        booking_id,
        lambda booking: rules.book(booking, actor=request.user),
        _("予約済みにしました。案内ページに会場が載ります。"),
    )


@for_roles(OFFICE)
def cancel(request: HttpRequest, booking_id: int) -> HttpResponse:
    booking = offer_of(request, booking_id)
    if request.method != "POST":
        cost = rules.cost_of_cancelling(booking, on=timezone.localdate())
        return render(request, "staff/events/venue_cancel.html", {"booking": booking, "cost": cost})
    return pressed(
        request,
        booking_id,
        lambda booking: rules.cancel(booking, actor=request.user),
        _("取り消しました。会場への連絡も忘れずにお願いします。"),
    )


def pressed(request: HttpRequest, booking_id: int, rule, sentence: str) -> HttpResponse:
    try:
        rule(offer_of(request, booking_id))
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, sentence)
    return redirect("staff:events:venues", request.reunion.slug)


def offer_of(request: HttpRequest, booking_id: int) -> VenueBooking:
    rows = VenueBooking.objects.select_related("venue", "reunion")
    return get_object_or_404(rows, pk=booking_id, reunion=request.reunion)
