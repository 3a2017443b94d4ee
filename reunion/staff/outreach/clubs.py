"""Clubs as networks: whom the others of a club could ask about."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from reunion.outreach.askable import asked_in_club
from reunion.outreach.asking_friends import request_to_pass_on
from reunion.outreach.phone_links import line_link
from reunion.overview.club_networks import (
    Mate,
    Network,
    coming,
    network_of,
    networks,
    reached,
    roll,
    unreached,
)
from reunion.overview.standing import LABELS
from reunion.roster.models import Classmate, Club
from reunion.staff.pages import page_of
from reunion.team.access import OFFICE, Seat, for_roles

from .helping import HELPERS, introduced

UNREACHED, REACHED, COMING = "unreached", "reached", "coming"


@for_roles(HELPERS)
def clubs(request: HttpRequest) -> HttpResponse:
    rows = networks(request.reunion, homeroom_ids=request.seat.homeroom_ids)
    context = {
        "page": page_of(rows, request.GET.get("page")),
        "sees_all": request.seat.homeroom_ids is None,
    }
    return render(request, "staff/outreach/clubs.html", context)


@for_roles(HELPERS)
def one_club(request: HttpRequest, club_id: int) -> HttpResponse:
    club, mates = club_of(request, club_id)
    found = network_of(club, mates, homeroom_ids=request.seat.homeroom_ids)
    show = request.GET.get("show", "")
    show = show if show in (REACHED, COMING) else UNREACHED
    page = page_of(numbers_of(request.seat, mates, show), request.GET.get("page"))
    page.object_list = rows(request, club, named(page.object_list, mates), show)
    context = {
        "club": club,
        "network": found,
        "page": page,
        "show": show,
        "tabs": tabs(request.seat, found, show),
        "sees_all": request.seat.homeroom_ids is None,
    }
    return render(request, "staff/outreach/club.html", context)


@for_roles(HELPERS)
def ask(request: HttpRequest, club_id: int, classmate_id: int) -> HttpResponse:
    """Who could be asked about one person, and the text to send them."""
    club, mates = club_of(request, club_id)
    seat = request.seat
    people = Classmate.objects.filter(pk__in={mate.pk for mate in mates} & {classmate_id})
    person = get_object_or_404(people.in_homerooms(seat.homeroom_ids).select_related("homeroom"))
    text = request_to_pass_on(person, club=club, reunion=request.reunion, writer=introduced(seat))
    context = {
        "club": club,
        "person": person,
        "friends": friends_of(seat, asked_in_club(club, people=[person], reunion=seat.reunion)[person.pk]),
        "text": text,
        "line": line_link(text) if text else "",
    }
    return render(request, "staff/outreach/ask_friend.html", context)


def club_of(request: HttpRequest, club_id: int) -> tuple[Club, list[Mate]]:
    """404 for class staff of whose classes nobody was in it."""
    club = get_object_or_404(Club, pk=club_id, cohort=request.reunion.cohort_id)
    own = Classmate.objects.filter(clubs=club).in_homerooms(request.seat.homeroom_ids)
    if not own.exists():
        raise Http404
    return club, roll(request.reunion, club)


def numbers_of(seat: Seat, mates: list[Mate], show: str) -> list[int]:
    if show == UNREACHED:
        return unreached(mates, homeroom_ids=seat.homeroom_ids)
    return coming(mates) if show == COMING else reached(mates)


def named(numbers: list[int], mates: list[Mate]) -> list[Classmate]:
    """Of one page, in its order."""
    found = Classmate.objects.select_related("homeroom").in_bulk(numbers)
    standings = {mate.pk: mate.standing for mate in mates}
    for number, person in found.items():
        person.standing = standings[number]
    return [found[number] for number in numbers if number in found]


def rows(request: HttpRequest, club: Club, people: list[Classmate], show: str) -> list[dict]:
    """Whom to ask stands beside those who are not reached; the same questions for one and for fifty."""
    friends = asked_in_club(club, people=people, reunion=request.reunion) if show == UNREACHED else {}
    for person in people:
        person.standing_label = LABELS[person.standing]
    return [
        {
            "person": person,
            "name": shown_name(request.seat, person),
            "may_open": is_own(request.seat, person),
            "friends": friends_of(request.seat, friends.get(person.pk, [])),
        }
        for person in people
    ]


def friends_of(seat: Seat, friends: list[Classmate]) -> list[dict]:
    return [
        {"person": friend, "name": shown_name(seat, friend), "may_open": is_own(seat, friend)}
        for friend in friends
    ]


def is_own(seat: Seat, person: Classmate) -> bool:
    return seat.may(OFFICE) or person.homeroom_id in (seat.homeroom_ids or ())


def shown_name(seat: Seat, person: Classmate) -> str:
    """Of another class, class staff read the name at school only."""
    return person.name_with_current if is_own(seat, person) else person.school_name


def tabs(seat: Seat, found: Network, show: str) -> list[dict]:
    here = reverse("staff:outreach:club", args=[seat.reunion.slug, found.club.pk])
    labels = (
        (UNREACHED, _("まだ連絡がつかない"), found.unreached),
        (REACHED, _("連絡がついた"), found.reached),
        (COMING, _("参加"), found.coming),
    )
    return [
        {
            "label": label,
            "url": here if name == UNREACHED else f"{here}?show={name}",
            "current": name == show,
            "count": number,
        }
        for name, label, number in labels
    ]
