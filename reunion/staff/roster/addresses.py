"""The addresses of the yearbook by what is still to be said about them; each tab counts what it lists."""

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from reunion.postcards.choosing import unknown_today
from reunion.roster.models import Homeroom, YearbookAddress, YearbookAddressQuerySet
from reunion.staff.pages import page_of
from reunion.team.access import OFFICE, Seat, for_roles

TABS = {
    "choose": (_("選ぶもの"), ~Q(grade="certain") & Q(decision="")),
    "certain": (_("確実"), Q(grade="certain", decision="")),
    "likely": (_("たぶん"), Q(grade="likely", decision="")),
    "unclear": (_("分からない"), ~Q(grade__in=["certain", "likely"]) & Q(decision="")),
    "decided": (_("決めた"), ~Q(decision="")),
}


class Wanted:
    """What the address asks for; what makes no sense is passed over. `cards` is no tab, but a list."""

    def __init__(self, query):
        show, room = query.get("show", ""), query.get("homeroom", "")
        self.show = show if show in (*TABS, "cards") else "choose"
        self.homeroom_id = int(room) if room.isascii() and room.isdecimal() and len(room) < 15 else None

    @property
    def query(self) -> str:
        room = f"&homeroom={self.homeroom_id}" if self.homeroom_id else ""
        return f"show={self.show}{room}"


def in_room(seat: Seat, wanted: Wanted) -> YearbookAddressQuerySet:
    rows = YearbookAddress.objects.of_writable(seat.reunion.cohort)
    return rows.filter(classmate__homeroom_id=wanted.homeroom_id) if wanted.homeroom_id else rows


def rows(seat: Seat, wanted: Wanted) -> YearbookAddressQuerySet:
    everything = in_room(seat, wanted)
    if wanted.show == "cards":
        return everything.filter(classmate__in=unknown_today(seat.reunion).order_by().values("pk"))
    return everything.filter(TABS[wanted.show][1])


@for_roles(OFFICE)
def listed(request: HttpRequest) -> HttpResponse:
    seat, wanted = request.seat, Wanted(request.GET)
    found = rows(seat, wanted).select_related("classmate__homeroom").in_working_order()
    page = page_of(found, request.GET.get("page"))
    accepts = wanted.show == "certain" and not wanted.homeroom_id
    context = {
        "page": page,
        "wanted": wanted,
        "tabs": tabs(seat, wanted),
        "room_tabs": room_tabs(seat, wanted),
        "may_accept": accepts and page.paginator.count,
        "works_through": wanted.show not in ("certain", "decided"),
    }
    return render(request, "staff/roster/addresses.html", context)


def tabs(seat: Seat, wanted: Wanted) -> list[dict]:
    numbers = {show: Count("pk", filter=condition) for show, (_label, condition) in TABS.items()}
    counted = in_room(seat, wanted).aggregate(**numbers)
    room = f"&homeroom={wanted.homeroom_id}" if wanted.homeroom_id else ""
    here = reverse("staff:roster:addresses", args=[seat.reunion.slug])
    return [
        {
            "label": label,
            "url": f"{here}?show={show}{room}",
            "current": show == wanted.show,
            "count": counted[show],
        }
        for show, (label, _condition) in TABS.items()
    ]


def room_tabs(seat: Seat, wanted: Wanted) -> list[dict]:
    here = reverse("staff:roster:addresses", args=[seat.reunion.slug])
    rooms = [(_("すべてのクラス"), None)]
    rooms += [(str(room), room.pk) for room in Homeroom.objects.filter(cohort=seat.reunion.cohort)]
    return [
        {
            "label": label,
            "url": f"{here}?show={wanted.show}" + (f"&homeroom={number}" if number else ""),
            "current": number == wanted.homeroom_id,
        }
        for label, number in rooms
    ]
