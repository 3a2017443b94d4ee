"""Their class as a list to work through on a phone, and one person at a time."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reunion.outreach.askable import askable
from reunion.outreach.assignment import assignment
from reunion.outreach.called import BY_CALL, call_can_be_taken_back, last_press
from reunion.outreach.calling import Stage, after, counts, in_calling_order, to_call
from reunion.outreach.invitation import Invitation, invitation_for
from reunion.outreach.models import ContactLog
from reunion.outreach.phone_links import line_link, sms_link, tel_link
from reunion.overview.standing import with_standing
from reunion.roster.models import Classmate, ClassmateQuerySet, ContactPoint, Homeroom
from reunion.roster.searching import search
from reunion.staff.pages import page_of
from reunion.staff.roster.shown import name_standing, with_their_standing
from reunion.team.access import OFFICE, Seat, for_roles

from .helping import HELPERS, Telephone, introduced

# The address of those of whom nobody knows the class; the office looks after them.
NO_CLASS = 0
TABS = {
    Stage.FRESH: gettext_lazy("まだ声をかけていない"),
    Stage.AGAIN: gettext_lazy("もう一度"),
    Stage.TOLD: gettext_lazy("伝えた"),
    Stage.WILL_COME: gettext_lazy("来ると言っている"),
    Stage.UNINTERESTED: gettext_lazy("関心がない"),
    Stage.ANSWERED: gettext_lazy("返事があった"),
}
LATEST_TRIES = 10


@dataclass(frozen=True)
class Shelf:
    """Which people are worked through: of one class, or of all classes this reader looks after."""

    seat: Seat
    homeroom_id: int | None

    def people(self) -> ClassmateQuerySet:
        people = to_call(self.seat.reunion, homeroom_ids=self.seat.homeroom_ids)
        if self.homeroom_id is None:
            return people
        return people.filter(homeroom=self.homeroom_id or None)

    @property
    def url(self) -> str:
        slug = self.seat.reunion.slug
        if self.homeroom_id is None:
            return reverse("staff:outreach:my_classes", args=[slug])
        return reverse("staff:outreach:class", args=[slug, self.homeroom_id])


@for_roles(HELPERS)
def my_classes(request: HttpRequest) -> HttpResponse:
    """All classes of class staff; the office chooses a class first."""
    if request.seat.homeroom_ids is None:
        return redirect("staff:outreach:classes", request.reunion.slug)
    return class_page(request, Shelf(request.seat, None))


@for_roles(HELPERS)
def one_class(request: HttpRequest, homeroom_id: int) -> HttpResponse:
    rooms = rooms_of(request.seat)
    if homeroom_id not in rooms and (homeroom_id != NO_CLASS or not request.seat.may(OFFICE)):
        raise Http404
    return class_page(request, Shelf(request.seat, homeroom_id))


def rooms_of(seat: Seat) -> dict[int, Homeroom]:
    rooms = Homeroom.objects.filter(cohort=seat.reunion.cohort_id)
    if seat.homeroom_ids is not None:
        rooms = rooms.filter(pk__in=seat.homeroom_ids)
    return {room.pk: room for room in rooms}


def class_page(request: HttpRequest, shelf: Shelf) -> HttpResponse:
    people = shelf.people()
    typed = request.GET.get("q", "").replace("\x00", "").strip()[:60]
    wanted = request.GET.get("show", "")
    show = wanted if wanted in TABS else ""
    counted = counts(people)
    found = search(people, typed) if typed else people.filter(stage=show) if show else people
    found = in_calling_order(found).select_related("homeroom").prefetch_related("clubs", "contact_points")
    known = None if typed else counted[show] if show else sum(counted.values())
    page = page_of(found, request.GET.get("page"), count=known)
    page.object_list = rows(request.seat, list(page.object_list))
    rooms = rooms_of(request.seat)
    context = {
        "page": page,
        "typed": typed,
        "title": title(shelf, rooms),
        "tabs": stage_tabs(shelf, counted, "search" if typed else show),
        "room_tabs": room_tabs(shelf, rooms),
        "may_choose_class": request.seat.may(OFFICE),
        "done": sum(counted.values()) - counted[Stage.FRESH],
        "total": sum(counted.values()),
        "last": last_press(request.reunion, actor=request.user),
        "room": "" if shelf.homeroom_id is None else shelf.homeroom_id,
        "here": shelf.url,
    }
    return render(request, "staff/outreach/class.html", context)


def title(shelf: Shelf, rooms: dict[int, Homeroom]) -> str:
    if shelf.homeroom_id is None:
        return _("わたしのクラス")
    return str(rooms.get(shelf.homeroom_id) or _("クラス不明"))


def stage_tabs(shelf: Shelf, counted: dict[str, int], show: str) -> list[dict]:
    everybody = {"label": _("全員"), "url": shelf.url, "current": not show, "count": sum(counted.values())}
    return [everybody] + [
        {
            "label": label,
            "url": f"{shelf.url}?show={stage}",
            "current": stage == show,
            "count": counted[stage],
        }
        for stage, label in TABS.items()
        if counted[stage] or stage == Stage.FRESH
    ]


def room_tabs(shelf: Shelf, rooms: dict[int, Homeroom]) -> list[dict]:
    """For class staff with several classes."""
    if shelf.seat.homeroom_ids is None or len(rooms) < 2:
        return []
    shelves = [(_("わたしのクラス全部"), None), *((str(room), pk) for pk, room in rooms.items())]
    return [
        {"label": label, "url": Shelf(shelf.seat, pk).url, "current": pk == shelf.homeroom_id}
        for label, pk in shelves
    ]


def rows(seat: Seat, people: list[Classmate]) -> list[dict]:
    """What the list shows of each; the same questions for one and for fifty."""
    with_their_standing(people, seat.reunion)
    friends = askable(people, reunion=seat.reunion, homeroom_ids=seat.homeroom_ids)
    tries = last_calls(seat, people)
    return [
        {
            "person": person,
            "stage": TABS[Stage(person.stage)],
            "clubs": list(person.clubs.all()),
            "telephones": telephones(person, None),
            "others": other_ways(person),
            "friends": friends[person.pk],
            "tried": tries.get(person.pk),
        }
        for person in people
    ]


def last_calls(seat: Seat, people: list[Classmate]) -> dict[int, ContactLog]:
    calls = ContactLog.objects.filter(
        reunion=seat.reunion, way__in=BY_CALL, classmate__in=[p.pk for p in people]
    )
    return {log.classmate_id: log for log in calls.select_related("user").order_by("at", "pk")}


@for_roles(HELPERS)
def person(request: HttpRequest, classmate_id: int) -> HttpResponse:
    return person_page(request, classmate_id)


def person_page(
    request: HttpRequest, classmate_id: int, *, error: str = "", remark: str = "", status: int = 200
) -> HttpResponse:
    seat = request.seat
    shelf = shelf_of(request)
    mate = called_person(seat, classmate_id)
    invitation = invitation_for(mate, reunion=seat.reunion, writer=introduced(seat))
    calls = ContactLog.objects.filter(reunion=seat.reunion, classmate=mate, way__in=BY_CALL)
    context = {
        "person": mate,
        "stage": TABS[Stage(mate.stage)],
        "invitation": invitation,
        "line": line_link(invitation.line) if invitation else "",
        "telephones": telephones(mate, invitation),
        "others": other_ways(mate),
        "friends": askable([mate], reunion=seat.reunion, homeroom_ids=seat.homeroom_ids)[mate.pk],
        "calls": [
            {"log": log, "may_take_back": may_take_back_call(log, seat=seat)}
            for log in calls.select_related("user")[:LATEST_TRIES]
        ],
        "staff": assignment(seat.reunion).of(mate.homeroom_id),
        "last": last_press(seat.reunion, actor=seat.user),
        "next": after(shelf.people(), mate),
        "room": "" if shelf.homeroom_id is None else shelf.homeroom_id,
        "back": shelf.url,
        "error": error,
        "remark": remark,
    }
    return render(request, "staff/outreach/person.html", context, status=status)


def called_person(seat: Seat, classmate_id: int) -> Classmate:
    """404 for another class, for the dead, and for whoever is left alone."""
    people = to_call(seat.reunion, homeroom_ids=seat.homeroom_ids).select_related("homeroom")
    people = with_standing(people.prefetch_related("clubs", "contact_points"), seat.reunion, few=True)
    mate = get_object_or_404(people, pk=classmate_id)
    name_standing(mate, mate.standing)
    return mate


def shelf_of(request: HttpRequest) -> Shelf:
    """The list the reader came from; the office's is always of one class."""
    room = request.POST.get("room") or request.GET.get("room") or ""
    number = int(room) if room.isascii() and room.isdecimal() and len(room) < 15 else None
    if number is None and request.seat.homeroom_ids is None:
        number = NO_CLASS
    return Shelf(request.seat, number)


def may_take_back_call(log: ContactLog, *, seat: Seat) -> bool:
    return (log.user_id == seat.user.pk or seat.may(OFFICE)) and call_can_be_taken_back(log)


def telephones(mate: Classmate, invitation: Invitation | None) -> list[Telephone]:
    numbers = [point.value for point in mate.contact_points.all() if point.kind == ContactPoint.Kind.PHONE]
    text = invitation.signed if invitation else ""
    return [Telephone(number, tel_link(number), sms_link(number, text) if text else "") for number in numbers]


def other_ways(mate: Classmate) -> list[str]:
    """Mail, LINE names, friends."""
    return [str(point) for point in mate.contact_points.all() if point.kind != ContactPoint.Kind.PHONE]
