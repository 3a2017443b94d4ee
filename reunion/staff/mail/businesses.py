"""Businesses the committee writes to, and the letters to each."""

from django.contrib import messages
from django.db.models import Count, Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from reunion.events.models import VenueBooking
from reunion.lib.refused import Refused
from reunion.mail.business_letters import (
    address_of,
    doubts,
    keep,
    mail_text,
    signature_of,
    start_of,
    written_to_before,
)
from reunion.mail.business_paper import business_pdf
from reunion.mail.models import Business, BusinessLetter
from reunion.overview.hall_advice import forecast, known
from reunion.staff.pages import page_of
from reunion.team.access import OFFICE, for_roles

from .business_forms import BusinessForm, LetterForm

Purpose = BusinessLetter.Purpose


@for_roles(OFFICE)
def businesses(request: HttpRequest) -> HttpResponse:
    rows = Business.objects.filter(reunion=request.reunion)
    rows = rows.annotate(written=Count("letters"), last=Max("letters__written_at")).order_by("name", "id")
    return render(request, "staff/mail/businesses.html", {"page": page_of(rows, request.GET.get("page"))})


@for_roles(OFFICE)
def business(request: HttpRequest, business_id: int) -> HttpResponse:
    shown = business_of(request, business_id)
    letters = BusinessLetter.objects.filter(business=shown).select_related("message")
    context = {
        "business": shown,
        "address": address_of(shown),
        "page": page_of(letters, request.GET.get("page")),
        "purposes": Purpose.choices,
    }
    return render(request, "staff/mail/business.html", context)


@for_roles(OFFICE)
def add(request: HttpRequest) -> HttpResponse:
    """For a venue (?booking=) with what the venue's own page says already."""
    booking = booking_of(request, request.GET.get("booking", ""))
    made = Business(reunion=request.reunion)
    if booking:
        made.venue, made.name, made.person = booking.venue, booking.venue.name[:80], booking.contact_person
        made.phone = (booking.contact_phone or booking.venue.phone)[:60]
    return kept(request, made, _("宛先を加える"))


@for_roles(OFFICE)
def edit(request: HttpRequest, business_id: int) -> HttpResponse:
    return kept(request, business_of(request, business_id), _("宛先を直す"))


def kept(request: HttpRequest, made: Business, title: str) -> HttpResponse:
    form = BusinessForm(request.POST or None, instance=made)
    if request.method == "POST" and form.is_valid():
        there = (
            made.venue
            and not made.pk
            and Business.objects.filter(reunion=made.reunion, venue=made.venue).first()
        )
        shown = there or form.save()
        messages.success(request, _("保存しました。"))
        return redirect("staff:mail:business", request.reunion.slug, shown.pk)
    return render(request, "staff/mail/business_edit.html", {"form": form, "title": title})


@for_roles(OFFICE)
def to_venue(request: HttpRequest, booking_id: int) -> HttpResponse:
    """From a venue to its letters; the first time, whom to write to is asked."""
    booking = get_object_or_404(VenueBooking, pk=booking_id, reunion=request.reunion)
    known_one = Business.objects.filter(reunion=request.reunion, venue=booking.venue_id).first()
    if known_one:
        return redirect("staff:mail:business", request.reunion.slug, known_one.pk)
    path = reverse("staff:mail:add_business", args=[request.reunion.slug])
    return redirect(f"{path}?booking={booking.pk}")


@for_roles(OFFICE)
def write(request: HttpRequest, business_id: int) -> HttpResponse:
    shown = business_of(request, business_id)
    purpose = request.GET.get("purpose", "")
    purpose = purpose if purpose in Purpose else Purpose.OTHER
    formal = request.GET.get("style") == "letter"
    if request.method != "POST":
        start = start_of(shown, purpose=purpose, formal=formal, values=values_for(shown))
        return page(request, shown, LetterForm(start=start), purpose, formal)
    form = LetterForm(request.POST)
    if not form.is_valid():
        return page(request, shown, form, purpose, formal)
    there = BusinessLetter.objects.filter(business=shown, submission=form.cleaned_data["submission"]).first()
    if there is not None:
        return redirect("staff:mail:business_letter", request.reunion.slug, there.pk)
    found, do = doubts(shown, form.cleaned_data["text"]), request.POST.get("do")
    if do not in ("mail", "paper") or (found and request.POST.get("knows") != " ".join(found)):
        return page(request, shown, form, purpose, formal, preview=form.words, doubts=found)
    try:
        letter = keep(
            shown,
            purpose=purpose,
            words=form.words,
            by_mail=do == "mail",
            submission=form.cleaned_data["submission"],
            writer=request.user,
        )
    except Refused as refused:
        form.add_error(None, str(refused))
        return page(request, shown, form, purpose, formal)
    messages.success(request, _("送る順番に入れました。") if do == "mail" else _("手紙を控えに残しました。"))
    return redirect("staff:mail:business_letter", request.reunion.slug, letter.pk)


def page(request, shown, form, purpose, formal, *, preview=None, doubts=()) -> HttpResponse:
    signature = signature_of(request.reunion, request.user)
    context = {
        "business": shown,
        "form": form,
        "purpose": purpose,
        "purposes": Purpose.choices,
        "formal": formal,
        "before": written_to_before(shown),
        "doubts": doubts,
        "preview": preview,
        "body": preview and mail_text(addressee=address_of(shown), text=preview.text, signature=signature),
    }
    return render(request, "staff/mail/business_write.html", context)


def values_for(shown: Business) -> dict[str, str]:
    """What a letter tells of the hall and the guests, as it stands today."""
    bookings = VenueBooking.objects.filter(reunion=shown.reunion)
    booking = bookings.filter(venue=shown.venue_id).foremost() if shown.venue_id else None
    figures = known(shown.reunion)
    fewest, most = forecast(figures)
    return {
        "部屋": str(booking or ""),
        "見込み": f"{fewest}名から{most}名（いまの見込み）" if most else "",
        "いまの人数": f"{figures.at_table}名",
    }


@for_roles(OFFICE)
def letter(request: HttpRequest, business_letter_id: int) -> HttpResponse:
    return render(
        request, "staff/mail/business_letter.html", {"letter": letter_of(request, business_letter_id)}
    )


@for_roles(OFFICE)
def letter_pdf(request: HttpRequest, business_letter_id: int) -> HttpResponse:
    shown = letter_of(request, business_letter_id)
    answer = HttpResponse(business_pdf(shown), content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{request.reunion.slug}-letter-{shown.pk}.pdf"'
    return answer


def business_of(request: HttpRequest, business_id: int) -> Business:
    rows = Business.objects.select_related("reunion__cohort__school")
    return get_object_or_404(rows, pk=business_id, reunion=request.reunion)


def letter_of(request: HttpRequest, letter_id: int) -> BusinessLetter:
    rows = BusinessLetter.objects.select_related("business", "message", "reunion")
    return get_object_or_404(rows, pk=letter_id, reunion=request.reunion)


def booking_of(request: HttpRequest, number: str) -> VenueBooking | None:
    rows = VenueBooking.objects.select_related("venue").filter(reunion=request.reunion)
    return rows.filter(pk=number).first() if number.isdecimal() else None
