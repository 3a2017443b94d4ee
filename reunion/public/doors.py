"""What a guest may reach: a reunion that is no draft, by its address; their own page, by the mailed link.

A draft and a reunion that does not exist look the same. What belongs to one person is marked so that no
cache, no search engine and no other site learns its address.
"""

from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from reunion.events.models import Reunion
from reunion.registrations.links import from_token


def open_to_all(view):
    """Decorator of every page of a reunion: no login, and request.reunion is there."""

    @login_not_required
    @wraps(view)
    def opened(request: HttpRequest, slug: str, *args, **kwargs):
        request.reunion = Reunion.objects.published().for_guests().filter(slug=slug).first()
        if request.reunion is None:
            raise Http404
        return view(request, *args, **kwargs)

    return opened


def for_one_person(view):
    """Decorator of pages that show one guest's own data under an address only that guest knows.

    A browser that may send no referrer sends no origin with a form either, and the usual check refuses such a
    form: a page with a form of its own bears the mark `own_page`.
    """

    @never_cache
    @wraps(view)
    def private(*args, **kwargs):
        response = view(*args, **kwargs)
        response["Referrer-Policy"] = "no-referrer"
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return private


def own_page(view):
    """Decorator of every page behind a guest's own link: request.registration is there.

    Its forms need no further token against forgery. That guards an authority which a browser brings along by
    itself, a cookie; here the address is the whole authority, no cookie counts, and who does not know the
    address can forge nothing.
    """

    @open_to_all
    @for_one_person
    @wraps(view)
    def opened(request: HttpRequest, token: str, *args, **kwargs):
        request.registration = from_token(request.reunion, token)
        if request.registration is None:
            return render(request, "public/personal/unknown.html", {"reunion": request.reunion}, status=404)
        request.registration.reunion = request.reunion
        return view(request, *args, **kwargs)

    return csrf_exempt(opened)
