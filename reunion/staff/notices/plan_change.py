"""Who was told the old date or place."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from reunion.events.plan_changes import plan_of, settle
from reunion.notices.told_before import open_change, told_before
from reunion.staff.pages import page_of
from reunion.team.access import OFFICE, for_roles


@for_roles(OFFICE)
def plan_change(request: HttpRequest) -> HttpResponse:
    change = open_change(request.reunion)
    context = {"change": change}
    if change is not None:
        told = told_before(change)
        rows = told.people.select_related("classmate", "teacher", "homeroom").order_by("pk")
        context |= {
            "page": page_of(rows, request.GET.get("page")),
            "cards": told.cards,
            "plan": plan_of(request.reunion),
        }
    return render(request, "staff/notices/plan_change.html", context)


@for_roles(OFFICE)
@require_POST
def settle_plan_change(request: HttpRequest) -> HttpResponse:
    settle(request.reunion, actor=request.user)
    messages.success(request, _("知らせ終えたことを書き留めました。"))
    return redirect("staff:notices:plan_change", request.reunion.slug)
