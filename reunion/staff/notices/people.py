"""Behind every number a list: whom an announcement reaches, whom it does not, what became of each letter."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from reunion.notices.addressees import Addressee, LeftOut, Reason, addressees, left_out
from reunion.notices.models import Announcement
from reunion.notices.progress import Fate, letters_by_fate, letters_of, progress
from reunion.notices.wording import for_line
from reunion.registrations.models import Registration
from reunion.roster.models import Classmate
from reunion.staff.pages import page_of
from reunion.team.access import OFFICE, for_roles

from .views import FATES, fates_of, found


@for_roles(OFFICE)
def letters(request: HttpRequest, announcement_id: int) -> HttpResponse:
    """All that are written, or those of one fate."""
    shown = found(request, announcement_id)
    fate = request.GET.get("show", "")
    rows = letters_by_fate(shown, Fate(fate)) if fate in FATES else letters_of(shown)
    context = {
        "announcement": shown,
        "page": page_of(rows.defer("body").order_by("pk"), request.GET.get("page")),
        "tabs": fate_tabs(shown, fate),
    }
    return render(request, "staff/notices/letters.html", context)


def fate_tabs(shown: Announcement, chosen: str) -> list[dict]:
    how_far = progress(shown)
    every = {"label": _("すべて"), "url": "?", "current": chosen not in FATES, "count": how_far.people}
    return [every] + [
        {
            "label": each["label"],
            "url": f"?show={each['fate']}",
            "current": chosen == each["fate"],
            "count": each["count"],
        }
        for each in fates_of(shown, how_far)
    ]


@for_roles(OFFICE)
def readers(request: HttpRequest, announcement_id: int) -> HttpResponse:
    """Whom it would reach, and at which address."""
    shown = found(request, announcement_id)
    everyone = [each for each in addressees(shown) if isinstance(each, Addressee)]
    page = page_of(everyone, request.GET.get("page"))
    context = {"announcement": shown, "page": page, "rows": [reader(each) for each in page]}
    return render(request, "staff/notices/readers.html", context)


@for_roles(OFFICE)
def others(request: HttpRequest, announcement_id: int) -> HttpResponse:
    """Whom somebody has to tell in another way, by name."""
    shown = found(request, announcement_id)
    reason = request.GET.get("reason", "")
    everyone = left_out(shown)
    chosen = [other for other in everyone if other.reason == reason] if reason in Reason else everyone
    page = page_of(chosen, request.GET.get("page"))
    context = {
        "announcement": shown,
        "page": page,
        "rows": [row(other) for other in page],
        "tabs": reason_tabs(everyone, reason),
        "for_line": for_line(shown),
    }
    return render(request, "staff/notices/left_out.html", context)


def reason_tabs(everyone: list[LeftOut], chosen: str) -> list[dict]:
    counts = {reason: sum(other.reason == reason for other in everyone) for reason in Reason}
    every = {"label": _("すべて"), "url": "?", "current": chosen not in Reason, "count": len(everyone)}
    return [every] + [
        {"label": reason.label, "url": f"?reason={reason}", "current": chosen == reason, "count": count}
        for reason, count in counts.items()
        if count
    ]


def row(other: LeftOut) -> dict:
    is_guest = isinstance(other.person, Registration)
    return person(other.person) | {
        "reason": other.reason.label,
        "phone": other.person.phone if is_guest else "",
    }


def reader(each: Addressee) -> dict:
    return person(each.person) | {"address": each.address, "honorific": each.honorific}


def person(of: Registration | Classmate) -> dict:
    """How they are called, where they were, and where the desk shows more of them."""
    is_guest = isinstance(of, Registration)
    classmate = of.classmate if is_guest else of
    return {
        "name": of.school_name,
        "place": "staff:registrations:detail" if is_guest else "staff:roster:classmate",
        "pk": of.pk,
        "homeroom": _("恩師") if classmate is None and of.is_guest_of_honour else homeroom_of(classmate),
    }


def homeroom_of(classmate: Classmate | None) -> str:
    return str(classmate.homeroom or "") if classmate else ""
