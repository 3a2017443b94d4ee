"""Another house, Google or LINE, says who somebody is, before there is an account.

What it said is kept in the visitor's own session for a quarter of an hour and one purpose. A mail address
counts only where the house vouches for it; without one the address is proved by digits as usual, and the
account at the other house is connected afterwards, so that it leads in from then on. It is not connected to
somebody with a second step, who adds such a key on their own page, where that step is asked for. Of what a
house tells only the name and the mail address are stored, so that the person recognises which account it is.
"""

import time
from dataclasses import dataclass

from allauth.account.internal.flows.login import perform_login
from allauth.account.models import Login
from allauth.socialaccount.internal.flows.login import record_authentication
from allauth.socialaccount.models import SocialAccount, SocialLogin
from django.core.exceptions import ObjectDoesNotExist
from django.http import HttpRequest, HttpResponse

from .models import User
from .second_step import has_second_step

IN_SESSION = "proved_elsewhere"
COUNTS_FOR_SECONDS = 15 * 60
STORED = ("name", "email")


@dataclass(frozen=True)
class Elsewhere:
    login: SocialLogin

    @property
    def house(self) -> str:
        return self.login.provider.name

    @property
    def email(self) -> str:
        """Empty unless the house vouches for it."""
        return next((each.email.lower() for each in self.login.email_addresses if each.verified), "")

    @property
    def name(self) -> str:
        said = self.login.account.get_provider_account().get_user_data() or {}
        return str(said.get("name") or "")[:80]


def keep(request: HttpRequest, login: SocialLogin, *, purpose: str) -> None:
    request.session[IN_SESSION] = {"purpose": purpose, "at": time.time(), "login": login.serialize()}


def kept(request: HttpRequest, *, purpose: str) -> Elsewhere | None:
    state = request.session.get(IN_SESSION)
    if not state or state["purpose"] != purpose or time.time() - state["at"] > COUNTS_FOR_SECONDS:
        return None
    try:
        return Elsewhere(SocialLogin.deserialize(state["login"]))
    except (ValueError, ObjectDoesNotExist):  # that house is no longer set up
        return None


def connect(request: HttpRequest, user: User, elsewhere: Elsewhere) -> None:
    request.session.pop(IN_SESSION, None)
    account = elsewhere.login.account
    is_taken = SocialAccount.objects.filter(provider=account.provider, uid=account.uid).exists()
    if not is_taken and not has_second_step(user):
        elsewhere.login.connect(request, user)


def sign_in_from_elsewhere(
    request: HttpRequest, user: User, elsewhere: Elsewhere, *, then: str
) -> HttpResponse:
    elsewhere.login.user = user
    record_authentication(request, elsewhere.login)
    return perform_login(request, Login(user=user, email=user.email, redirect_url=then))


def what_is_stored(said: dict) -> dict:
    token = said.get("id_token") or {}
    return {"id_token": {part: token[part] for part in STORED if part in token}}
