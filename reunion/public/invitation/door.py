"""What the code of an invitation opens.

Its page is for one person: no cache keeps it, no search engine lists it, no other site learns its address.
Nobody finds a code by trying; whoever tries many is asked to come back later all the same.
"""

from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from reunion.public.limits import too_often
from reunion.public.visitors import network_of
from reunion.team.accepting import invitation_of

AN_HOUR = 60
MOST_WRONG_CODES = 30  # of one network within an hour


def behind_an_invitation(view):
    """Decorator: request.invitation is there."""

    @login_not_required
    @never_cache
    @wraps(view)
    def opened(request: HttpRequest, code: str) -> HttpResponse:
        request.invitation = invitation_of(code)
        response = view(request) if request.invitation else _unknown(request)
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return opened


def _unknown(request: HttpRequest) -> HttpResponse:
    if too_often("wrong invitation", network_of(request), most=MOST_WRONG_CODES, minutes=AN_HOUR):
        response = render(request, "public/invitation/later.html", status=429)
        response["Retry-After"] = str(AN_HOUR * 60)
        return response
    return render(request, "public/invitation/unknown.html", status=404)
