from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from reunion.lib.refused import Refused
from reunion.registrations.comparing import choices
from reunion.registrations.deciding import refuse, tie, tie_to_new_classmate
from reunion.registrations.forms import ReasonForm
from reunion.registrations.models import Registration, State
from reunion.roster.models import Classmate
from reunion.team.access import OFFICE, for_roles

from .rows import one


@for_roles(OFFICE)
def decide(request: HttpRequest, registration_id: int) -> HttpResponse:
    registration = one(request.seat, registration_id)
    if registration.state != State.WAITING:
        return redirect("staff:registrations:detail", request.reunion.slug, registration.pk)
    return deciding_page(request, registration, ReasonForm())


def deciding_page(request: HttpRequest, registration: Registration, form: ReasonForm) -> HttpResponse:
    search = request.GET.get("q", "")
    context = {
        "registration": registration,
        "choices": choices(registration, search=search),
        "search": search,
        "form": form,
    }
    return render(request, "staff/registrations/decide.html", context)


@for_roles(OFFICE)
@require_POST
def tie_to(request: HttpRequest, registration_id: int) -> HttpResponse:
    registration = one(request.seat, registration_id)
    number = request.POST.get("classmate", "")
    rows = Classmate.objects.filter(cohort_id=request.reunion.cohort_id)
    classmate = get_object_or_404(rows, pk=number if number.isdecimal() else None)
    try:
        tie(registration, classmate=classmate, actor=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("staff:registrations:decide", request.reunion.slug, registration.pk)
    messages.success(request, _("%(name)sさんの申込にしました。") % {"name": classmate.school_name})
    return to_next(request)


@for_roles(OFFICE)
@require_POST
def add_to_roster(request: HttpRequest, registration_id: int) -> HttpResponse:
    registration = one(request.seat, registration_id)
    try:
        tie_to_new_classmate(registration, actor=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("staff:registrations:decide", request.reunion.slug, registration.pk)
    messages.success(request, _("%(name)sさんを名簿に加えました。") % {"name": registration.school_name})
    return to_next(request)


@for_roles(OFFICE)
@require_POST
def turn_down(request: HttpRequest, registration_id: int) -> HttpResponse:
    registration = one(request.seat, registration_id)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return deciding_page(request, registration, form)
    try:
        refuse(registration, reason=form.cleaned_data["reason"], actor=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("staff:registrations:detail", request.reunion.slug, registration.pk)
    messages.success(request, _("%(name)sさんの申込を取り消しました。") % {"name": registration.school_name})
    return to_next(request)


def to_next(request: HttpRequest) -> HttpResponse:
    """Straight to the next one that waits, oldest first; to the list when none is left."""
    waiting = Registration.objects.waiting().filter(reunion=request.reunion).order_by("id").first()
    if waiting is None:
        return redirect("staff:registrations:list", request.reunion.slug)
    return redirect("staff:registrations:decide", request.reunion.slug, waiting.pk)
