from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from reunion.journal.models import Entry
from reunion.overview.teachers import LABELS, teachers_who
from reunion.roster.correcting import save_teacher
from reunion.roster.models import Teacher
from reunion.roster.overtaking import Overtaken
from reunion.staff.pages import page_of
from reunion.team.access import OFFICE, for_roles

from .forms import TeacherForm
from .person_parts import LATEST, answers_of, cards_of, facts_of_teacher, letters_of, tries_of

LATEST_ENTRIES = 20


@for_roles(OFFICE)
def teachers(request: HttpRequest) -> HttpResponse:
    """All of them, or those who stand where `show` says, as the first page counts them."""
    show = request.GET.get("show", "")
    everybody = Teacher.objects.filter(cohort=request.reunion.cohort)
    rows = teachers_who(request.reunion, show) if show in LABELS else everybody
    rows = rows.select_related("homeroom").order_by("family_kana", "given_kana", "id")
    here = reverse("staff:roster:teachers", args=[request.reunion.slug])
    tabs = [
        {"label": label, "url": f"{here}?show={each}" if each else here, "current": each == show}
        for each, label in ({"": _("すべて")} | LABELS).items()
    ]
    context = {"page": page_of(rows, request.GET.get("page")), "tabs": tabs, "show": show}
    return render(request, "staff/roster/teachers.html", context)


@for_roles(OFFICE)
def teacher(request: HttpRequest, teacher_id: int) -> HttpResponse:
    """Everything that is known about one teacher, who owes nothing."""
    reunion, teachers = request.reunion, Teacher.objects.select_related("homeroom")
    found = get_object_or_404(teachers, pk=teacher_id, cohort=reunion.cohort)
    answers = answers_of(found, reunion)
    context = {
        "teacher": found,
        "facts": facts_of_teacher(found),
        "answers": answers,
        "letters": letters_of(found, answers, reunion)[:LATEST],
        "tries": tries_of(found, reunion)[:LATEST],
        "cards": cards_of(found, reunion)[:LATEST],
        "entries": Entry.objects.about(found)[:LATEST_ENTRIES],
    }
    return render(request, "staff/roster/teacher_known.html", context)


@for_roles(OFFICE)
def add(request: HttpRequest) -> HttpResponse:
    return form_for(request, Teacher(), _("恩師を加える"))


@for_roles(OFFICE)
def edit(request: HttpRequest, teacher_id: int) -> HttpResponse:
    teacher = get_object_or_404(Teacher, pk=teacher_id, cohort=request.reunion.cohort)
    return form_for(request, teacher, _("%(teacher)sの記録を直す") % {"teacher": teacher})


def form_for(request: HttpRequest, teacher: Teacher, title: str) -> HttpResponse:
    form = TeacherForm(request.POST or None, instance=teacher, cohort=request.reunion.cohort)
    if request.method == "POST" and form.is_valid():
        seen = form.cleaned_data["seen"]
        try:
            save_teacher(form.instance, seen=seen, actor=request.user, reunion_slug=request.reunion.slug)
        except Overtaken as overtaken:
            form = form.once_more(overtaken)
        else:
            messages.success(request, _("%(teacher)sの記録を保存しました。") % {"teacher": form.instance})
            return redirect("staff:roster:teacher", request.reunion.slug, form.instance.pk)
    return render(request, "staff/roster/teacher.html", {"form": form, "title": title, "teacher": teacher})
