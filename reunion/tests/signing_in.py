"""A test's client that has shown a second step."""

import time

from allauth.mfa.models import Authenticator
from django.test import Client

from reunion.accounts.models import User


def show_second_step(client: Client, user: User) -> None:
    """`user` signs in on `client` and has just shown the digits of an app."""
    client.force_login(user)
    Authenticator.objects.get_or_create(user=user, type=Authenticator.Type.TOTP, defaults={"data": {}})
    session = client.session
    session["account_authentication_methods"] = [{"method": "mfa", "at": time.time(), "type": "totp"}]
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()
