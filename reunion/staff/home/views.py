from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from reunion.overview.figures import board
from reunion.overview.hall import hall_of
from reunion.overview.teachers import lists_of_teachers
from reunion.overview.todo import todo_and_numbers
from reunion.overview.way_to_the_day import way_to_the_day
from reunion.payments.totals import added, sums_by_registration
from reunion.staff.pages import page_of
from reunion.team.access import EVERYONE, MONEY, NOT_CLASS_STAFF, OFFICE, for_roles

from .sentences import row
from .signup_chart import chart_of

FIRST_THINGS = 7


@for_roles(EVERYONE)
def home(request: HttpRequest) -> HttpResponse:
    seat, reunion = request.seat, request.reunion
    sees_all = seat.may(NOT_CLASS_STAFF)
    beside = lists_of_teachers(reunion) | {"letters_at_risk": reunion.letters.at_risk()} if sees_all else {}
    sums = sums_by_registration(reunion) if seat.may(MONEY) else {}
    things, numbers = todo_and_numbers(seat, beside=beside, sums=sums)
    classes = board(reunion, homeroom_ids=seat.homeroom_ids)
    way = way_to_the_day(reunion, homeroom_ids=seat.homeroom_ids)
    todo = [row(thing, seat) for thing in things]
    context = numbers | {
        "board": classes,
        "page": page_of(classes.rows, request.GET.get("page")),
        "way": way,
        "chart": chart_of(way),
        "hall": hall_of(reunion, classmates=classes.total) if sees_all else None,
        "money": added(sums) if seat.may(MONEY) else None,
        "todo": todo[:FIRST_THINGS],
        "more_todo": todo[FIRST_THINGS:],
        "sees_all": sees_all,
        "is_office": seat.may(OFFICE),
    }
    return render(request, "staff/home/home.html", context)
