from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from reunion.journal.models import Entry
from reunion.mail.health import dead_reasons
from reunion.mail.models import InboundLetter, InboundLetterQuerySet, Message, about
from reunion.mail.risk import assess
from reunion.registrations.links import personal_url
from reunion.registrations.models import ChosenItem, Registration, State
from reunion.registrations.vouching import is_vouched_for
from reunion.staff.pages import page_of
from reunion.team.access import EVERYONE, MONEY, NOT_CLASS_STAFF, OFFICE, for_roles

from .rows import IN_LINE, WITHOUT_MAIL, facts, one, tabs, visible_to, with_amounts_for

MOST_SHOWN = 50


@for_roles(EVERYONE)
def registrations(request: HttpRequest) -> HttpResponse:
    state, search = request.GET.get("state", ""), request.GET.get("q", "").strip()
    found = visible_to(request.seat).named_like(search)
    if state in State.values:
        found = found.filter(state=state)
    elif state == WITHOUT_MAIL:
        found = found.coming().without_mail()
    elif state == IN_LINE:
        found = found.in_line()
    found = found.select_related("classmate__homeroom", "homeroom", "teacher")
    in_line = ChosenItem.objects.in_line().select_related("item")
    found = found.prefetch_related(Prefetch("chosen_items", in_line, to_attr="wishes"))
    context = {
        "page": page_of(with_amounts_for(request.seat, found), request.GET.get("page")),
        "tabs": tabs(request.seat, state),
        "state": state,
        "search": search,
        "sees_amounts": request.seat.may(NOT_CLASS_STAFF),
        "may_change": request.seat.may(OFFICE),
    }
    return render(request, "staff/registrations/list.html", context)


@for_roles(EVERYONE)
def detail(request: HttpRequest, registration_id: int) -> HttpResponse:
    registration = one(request.seat, registration_id)
    sees_amounts = request.seat.may(NOT_CLASS_STAFF)
    context = {
        "registration": registration,
        "facts": facts(registration, seat=request.seat),
        "risk": assess(registration.email),
        "dead": dead_reasons(registration.addresses),
        "inbound": inbound_about(registration) if request.seat.may(OFFICE) else [],
        "letters": Message.objects.about(registration)[:MOST_SHOWN],
        "entries": Entry.objects.about(registration)[:MOST_SHOWN],
        "personal_url": personal_url(registration) if sees_amounts and registration.is_known else "",
        "may_change": request.seat.may(OFFICE),
        "may_see_money": request.seat.may(MONEY),
        "is_known_by_name_only": registration.is_known and not is_vouched_for(registration),
    }
    return render(request, "staff/registrations/detail.html", context)


def inbound_about(registration: Registration) -> InboundLetterQuerySet:
    """What they wrote to the organizers; read by whoever answers it."""
    return InboundLetter.objects.filter(about=about(registration))[:MOST_SHOWN]
