from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from reunion.outreach.models import ContactLog
from reunion.outreach.unwilling import decide, undecided
from reunion.staff.pages import page_of
from reunion.team.access import OFFICE, for_roles


@for_roles(OFFICE)
def unwilling(request: HttpRequest) -> HttpResponse:
    rows = undecided(request.reunion).select_related("classmate__homeroom", "user")
    context = {"page": page_of(rows, request.GET.get("page"))}
    return render(request, "staff/outreach/unwilling.html", context)


@for_roles(OFFICE)
@require_POST
def decide_unwilling(request: HttpRequest, log_id: int) -> HttpResponse:
    rows = ContactLog.objects.filter(reunion=request.reunion, result=ContactLog.Result.UNWILLING)
    log = get_object_or_404(rows.select_related("classmate", "reunion"), pk=log_id, classmate__isnull=False)
    answer = request.POST.get("answer")
    name = {"name": log.classmate.school_name}
    if answer not in {"leave", "again"}:
        messages.error(request, _("どうするかを選んでください。"))
    elif not decide(log, leave_alone=answer == "leave", actor=request.user):
        messages.info(request, _("%(name)sさんのことは、もう決めてあります。") % name)
    elif answer == "leave":
        messages.success(request, _("%(name)sさんには、これから連絡しません。") % name)
    else:
        messages.success(request, _("%(name)sさんを、声をかける一覧に戻しました。") % name)
    return redirect("staff:outreach:unwilling", request.reunion.slug)
