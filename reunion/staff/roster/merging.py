from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from reunion.lib.refused import Refused
from reunion.roster.duplicates import Twice, maybe_twice, namesakes, with_namesakes
from reunion.roster.merging import merge, pair_version, pairs, tied, why_not
from reunion.roster.models import Classmate
from reunion.roster.searching import search
from reunion.roster.set_apart import pairs_of
from reunion.staff.pages import page_of
from reunion.team.access import OFFICE, for_roles

from .shown import Wanted, visible, with_their_standing

MOST_OFFERED = 20


@for_roles(OFFICE)
def duplicates(request: HttpRequest) -> HttpResponse:
    """Everybody who has a namesake in the year, beside them."""
    page = page_of(maybe_twice(visible(request.seat)).select_related("homeroom"), request.GET.get("page"))
    found: list[Twice] = with_namesakes(list(page.object_list))
    with_their_standing([one for row in found for one in (row.person, *row.others)], request.reunion)
    page.object_list = found
    context = {"page": page, "apart": pairs_of(request.reunion.cohort).count()}
    return render(request, "staff/roster/duplicates.html", context)


@for_roles(OFFICE)
def choose(request: HttpRequest, classmate_id: int) -> HttpResponse:
    """With which other record this one is to become one."""
    person = get_object_or_404(visible(request.seat).select_related("homeroom"), pk=classmate_id)
    typed = Wanted.of(request.GET).typed
    others = search(visible(request.seat), typed).exclude(pk=person.pk) if typed else namesakes(person)
    found = others.select_related("homeroom").in_roster_order()[:MOST_OFFERED]
    context = {
        "person": person,
        "typed": typed,
        "others": with_their_standing(list(found), request.reunion),
        "are_namesakes": not typed,
    }
    return render(request, "staff/roster/merge_choose.html", context)


@for_roles(OFFICE)
def preview(request: HttpRequest, classmate_id: int, other_id: int) -> HttpResponse:
    """Both side by side; a press makes them one."""
    people = visible(request.seat).select_related("homeroom")
    kept, gone = get_object_or_404(people, pk=classmate_id), get_object_or_404(people, pk=other_id)
    rows = pairs(kept, gone)
    if request.method == "POST":
        chosen = {row.name for row in rows if request.POST.get(row.name) == "other"}
        if merged(request, kept, gone, chosen):
            return redirect("staff:roster:classmate", request.reunion.slug, kept.pk)
        return redirect("staff:roster:merge", request.reunion.slug, kept.pk, gone.pk)
    context = {
        "kept": kept,
        "gone": gone,
        "differing": [row for row in rows if row.differs],
        "same": [(row.label, row.kept) for row in rows if not row.differs],
        "tied": tied(gone),
        "seen": pair_version(kept, gone),
        "why_not": why_not(kept, gone),
    }
    return render(request, "staff/roster/merge.html", context)


def merged(request: HttpRequest, kept: Classmate, gone: Classmate, chosen: set[str]) -> bool:
    try:
        merge(
            kept,
            gone=gone,
            from_gone=chosen,
            seen=request.POST.get("seen", ""),
            actor=request.user,
            reunion_slug=request.reunion.slug,
        )
    except Refused as refused:
        messages.error(request, str(refused))
        return False
    messages.success(request, _("二つの記録を一つにまとめました。"))
    return True
