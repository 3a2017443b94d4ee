from collections import Counter

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from reunion.outreach.assignment import Assignment, assignment
from reunion.outreach.dealings import dealings_with
from reunion.outreach.follow_up import Row, board, row_of
from reunion.outreach.models import ContactLog
from reunion.outreach.story import Event, What, story
from reunion.payments.correcting import corrections
from reunion.registrations.models import Registration
from reunion.roster.models import Homeroom
from reunion.staff.pages import page_of
from reunion.team.access import EVERYONE, MONEY, NOT_CLASS_STAFF, OFFICE, Seat, for_roles

from .forms import TryForm
from .helping import HELPERS, guest_of, help_for, may_take_back
from .sentences import BADGES, day_of, told, why

OTHERS, TEACHERS = "others", "teachers"
MOST_CLASSES = 30


@for_roles(HELPERS)
def follow_up(request: HttpRequest) -> HttpResponse:
    rows = board(request.reunion, homeroom_ids=request.seat.homeroom_ids)
    group = request.GET.get("group", "")
    page = page_of([row for row in rows if group in ("", group_of(row))], request.GET.get("page"))
    page.object_list = shown(list(page.object_list), assigned=assignment(request.reunion))
    context = {
        "page": page,
        "tabs": tabs(request.seat, rows, group),
        "total": len(rows),
        "may_see_classes": request.seat.may(OFFICE),
    }
    return render(request, "staff/outreach/board.html", context)


def group_of(row: Row) -> str:
    return TEACHERS if row.is_teacher else str(row.homeroom_id or OTHERS)


def tabs(seat: Seat, rows: list[Row], chosen: str) -> list[dict]:
    """All, and each class of which somebody is on the board; without the classes where they are too many."""
    counts = Counter(group_of(row) for row in rows)
    rooms = {str(room.pk): str(room) for room in Homeroom.objects.filter(cohort=seat.reunion.cohort_id)}
    rooms = {group: label for group, label in rooms.items() if counts[group]}
    if len(rooms) > MOST_CLASSES:
        rooms = {}
    labels = {"": _("すべて"), **rooms, OTHERS: _("クラス不明"), TEACHERS: _("恩師")}
    counts[""] = len(rows)
    here = reverse("staff:outreach:board", args=[seat.reunion.slug])
    return [
        {
            "label": label,
            "url": f"{here}?group={group}" if group else here,
            "current": group == chosen,
            "count": counts[group],
        }
        for group, label in labels.items()
        if counts[group] or not group
    ]


def shown(rows: list[Row], *, assigned: Assignment) -> list[dict]:
    numbers = [row.registration_id for row in rows]
    found = Registration.objects.select_related("classmate__homeroom", "teacher").in_bulk(numbers)
    tries = last_tries(numbers)
    return [
        {
            "registration": found[row.registration_id],
            "badge": BADGES[row.reason],
            "why": why(row),
            "trouble": row.trouble,
            "staff": assigned.of(row.homeroom_id),
            "tried": tries.get(row.registration_id),
            "is_resting": row.is_resting,
        }
        for row in rows
        if row.registration_id in found
    ]


def last_tries(numbers: list[int]) -> dict[int, ContactLog]:
    tries = ContactLog.objects.filter(registration__in=numbers).select_related("user")
    return {log.registration_id: log for log in tries.order_by("at", "pk")}


@for_roles(EVERYONE)
def guest(request: HttpRequest, registration_id: int) -> HttpResponse:
    return guest_page(request, guest_of(request.seat, registration_id))


def guest_page(request: HttpRequest, registration: Registration, form: TryForm | None = None) -> HttpResponse:
    seat = request.seat
    dealings = dealings_with(registration)
    row = row_of(dealings)
    context = {
        "registration": registration,
        "badge": BADGES[row.reason] if row else None,
        "why": why(row) if row else "",
        "trouble": row.trouble if row else "",
        "rests_since": day_of(row.tried_at) if row and row.is_resting else "",
        "help": help_for(dealings, seat=seat),
        "form": form or TryForm(initial={"way": likely_way(registration)}),
        "staff": assignment(request.reunion).of(dealings.signs.homeroom_id),
        "correction": corrections(seat.reunion, registration_id=registration.pk) if seat.may(MONEY) else [],
        "events": [event_for(seat, event) for event in story(dealings)],
        "may_help": seat.may(HELPERS),
        "sees_letters": seat.may(NOT_CLASS_STAFF),
        "sees_inbound": seat.may(OFFICE),
    }
    return render(request, "staff/outreach/guest.html", context)


def likely_way(registration: Registration) -> str:
    return ContactLog.Way.LINE if registration.line_is_fine else ContactLog.Way.TELEPHONE


def event_for(seat: Seat, event: Event) -> dict:
    told_event = told(event)
    if event.what == What.CONTACTED:
        told_event["may_take_back"] = may_take_back(event.thing, seat=seat)
    return told_event
