from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from reunion.staff.pages import page_of
from reunion.team.access import EVERYONE, OFFICE, for_roles

from .shown import Wanted, counts, room_tabs, rows, tabs, visible, with_their_standing


@for_roles(EVERYONE)
def classmates(request: HttpRequest) -> HttpResponse:
    seat, wanted = request.seat, Wanted.of(request.GET)
    found = rows(seat, wanted).select_related("homeroom").in_roster_order()
    counted = {} if wanted.typed else counts(seat, wanted)
    page = page_of(found, request.GET.get("page"), count=counted.get(wanted.show))
    page.object_list = with_their_standing(list(page.object_list), request.reunion)
    context = {
        "page": page,
        "wanted": wanted,
        "tabs": tabs(seat, wanted, counted),
        "room_tabs": room_tabs(seat, wanted),
        "may_edit": seat.may(OFFICE),
        "is_empty": not page.object_list and not visible(seat).exists(),
    }
    return render(request, "staff/roster/list.html", context)
