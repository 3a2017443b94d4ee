"""Class by class: who looks after it, how many are reached, when anybody last called; the kick-off."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from reunion.events.milestones import mark_done
from reunion.overview.coverage import coverage
from reunion.overview.kick_off import kick_off_due
from reunion.staff.pages import page_of
from reunion.team.access import OFFICE, for_roles

from .calling import NO_CLASS


@for_roles(OFFICE)
def classes(request: HttpRequest) -> HttpResponse:
    covered = coverage(request.reunion)
    page = page_of(covered.rows, request.GET.get("page"))
    slug = request.reunion.slug
    page.object_list = [
        {
            "room": row,
            "url": reverse(
                "staff:outreach:class", args=[slug, row.homeroom.pk if row.homeroom else NO_CLASS]
            ),
        }
        for row in page.object_list
    ]
    context = {"page": page, "covered": covered, "kick_off": kick_off_due(request.reunion).first()}
    return render(request, "staff/outreach/classes.html", context)


@for_roles(OFFICE)
@require_POST
def kick_off_held(request: HttpRequest) -> HttpResponse:
    """Pressed twice, the second press finds nothing to mark."""
    step = kick_off_due(request.reunion).first()
    if step is not None:
        mark_done(step, actor=request.user)
    messages.success(request, _("顔合わせを開いたことを書き留めました。"))
    return redirect("staff:outreach:classes", request.reunion.slug)
