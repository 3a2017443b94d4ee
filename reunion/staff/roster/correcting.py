from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from reunion.lib.refused import Refused
from reunion.roster.club_membership import change_clubs
from reunion.roster.confirming import confirm
from reunion.roster.correcting import add, correct, mark_checked
from reunion.roster.models import YearbookAddress
from reunion.roster.overtaking import Overtaken
from reunion.team.access import OFFICE, for_roles

from .forms import ClassmateForm
from .shown import visible


@for_roles(OFFICE)
def edit(request: HttpRequest, classmate_id: int) -> HttpResponse:
    person = get_object_or_404(visible(request.seat), pk=classmate_id)
    name = person.school_name
    form = ClassmateForm(request.POST or None, instance=person, cohort=request.reunion.cohort)
    if request.method == "POST" and form.is_valid():
        seen, who = form.cleaned_data["seen"], {"actor": request.user, "reunion_slug": request.reunion.slug}
        try:
            with transaction.atomic():
                correct(person, values=form.values, seen=seen, **who)
                change_clubs(person, **form.clubs, **who)
        except Overtaken as overtaken:
            form = form.once_more(overtaken)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("保存しました。"))
            return redirect("staff:roster:classmate", request.reunion.slug, person.pk)
    context = {"form": form, "title": _("%(name)sさんを直す") % {"name": name}, "person": person}
    return render(request, "staff/roster/edit.html", context)


@for_roles(OFFICE)
def add_classmate(request: HttpRequest) -> HttpResponse:
    form = ClassmateForm(request.POST or None, cohort=request.reunion.cohort)
    if request.method == "POST" and form.is_valid():
        who = {"actor": request.user, "reunion_slug": request.reunion.slug}
        try:
            with transaction.atomic():
                person = add(form.instance, **who)
                change_clubs(person, **form.clubs, **who)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("%(name)sさんを名簿に加えました。") % {"name": person})
            return redirect("staff:roster:classmate", request.reunion.slug, person.pk)
    return render(request, "staff/roster/edit.html", {"form": form, "title": _("名簿に人を加える")})


@for_roles(OFFICE)
@require_POST
def checked(request: HttpRequest, classmate_id: int) -> HttpResponse:
    person = get_object_or_404(visible(request.seat), pk=classmate_id)
    mark_checked(person, actor=request.user, reunion_slug=request.reunion.slug)
    messages.success(request, _("%(name)sさんの「確かめたい」の印を消しました。") % {"name": person})
    return redirect("staff:roster:classmate", request.reunion.slug, person.pk)


@for_roles(OFFICE)
@require_POST
def address(request: HttpRequest, classmate_id: int) -> HttpResponse:
    person = get_object_or_404(visible(request.seat), pk=classmate_id)
    printed = get_object_or_404(YearbookAddress, classmate=person)
    place, _dash, postal_code = request.POST.get("candidate", "").partition("-")
    try:
        confirm(
            printed,
            place=int(place) if place.isascii() and place.isdecimal() and len(place) < 4 else -1,
            postal_code=postal_code,
            actor=request.user,
            reunion_slug=request.reunion.slug,
        )
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("いまの住所を決めました。"))
    return redirect("staff:roster:classmate", request.reunion.slug, person.pk)
