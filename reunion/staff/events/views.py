from django.contrib import messages
from django.db.models import F, Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reunion.events.changing import change
from reunion.events.models import BankAccount, LineGroup, Milestone, Photo, VenueBooking
from reunion.events.refunds import sentences, steps_of
from reunion.registrations.places import places_left
from reunion.team.access import MONEY, NOT_CLASS_STAFF, OFFICE, ORGANIZERS, for_roles

from .forms import ReunionForm


@for_roles(NOT_CLASS_STAFF)
def overview(request: HttpRequest) -> HttpResponse:
    seat, program = request.seat, list(request.reunion.program_items.all())
    left = places_left(request.reunion, items=program)
    context = {
        "program": [(item, left[item.pk]) for item in program],
        "refunds": sentences(steps_of(request.reunion)),
        "photos": Photo.objects.filter(reunion=request.reunion),
        "line_groups": LineGroup.objects.filter(reunion=request.reunion)
        .select_related("homeroom")
        .order_by(F("homeroom__grade").asc(nulls_first=True), "homeroom__label"),
        "bookings": VenueBooking.objects.filter(reunion=request.reunion).standing_offers()[:5],
        "milestones": Milestone.objects.next_for(request.reunion)[:3],
        "account": BankAccount.objects.filter(reunion=request.reunion).first(),
        "may_edit": seat.may(OFFICE),
        "sees_money": seat.may(MONEY),
        "may_keep": seat.may(ORGANIZERS),
    }
    return render(request, "staff/events/overview.html", context)


@for_roles(OFFICE)
def reunion(request: HttpRequest) -> HttpResponse:
    form = ReunionForm(request.POST or None, instance=request.reunion)
    if request.method == "POST" and form.is_valid():
        if "held_on" in form.changed_data and request.reunion.refund_steps.exists():
            messages.warning(request, _("開催日が変わりました。取り消しと返金の日付も確かめてください。"))
        return saved(request, form.instance, gettext_lazy("会の名前や日程を変えました"))
    request.reunion.refresh_from_db()
    return render(request, "staff/events/form.html", {"form": form, "title": _("会のこと")})


def saved(request: HttpRequest, thing: Model, sentence: Promise, **words) -> HttpResponse:
    """`sentence` is for the journal."""
    change(thing, reunion=request.reunion, sentence=sentence, words=words, actor=request.user)
    messages.success(request, _("保存しました。"))
    return redirect("staff:events:overview", request.reunion.slug)
