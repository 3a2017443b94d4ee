"""How to set up a second step, for who has none; and the way back to where they were."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme

from reunion.accounts.second_step import WAY_BACK, has_second_step


def second_step(request: HttpRequest) -> HttpResponse:
    way_back = request.GET.get("next", "")
    if url_has_allowed_host_and_scheme(way_back, {request.get_host()}, require_https=request.is_secure()):
        request.session[WAY_BACK] = way_back
    if has_second_step(request.user):
        return redirect(request.session.get(WAY_BACK) or "mfa_index")
    return render(request, "staff/doors/second_step.html")
