"""A test's client that has shown a second step, or has signed in by a mailed number."""

import time

from allauth.mfa.models import Authenticator
from django.test import Client

from reunion.accounts.models import User


def show_second_step(client: Client, user: User, *, seconds_ago: int = 0) -> None:
    """`user` signs in on `client` and has shown the digits of an app."""
    Authenticator.objects.get_or_create(user=user, type=Authenticator.Type.TOTP, defaults={"data": {}})
    _sign_in(client, user, {"method": "mfa", "at": time.time() - seconds_ago, "type": "totp"})


def sign_in_by_number(client: Client, user: User, *, seconds_ago: int = 0) -> None:
    _sign_in(client, user, {"method": "code", "at": time.time() - seconds_ago})


def _sign_in(client: Client, user: User, record: dict) -> None:
    client.force_login(user)
    session = client.session
    session["account_authentication_methods"] = [record]
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()
