"""Whoever is signed in types a number that was mailed to them just now, to show that it is really they.

The number is valid for a quarter of an hour and three tries; then another one is asked for. It goes to the
address they sign in with, beside the outbox. What it opens is decided in second_step.py.
"""

import time

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from django.http import HttpRequest

STATE = "mailed_number"  # in the session
VALID_SECONDS = 15 * 60
TRIES = 3


def mail_number(request: HttpRequest) -> None:
    adapter = get_adapter()
    code = adapter.generate_login_code()
    adapter.send_mail("account/email/login_code", request.user.email, {"code": code})
    request.session[STATE] = {"code": code, "at": time.time(), "tries": 0}


def number_mailed(request: HttpRequest) -> str:
    """The number that may be typed now; empty when there is none."""
    state = request.session.get(STATE)
    if not state or state["tries"] >= TRIES or time.time() - state["at"] > VALID_SECONDS:
        return ""
    return state["code"]


def note_wrong_number(request: HttpRequest) -> None:
    request.session[STATE] |= {"tries": request.session[STATE]["tries"] + 1}
    request.session.modified = True


def note_right_number(request: HttpRequest) -> None:
    del request.session[STATE]
    record_authentication(request, request.user, "code", email=request.user.email, reauthenticated=True)
