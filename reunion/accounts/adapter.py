"""Nobody signs up by themselves.

The committee adds its own people; guests never need an account. So allauth's public sign-up is closed,
and everything else about signing in stays allauth's.
"""

from allauth.account.adapter import DefaultAccountAdapter


class InvitedOnlyAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request) -> bool:
        return False
