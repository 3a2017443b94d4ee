"""What only somebody with a second step may do: take the roster away, touch the account, make an organizer.

Whoever has none set up is led to a page that explains how to in two minutes, and from there back to where
they were. Whoever has one shows it again after a quarter of an hour. The demo asks nobody: its members have
no telephone, and nothing in it is real. Used below `for_roles`.
"""

from collections.abc import Callable
from functools import wraps
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from reunion.accounts.second_step import WAY_BACK, ask_for_it, has_second_step, shown_lately


def second_step(request: HttpRequest, *, back_to: str = "") -> HttpResponse | None:
    """None when they may go on. `back_to` is where to return instead of here, such as before a download."""
    if request.reunion.is_demo:
        return None
    if not has_second_step(request.user):
        way_back = back_to or request.get_full_path()
        return redirect(f"{reverse('doors:second_step')}?{urlencode({'next': way_back})}")
    if shown_lately(request):
        request.session.pop(WAY_BACK, None)
        return None
    if back_to:
        messages.info(request, _("確認が済むと前の画面に戻ります。もう一度ボタンを押してください。"))
    return ask_for_it(request, back_to=back_to)


def asks_second_step(*, back_to: str = "") -> Callable:
    """Decorator; `back_to` is the name of a page of the reunion, for views that answer with a file."""

    def decorate(view):
        @wraps(view)
        def guarded(request: HttpRequest, *args, **kwargs):
            path = reverse(back_to, args=[request.reunion.slug]) if back_to else ""
            return second_step(request, back_to=path) or view(request, *args, **kwargs)

        return guarded

    return decorate
