"""Nobody signs up by themselves.

The committee adds its own people; guests never need an account. So allauth's public sign-up is closed,
and everything else about signing in stays allauth's. Mail to a member of the demo stays in a folder of
this machine, whatever the settings say.
"""

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.core.mail import get_connection

DEMO_DOMAIN = "demo.invalid"


class InvitedOnlyAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request) -> bool:
        return False

    def render_mail(self, template_prefix, email, context, headers=None):
        message = super().render_mail(template_prefix, email, context, headers)
        if email.lower().endswith(f"@{DEMO_DOMAIN}"):
            message.connection = get_connection(
                "django.core.mail.backends.filebased.EmailBackend",
                file_path=str(settings.VAR_DIR / "demo" / "sign-in-mail"),
            )
        return message
