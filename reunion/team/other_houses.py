"""Google and LINE let in whom the committee knows, and nobody else.

Whoever has connected such an account comes in with it; whoever has a mail address here for which Google
vouches, too. Nobody signs up by it. Who comes from an invitation, or whose address was invited, is led to
that invitation, where a press of their own still decides.
"""

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from allauth.socialaccount.providers.base import AuthProcess
from django.http import HttpRequest
from django.shortcuts import redirect
from django.urls import Resolver404, resolve
from django.utils.translation import gettext_lazy as _

from reunion.accounts.proving_elsewhere import Elsewhere, keep

from .accepting import invitation_of
from .models import Invitation


class InvitedOnlyHouses(DefaultSocialAccountAdapter):
    error_messages = DefaultSocialAccountAdapter.error_messages | {
        "connected_other": _("このアカウントは、ほかの人につながっています。"),
    }

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        if sociallogin.is_existing or sociallogin.state.get("process") == AuthProcess.CONNECT:
            return
        invitation = _came_from(sociallogin) or _invited_address(sociallogin)
        if invitation is not None:
            keep(request, sociallogin, purpose=invitation.code)
            raise ImmediateHttpResponse(redirect("public:invitation", invitation.code))


def _came_from(sociallogin: SocialLogin) -> Invitation | None:
    try:
        match = resolve(sociallogin.state.get("next") or "")
    except Resolver404:
        return None
    return invitation_of(match.kwargs["code"]) if match.view_name == "public:invitation" else None


def _invited_address(sociallogin: SocialLogin) -> Invitation | None:
    email = Elsewhere(sociallogin).email
    return Invitation.objects.usable().filter(email=email).first() if email else None
