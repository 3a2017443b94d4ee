from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from reunion.lib.refused import Refused
from reunion.notices.drafting import throw_away, try_out
from reunion.notices.models import Announcement
from reunion.notices.pausing import go_on, pause, stop
from reunion.notices.sending import SentBefore, send
from reunion.team.access import OFFICE, for_roles

from .views import found


@for_roles(OFFICE)
@require_POST
def to_myself(request: HttpRequest, announcement_id: int) -> HttpResponse:
    shown = found(request, announcement_id)
    try_out(shown, writer=request.user)
    messages.success(request, _("%(address)s へ試しに1通送ります。") % {"address": request.user.email})
    return back_to(request, shown)


@for_roles(OFFICE)
@require_POST
def send_to_all(request: HttpRequest, announcement_id: int) -> HttpResponse:
    """The number on the button comes along; what was sent before is asked about on a page of its own."""
    shown = found(request, announcement_id)
    people = request.POST.get("people", "")
    people = int(people) if people.isdecimal() else 0
    knows = request.POST.get("although_sent_before") == "yes"
    try:
        send(shown, people=people, actor=request.user, although_sent_before=knows)
    except SentBefore as refused:
        context = {"announcement": shown, "people": people, "earlier": refused.earlier}
        return render(request, "staff/notices/sent_before.html", context)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("%(people)s名に送り始めました。") % {"people": people})
    return back_to(request, shown)


def press(rule: Callable, done: str) -> Callable:
    """A view that applies one rule to one announcement."""

    @for_roles(OFFICE)
    @require_POST
    def pressed(request: HttpRequest, announcement_id: int) -> HttpResponse:
        shown = found(request, announcement_id)
        try:
            rule(shown, actor=request.user)
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, str(done))
        return back_to(request, shown)

    return pressed


pause_sending = press(pause, gettext_lazy("一時停止しました。まだ送っていない分は、送らずに待っています。"))
continue_sending = press(go_on, gettext_lazy("続きを送り始めました。"))
stop_sending = press(stop, gettext_lazy("途中でやめました。まだ送っていない分は、もう送りません。"))


@for_roles(OFFICE)
@require_POST
def discard(request: HttpRequest, announcement_id: int) -> HttpResponse:
    shown = found(request, announcement_id)
    try:
        throw_away(shown)
    except Refused as refused:
        messages.error(request, str(refused))
        return back_to(request, shown)
    messages.success(request, _("下書きを捨てました。"))
    return redirect("staff:notices:list", request.reunion.slug)


def back_to(request: HttpRequest, shown: Announcement) -> HttpResponse:
    return redirect("staff:notices:announcement", request.reunion.slug, shown.pk)
