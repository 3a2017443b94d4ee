from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from reunion.overview.first_page import first_page
from reunion.staff.pages import page_of
from reunion.team.access import EVERYONE, NOT_CLASS_STAFF, OFFICE, for_roles

from .sentences import row
from .signup_chart import chart_of

FIRST_THINGS = 7


@for_roles(EVERYONE)
def home(request: HttpRequest) -> HttpResponse:
    seat = request.seat
    found = first_page(seat)
    todo = [row(thing, seat) for thing in found.things]
    context = found.numbers | {
        "board": found.board,
        "page": page_of(found.board.rows, request.GET.get("page")),
        "way": found.way,
        "chart": chart_of(found.way),
        "hall": found.hall,
        "money": found.money,
        "todo": todo[:FIRST_THINGS],
        "more_todo": todo[FIRST_THINGS:],
        "sees_all": seat.may(NOT_CLASS_STAFF),
        "is_office": seat.may(OFFICE),
    }
    return render(request, "staff/home/home.html", context)
