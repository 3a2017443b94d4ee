from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from reunion.overview.counting import counted
from reunion.overview.figures import board, booked_venue, teachers_coming
from reunion.overview.todo import todo
from reunion.payments.proposals import bring_up_to_date
from reunion.payments.totals import totals
from reunion.team.access import EVERYONE, MONEY, NOT_CLASS_STAFF, for_roles

from .sentences import row


@for_roles(EVERYONE)
def home(request: HttpRequest) -> HttpResponse:
    seat, reunion = request.seat, request.reunion
    context = {
        "board": board(reunion, homeroom_ids=seat.homeroom_ids),
        "booking": booked_venue(reunion),
        "sees_money": seat.may(MONEY),
        "sees_mail": seat.may(NOT_CLASS_STAFF),
    }
    if seat.may(MONEY):
        bring_up_to_date(reunion)
        context["money"] = totals(reunion)
    if seat.may(NOT_CLASS_STAFF):
        shown = {"teachers_coming": teachers_coming(reunion), "letters_at_risk": reunion.letters.at_risk()}
        context |= counted(reunion, shown)
    context["todo"] = [row(item, seat) for item in todo(seat)]
    return render(request, "staff/home/home.html", context)
