"""A second step shows that it is really you: a passkey of your device, or the digits of an app.

A mailed number alone is as safe as the mailbox. Whoever takes the whole roster away, touches the account or
makes an organizer has shown a second step in this session within the last 15 minutes. Setting one up counts
as having shown it. Recovery codes count too: they are for the day the telephone is lost.
Whoever changes the keys themselves (a passkey, the app, the address, a password) shows the second step they
have; who has none yet types a number mailed within the last ten minutes, so that a browser left open, or a
stolen session, cannot make itself at home. The demo is asked for neither: its members have no mailbox.
"""

import time
from urllib.parse import urlencode

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.account.internal.flows.reauthentication import suspend_request
from allauth.mfa.models import Authenticator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from .direct_mail import is_of_the_demo
from .models import User

COUNTS_FOR_SECONDS = 15 * 60
NUMBER_COUNTS_FOR_SECONDS = 10 * 60
WAY_BACK = "after_second_step"  # in the session: where they were when they were led to set one up
KINDS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def has_second_step(user: User) -> bool:
    return Authenticator.objects.filter(user=user, type__in=KINDS).exists()


def shown_lately(request: HttpRequest, *, seconds: int = COUNTS_FOR_SECONDS) -> bool:
    return _proved(request, "mfa", seconds)


def may_change_keys(request: HttpRequest) -> bool:
    if is_of_the_demo(request.user.email):
        return True
    if has_second_step(request.user):
        return shown_lately(request)
    return _proved(request, "code", NUMBER_COUNTS_FOR_SECONDS)


def ask_for_it(request: HttpRequest, *, back_to: str = "") -> HttpResponse:
    """To the page that asks for it; from there on with what was typed, or to `back_to`."""
    ways = get_adapter().get_reauthentication_methods(request.user)
    way = next(way for way in ways if way["id"].startswith("mfa"))
    if back_to:
        return redirect(f"{way['url']}?{urlencode({'next': back_to})}")
    return suspend_request(request, way["url"])


def note_that_it_was_shown(request: HttpRequest, user: User, authenticator: Authenticator) -> None:
    """Whoever has just set it up has shown it; the digits of an app would not be taken twice."""
    if authenticator.type in KINDS:
        record_authentication(request, user, "mfa", type=authenticator.type, reauthenticated=True)


def _proved(request: HttpRequest, method: str, seconds: int) -> bool:
    times = [
        each["at"] for each in get_authentication_records(request, request.user) if each["method"] == method
    ]
    return bool(times) and time.time() - max(times) < seconds
