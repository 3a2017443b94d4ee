from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from reunion.payments.automatic import switch
from reunion.payments.booking import Confirmed
from reunion.team.access import MONEY, for_roles


@for_roles(MONEY)
@require_POST
def switch_automatic(request: HttpRequest) -> HttpResponse:
    on = request.POST.get("automatic") == "on"
    switch(request.reunion, on=on, actor=request.user)
    if on:
        messages.success(request, _("次に取り込む明細から、確実な入金は自動で確定します。"))
    else:
        messages.success(request, _("確実な入金も、押すまで確定しません。"))
    return redirect("staff:payments:upload", request.reunion.slug)


def tell_booked_by_itself(request: HttpRequest, done: Confirmed | None) -> None:
    if done and done.lines:
        words = {"count": done.lines, "yen": f"{done.yen:,}"}
        messages.success(
            request, _("確実な%(count)s件、合わせて%(yen)s円を自動で確定しました。取り消せます。") % words
        )
