from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from reunion.lib.refused import Refused
from reunion.outreach.called import note_call, take_back_call
from reunion.outreach.calling import after
from reunion.outreach.models import ContactLog
from reunion.roster.models import Classmate
from reunion.team.access import for_roles

from .calling import called_person, may_take_back_call, person_page, shelf_of
from .helping import HELPERS

LONGEST_REMARK = ContactLog._meta.get_field("note").max_length


@for_roles(HELPERS)
@require_POST
def note_result(request: HttpRequest, classmate_id: int) -> HttpResponse:
    mate = called_person(request.seat, classmate_id)
    remark = request.POST.get("remark", "").replace("\x00", "")
    following = after(shelf_of(request).people(), mate)
    try:
        if len(remark) > LONGEST_REMARK:
            raise Refused(_("ひとことは200文字までで書いてください。"))
        log = note_call(
            mate,
            reunion=request.reunion,
            press=request.POST.get("press", ""),
            actor=request.user,
            remark=remark,
        )
    except Refused as refused:
        return person_page(request, classmate_id, error=str(refused), remark=remark, status=422)
    messages.success(request, noted(log))
    if following is None or request.POST.get("stay"):
        return redirect(shelf_of(request).url)
    return redirect(f"{person_address(request, following)}{room_query(request)}")


def noted(log: ContactLog) -> str:
    words = {"name": log.classmate.school_name, "result": log.get_result_display()}
    if log.result == ContactLog.Result.UNWILLING:
        return _("%(name)sさんを一覧から外しました。どうするかは事務局が決めます。") % words
    return _("%(name)sさんのことを書き留めました（%(result)s）。") % words


def person_address(request: HttpRequest, mate: Classmate) -> str:
    return reverse("staff:outreach:person", args=[request.reunion.slug, mate.pk])


def room_query(request: HttpRequest) -> str:
    number = shelf_of(request).homeroom_id
    return "" if number is None else f"?room={number}"


@for_roles(HELPERS)
@require_POST
def take_back_result(request: HttpRequest, log_id: int) -> HttpResponse:
    seat = request.seat
    calls = ContactLog.objects.filter(reunion=request.reunion, registration=None, classmate__isnull=False)
    log = get_object_or_404(calls.select_related("classmate", "reunion"), pk=log_id)
    if seat.homeroom_ids is not None and log.classmate.homeroom_id not in seat.homeroom_ids:
        raise Http404
    if not may_take_back_call(log, seat=seat):
        messages.error(request, _("この記録を取り消せるのは、書き留めた本人と事務局だけです。"))
        return redirect(shelf_of(request).url)
    take_back_call(log, actor=request.user)
    messages.success(request, _("記録を取り消しました。"))
    return redirect(f"{person_address(request, log.classmate)}{room_query(request)}")
