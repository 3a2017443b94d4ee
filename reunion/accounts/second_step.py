"""A second step shows that it is really you: a passkey of your device, or the digits of an app.

A mailed number alone is as safe as the mailbox. Whoever takes the whole roster away, touches the account or
makes an organizer has shown a second step in this session within the last 15 minutes. Setting one up counts
as having shown it. Recovery codes count too: they are for the day the telephone is lost.
"""

import time
from urllib.parse import urlencode

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.account.internal.flows.reauthentication import suspend_request
from allauth.mfa.models import Authenticator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from .models import User

COUNTS_FOR_SECONDS = 15 * 60
KINDS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def has_second_step(user: User) -> bool:
    return Authenticator.objects.filter(user=user, type__in=KINDS).exists()


def shown_lately(request: HttpRequest) -> bool:
    shown = [
        each["at"] for each in get_authentication_records(request, request.user) if each["method"] == "mfa"
    ]
    return bool(shown) and time.time() - max(shown) < COUNTS_FOR_SECONDS


def ask_for_it(request: HttpRequest, *, back_to: str = "") -> HttpResponse:
    """To the page that asks for it; from there on with what was typed, or to `back_to`."""
    ways = get_adapter().get_reauthentication_methods(request.user)
    way = next(way for way in reversed(ways) if way["id"].startswith("mfa"))
    if back_to:
        return redirect(f"{way['url']}?{urlencode({'next': back_to})}")
    return suspend_request(request, way["url"])


def note_that_it_was_shown(request: HttpRequest, user: User, authenticator: Authenticator) -> None:
    """Whoever has just set it up has shown it; the digits of an app would not be taken twice."""
    if authenticator.type in KINDS:
        record_authentication(request, user, "mfa", type=authenticator.type, reauthenticated=True)
