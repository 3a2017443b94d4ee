from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from reunion.roster.leaving_alone import Mark, last_word, leave_alone, take_back
from reunion.roster.models import Classmate, Teacher
from reunion.team.access import OFFICE, for_roles

from .consequences import consequences
from .leaving_alone_forms import LeaveAloneForm, TakeBackForm
from .shown import visible


@for_roles(OFFICE)
def mark_classmate(request: HttpRequest, classmate_id: int, mark: str) -> HttpResponse:
    person = get_object_or_404(visible(request.seat).select_related("homeroom"), pk=classmate_id)
    return asked(request, person, mark, ("staff:roster:classmate", person.pk))


@for_roles(OFFICE)
def mark_teacher(request: HttpRequest, teacher_id: int, mark: str) -> HttpResponse:
    teacher = get_object_or_404(Teacher, pk=teacher_id, cohort=request.reunion.cohort)
    return asked(request, teacher, mark, ("staff:roster:teacher", teacher.pk))


def asked(
    request: HttpRequest, person: Classmate | Teacher, mark: str, back: tuple[str, int]
) -> HttpResponse:
    """Says first what will happen; a person marked already is asked about taking it back."""
    if mark not in Mark.values:
        raise Http404
    is_marked = getattr(person, mark)
    form_of = TakeBackForm if is_marked else LeaveAloneForm
    form = form_of(request.POST if request.POST.get("step") == form_of.step else None)
    if request.method == "POST" and (done(request, person, mark, form) or not form.is_bound):
        return redirect(back[0], request.reunion.slug, back[1])
    context = {
        "person": person,
        "name": person.school_name if isinstance(person, Classmate) else str(person),
        "is_classmate": isinstance(person, Classmate),
        "is_death": mark == Mark.DECEASED,
        "is_marked": is_marked,
        "form": form,
        "said": last_word(person, mark=mark) if is_marked else None,
        "consequences": () if is_marked else consequences(person, mark=mark, reunion=request.reunion),
        "back": back,
    }
    return render(request, "staff/roster/mark.html", context)


def done(
    request: HttpRequest, person: Classmate | Teacher, mark: str, form: LeaveAloneForm | TakeBackForm
) -> bool:
    """A form of the other step is an old page: whatever it wanted has happened."""
    if not form.is_bound or not form.is_valid():
        return False
    rule = take_back if form.step == TakeBackForm.step else leave_alone
    rule(person, mark=mark, **form.cleaned_data, actor=request.user, reunion_slug=request.reunion.slug)
    messages.success(request, _("記録しました。"))
    return True
