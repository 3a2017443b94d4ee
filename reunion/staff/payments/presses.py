from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from reunion.events.models import Reunion
from reunion.lib.refused import Refused
from reunion.payments.booking import Shares, confirm, confirm_certain, ignore, undo, unignore
from reunion.payments.models import StatementLine
from reunion.registrations.models import Registration
from reunion.team.access import MONEY, for_roles


@for_roles(MONEY)
@require_POST
def certain(request: HttpRequest) -> HttpResponse:
    line_ids = [int(word) for word in request.POST.get("lines", "").split(",") if word.isdecimal()]
    done = confirm_certain(request.reunion, line_ids=line_ids, actor=request.user)
    words = {"count": done.lines, "yen": f"{done.yen:,}", "left": done.left}
    if done.lines:
        messages.success(request, _("%(count)s件、合わせて%(yen)s円を確定しました。") % words)
    if done.left:
        messages.warning(
            request,
            _("%(left)s件は、ほかの人が先に決めたか、確実ではなくなったため、そのままです。") % words,
        )
    return redirect("staff:payments:lines", request.reunion.slug)


@for_roles(MONEY)
@require_POST
def confirm_line(request: HttpRequest, line_id: int) -> HttpResponse:
    """Books exactly what the button showed."""
    shares = shares_shown(request.reunion, request.POST.get("shares", ""))
    return decide(
        request, line_id, lambda line: confirm(line, shares=shares, actor=request.user), _("確定しました")
    )


def shares_shown(reunion: Reunion, text: str) -> Shares:
    """From "registration:yen,registration:yen"; what makes no sense is left out."""
    pairs = [pair.split(":") for pair in text.split(",")]
    yen = {int(pair[0]): int(pair[1]) for pair in pairs if len(pair) == 2 and "".join(pair).isdecimal()}
    people = Registration.objects.filter(reunion=reunion).in_bulk(yen)
    return [(people[id], amount) for id, amount in yen.items() if id in people]


def press(rule: Callable, done: str) -> Callable:
    """A view that applies one rule to one line."""

    @for_roles(MONEY)
    @require_POST
    def pressed(request: HttpRequest, line_id: int) -> HttpResponse:
        return decide(request, line_id, lambda line: rule(line, actor=request.user), done)

    return pressed


undo_line = press(undo, gettext_lazy("確定を取り消しました"))
ignore_line = press(ignore, gettext_lazy("会費ではないとしました"))
unignore_line = press(unignore, gettext_lazy("一覧に戻しました"))


def decide(request: HttpRequest, line_id: int, rule: Callable, done: str) -> HttpResponse:
    line = get_object_or_404(StatementLine, pk=line_id, reunion=request.reunion)
    try:
        rule(line)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        words = {"payer": line.payer or _("名前なし"), "yen": f"{line.amount:,}", "done": done}
        messages.success(request, _("%(payer)s %(yen)s円: %(done)s") % words)
    return redirect(back_to(request, reverse("staff:payments:lines", args=[request.reunion.slug])))


def back_to(request: HttpRequest, otherwise: str) -> str:
    """The page the press came from, if it is one of ours."""
    back = request.POST.get("back") or request.GET.get("back", "")
    return back if url_has_allowed_host_and_scheme(back, allowed_hosts=None) else otherwise
