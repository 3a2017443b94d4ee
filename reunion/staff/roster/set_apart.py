from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from reunion.lib.refused import Refused
from reunion.roster.set_apart import pairs_of, set_apart, take_back
from reunion.staff.pages import page_of
from reunion.team.access import OFFICE, for_roles

from .shown import visible


@for_roles(OFFICE)
def listed(request: HttpRequest) -> HttpResponse:
    """Of whom somebody said that they are two people."""
    page = page_of(pairs_of(request.reunion.cohort), request.GET.get("page"))
    return render(request, "staff/roster/apart.html", {"page": page})


@for_roles(OFFICE)
@require_POST
def press(request: HttpRequest, classmate_id: int, other_id: int) -> HttpResponse:
    people = visible(request.seat)
    person, other = get_object_or_404(people, pk=classmate_id), get_object_or_404(people, pk=other_id)
    try:
        set_apart(person, other=other, actor=request.user, reunion_slug=request.reunion.slug)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        words = {"name": person.school_name}
        messages.success(request, _("%(name)sさんの二つの記録は、別の人と決めました。") % words)
    return redirect("staff:roster:duplicates", request.reunion.slug)


@for_roles(OFFICE)
@require_POST
def undo(request: HttpRequest, pair_id: int) -> HttpResponse:
    """Pressed twice, the second press finds nothing and says the same."""
    pair = pairs_of(request.reunion.cohort).filter(pk=pair_id).first()
    if pair is not None:
        take_back(pair, actor=request.user, reunion_slug=request.reunion.slug)
    messages.success(request, _("取り消しました。もう一度「同じ名前の人」に並びます。"))
    return redirect("staff:roster:apart", request.reunion.slug)
