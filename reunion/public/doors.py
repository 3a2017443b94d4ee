"""What a guest may reach: a reunion that is no draft, by its address.

A draft and a reunion that does not exist look the same. What belongs to one person is marked so that no
cache, no search engine and no other site learns its address.
"""

from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest
from django.views.decorators.cache import never_cache

from reunion.events.models import Reunion


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

    A browser that may send no referrer sends no origin with a form either, and such a form is refused: a
    page with a form of its own cannot bear this mark.
    """

    @never_cache
    @wraps(view)
    def private(*args, **kwargs):
        response = view(*args, **kwargs)
        response["Referrer-Policy"] = "no-referrer"
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return private
