from django.contrib import messages
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from reunion.lib.refused import Refused
from reunion.registrations.comparing import choices
from reunion.registrations.deciding import (
    refuse,
    tie,
    tie_to_new_classmate,
    tie_to_new_teacher,
    tie_to_teacher,
)
from reunion.registrations.forms import ReasonForm
from reunion.registrations.models import Registration, State
from reunion.registrations.teachers import teacher_choices
from reunion.roster.models import Classmate, Teacher
from reunion.team.access import OFFICE, for_roles

from .rows import one


@for_roles(OFFICE)
def decide(request: HttpRequest, registration_id: int) -> HttpResponse:
    registration = one(request.seat, registration_id)
    if registration.state != State.WAITING:
        return redirect("staff:registrations:detail", request.reunion.slug, registration.pk)
    return deciding_page(request, registration, ReasonForm())


def deciding_page(request: HttpRequest, registration: Registration, form: ReasonForm) -> HttpResponse:
    """Teachers for a reply through the teachers' door, classmates for others; `as` looks the other way."""
    search = request.GET.get("q", "")
    among_teachers = request.GET.get("as", "teacher" if registration.is_teacher else "") == "teacher"
    find = teacher_choices if among_teachers else choices
    context = {
        "registration": registration,
        "among_teachers": among_teachers,
        "choices": find(registration, search=search),
        "search": search,
        "kept": {"as": "teacher" if among_teachers else "classmate"},
        "form": form,
    }
    return render(request, "staff/registrations/decide.html", context)


@for_roles(OFFICE)
@require_POST
def tie_to(request: HttpRequest, registration_id: int) -> HttpResponse:
    registration = one(request.seat, registration_id)
    try:
        if "teacher" in request.POST:
            teacher = chosen(request, Teacher, "teacher")
            tie_to_teacher(registration, teacher=teacher, actor=request.user)
            whose = str(teacher)
        else:
            classmate = chosen(request, Classmate, "classmate")
            tie(registration, classmate=classmate, actor=request.user)
            whose = _("%(name)sさん") % {"name": classmate.school_name}
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("staff:registrations:decide", request.reunion.slug, registration.pk)
    messages.success(request, _("%(whose)sの申込にしました。") % {"whose": whose})
    return to_next(request)


def chosen(request: HttpRequest, kind: type[Model], field: str) -> Model:
    number = request.POST.get(field, "")
    rows = kind.objects.filter(cohort_id=request.reunion.cohort_id)
    return get_object_or_404(rows, pk=number if number.isdecimal() else None)


@for_roles(OFFICE)
@require_POST
def add_to_roster(request: HttpRequest, registration_id: int) -> HttpResponse:
    registration = one(request.seat, registration_id)
    try:
        if "as_teacher" in request.POST:
            whose = str(tie_to_new_teacher(registration, actor=request.user).teacher)
        else:
            tie_to_new_classmate(registration, actor=request.user)
            whose = _("%(name)sさん") % {"name": registration.school_name}
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("staff:registrations:decide", request.reunion.slug, registration.pk)
    messages.success(request, _("%(whose)sを名簿に加えました。") % {"whose": whose})
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
