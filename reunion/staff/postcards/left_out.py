from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from reunion.postcards.choosing import left_out
from reunion.roster.models import Teacher
from reunion.staff.pages import page_of
from reunion.team.access import OFFICE, for_roles


@for_roles(OFFICE)
def left_out_people(request: HttpRequest, reason: str) -> HttpResponse:
    """Exactly those whom the count beside a reason counts."""
    found = left_out(request.reunion, name=reason)
    if found is None:
        raise Http404
    step, people = found
    are_teachers = people.model is Teacher
    people = people.order_by("family_kana", "pk") if are_teachers else people.in_roster_order()
    page = page_of(people.select_related("homeroom"), request.GET.get("page"))
    context = {"title": step.reason, "page": page, "to_teachers": are_teachers}
    return render(request, "staff/postcards/left_out.html", context)
