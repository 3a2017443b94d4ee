from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from reunion.lib.refused import Refused
from reunion.roster.contact_points import add_contact, correct_contact, remove_contact
from reunion.roster.models import Classmate, ContactPoint
from reunion.roster.overtaking import Overtaken
from reunion.team.access import OFFICE, for_roles
from reunion.team.models import Role

from .contact_forms import ContactForm
from .shown import visible

# Class staff hear of a number first; of their own classes only.
HEAR_OF_IT = OFFICE | {Role.CLASS_STAFF}


@for_roles(HEAR_OF_IT)
def add(request: HttpRequest, classmate_id: int) -> HttpResponse:
    person = person_of(request, classmate_id)
    form = ContactForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        add_contact(person, values=form.values, actor=request.user, reunion_slug=request.reunion.slug)
        return saved(request, person, _("連絡先を加えました。"))
    return shown(request, person, form)


@for_roles(HEAR_OF_IT)
def edit(request: HttpRequest, classmate_id: int, point_id: int) -> HttpResponse:
    person = person_of(request, classmate_id)
    point = get_object_or_404(ContactPoint, pk=point_id, classmate=person)
    form = ContactForm(request.POST or None, point=point)
    if request.method == "POST" and form.is_valid():
        who = {"actor": request.user, "reunion_slug": request.reunion.slug}
        try:
            correct_contact(point, values=form.values, seen=form.cleaned_data["seen"], **who)
        except Overtaken as overtaken:
            form = form.once_more(overtaken)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            return saved(request, person, _("連絡先を直しました。"))
    return shown(request, person, form)


@for_roles(HEAR_OF_IT)
def remove(request: HttpRequest, classmate_id: int, point_id: int) -> HttpResponse:
    person = person_of(request, classmate_id)
    point = ContactPoint.objects.filter(pk=point_id, classmate=person).first()
    if request.method == "POST":
        if point is not None:
            remove_contact(point, actor=request.user, reunion_slug=request.reunion.slug)
        return saved(request, person, _("連絡先を消しました。"))
    if point is None:
        return redirect("staff:roster:classmate", request.reunion.slug, person.pk)
    rows = [(point.get_kind_display(), point.value), (_("だれから聞いたか"), point.told_by)]
    return render(request, "staff/roster/remove_contact.html", {"person": person, "rows": rows})


def person_of(request: HttpRequest, classmate_id: int) -> Classmate:
    return get_object_or_404(visible(request.seat), pk=classmate_id)


def saved(request: HttpRequest, person: Classmate, sentence: str) -> HttpResponse:
    messages.success(request, sentence)
    return redirect("staff:roster:classmate", request.reunion.slug, person.pk)


def shown(request: HttpRequest, person: Classmate, form: ContactForm) -> HttpResponse:
    return render(request, "staff/roster/contact.html", {"person": person, "form": form})
