"""What a code opens.

A code that does not exist, and one of a reunion that is not public, look the same. There are a million
billion codes, so nobody finds one by trying; whoever tries many is asked to come back later all the same.
The address is the whole authority, no cookie counts, and who does not know it can forge nothing: so the forms
behind it need no further token, which a browser that may send no referrer could not prove its origin for.
"""

from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt

from reunion.events.models import Reunion
from reunion.outreach.signup_links import link_of
from reunion.public.limits import too_often
from reunion.public.visitors import network_of
from reunion.team.access import seat_of

AN_HOUR = 60
MOST_WRONG_CODES = 60  # of one network within an hour; many phones share one


def behind_a_code(view):
    """Decorator: request.link and request.reunion are there; no search engine and no other site is told."""

    @login_not_required
    @wraps(view)
    def opened(request: HttpRequest, code: str, *args, **kwargs) -> HttpResponse:
        link = link_of(code)
        rows = Reunion.objects.published().for_guests()
        reunion = rows.filter(pk=link.reunion_id).first() if link else None
        if reunion is None:
            return _unknown(request)
        request.link, request.reunion = link, reunion
        response = view(request, *args, **kwargs)
        response["X-Robots-Tag"] = "noindex, nofollow"
        response["Referrer-Policy"] = "no-referrer"
        return response

    return csrf_exempt(opened)


def is_of_the_committee(request: HttpRequest) -> bool:
    """Of this reunion."""
    return request.user.is_authenticated and seat_of(request.user, request.reunion.slug) is not None


def _unknown(request: HttpRequest) -> HttpResponse:
    if not too_often("wrong code", network_of(request), most=MOST_WRONG_CODES, minutes=AN_HOUR):
        raise Http404
    response = render(request, "public/card/later.html", status=429)
    response["Retry-After"] = str(AN_HOUR * 60)
    return response
