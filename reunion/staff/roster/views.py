from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from reunion.journal.models import Entry
from reunion.registrations.models import Registration
from reunion.roster.confirming import candidates
from reunion.roster.models import Classmate
from reunion.staff.pages import page_of
from reunion.team.access import EVERYONE, OFFICE, for_roles

from .contacts import HEAR_OF_IT
from .shown import Wanted, counts, room_tabs, rows, tabs, visible, with_their_standing

LATEST_ENTRIES = 30


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


@for_roles(EVERYONE)
def classmate(request: HttpRequest, classmate_id: int) -> HttpResponse:
    people = visible(request.seat).select_related("homeroom", "yearbook_address")
    person = get_object_or_404(people, pk=classmate_id)
    with_their_standing([person], request.reunion)
    address = getattr(person, "yearbook_address", None)
    may_edit = request.seat.may(OFFICE)
    context = {
        "person": person,
        "facts": facts(person),
        "address": address,
        "candidates": candidates(address) if may_edit and address else (),
        "contact_points": person.contact_points.order_by("kind", "id"),
        "registrations": Registration.objects.filter(reunion=request.reunion, classmate=person),
        "entries": Entry.objects.about(person)[:LATEST_ENTRIES],
        "may_edit": may_edit,
        "may_add": request.seat.may(HEAR_OF_IT),
    }
    return render(request, "staff/roster/classmate.html", context)


def facts(person: Classmate) -> list[tuple[str, str]]:
    """Question and answer."""
    current = f"{person.current_family_name} {person.current_family_kana}".strip()
    number = "" if person.number is None else _("%(number)s番") % {"number": person.number}
    rows = [
        (_("クラスと番号"), f"{person.homeroom or _('クラス不明')} {number}".strip()),
        (_("在学時の名前"), person.school_name),
        (_("ふりがな"), person.school_kana),
        (_("いまの名字"), current),
        (_("部活"), _("、").join(str(club) for club in person.clubs.all())),
        (_("備考"), person.remarks),
    ]
    if person.do_not_contact:
        rows.append((_("連絡"), _("控える（はがきもメールも送りません）")))
    return rows
