from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from reunion.journal.models import Entry
from reunion.outreach.models import ContactLog
from reunion.roster.confirming import candidates
from reunion.staff.pages import page_of
from reunion.team.access import EVERYONE, NOT_CLASS_STAFF, OFFICE, for_roles

from .contacts import HEAR_OF_IT, person_of
from .person_parts import (
    LATEST,
    answers_of,
    cards_of,
    facts,
    known_person,
    letters_of,
    looked_after_by,
    possible_twins,
    tries_of,
    what_the_code_brought,
)
from .shown import name_standing


@for_roles(EVERYONE)
def classmate(request: HttpRequest, classmate_id: int) -> HttpResponse:
    """Everything that is known about one classmate, each part asked once of the floor that knows it."""
    seat, reunion = request.seat, request.reunion
    person = get_object_or_404(known_person(seat), pk=classmate_id)
    name_standing(person, person.where)
    may_edit, address = seat.may(OFFICE), getattr(person, "yearbook_address", None)
    answers = answers_of(person, reunion)
    context = {
        "person": person,
        "facts": facts(person),
        "staff": looked_after_by(person, reunion),
        "address": address,
        "candidates": candidates(address) if may_edit and address else (),
        "contact_points": person.contact_points.order_by("kind", "id"),
        "answers": answers,
        "letters": letters_of(person, answers, reunion)[:LATEST],
        "tries": tries_of(person, reunion)[:LATEST],
        "cards": cards_of(person, reunion)[:LATEST],
        "brought": what_the_code_brought(person, reunion),
        "twins": possible_twins(person) if may_edit else (),
        "entries": Entry.objects.about(person).at_the_desk_of(request.reunion.slug)[:LATEST],
        "may_edit": may_edit,
        "may_add": seat.may(HEAR_OF_IT),
        "may_call": seat.may(HEAR_OF_IT) and person.may_be_called,
        "sees_amounts": seat.may(NOT_CLASS_STAFF),
    }
    return render(request, "staff/roster/classmate.html", context)


@for_roles(EVERYONE)
def history(request: HttpRequest, classmate_id: int) -> HttpResponse:
    """Who changed what, all of it."""
    person = person_of(request, classmate_id)
    page = page_of(Entry.objects.about(person).at_the_desk_of(request.reunion.slug), request.GET.get("page"))
    return render(request, "staff/roster/history.html", {"person": person, "page": page})


@for_roles(EVERYONE)
def tries(request: HttpRequest, classmate_id: int) -> HttpResponse:
    """Who tried to reach them, and what came of it, all of it."""
    person = person_of(request, classmate_id)
    log: list[ContactLog] = tries_of(person, request.reunion)
    page = page_of(log, request.GET.get("page"))
    return render(request, "staff/roster/tries.html", {"person": person, "page": page})
