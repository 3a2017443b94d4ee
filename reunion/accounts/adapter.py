"""Nobody signs up by themselves.

The committee adds its own people; guests never need an account. So allauth's public sign-up is closed,
and everything else about signing in stays allauth's. Mail to a member of the demo stays in a folder of
this machine, whatever the settings say.
"""

from allauth.account.adapter import DefaultAccountAdapter
from django.utils.translation import gettext_lazy as _

from .direct_mail import demo_connection


class InvitedOnlyAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "incorrect_code": _("数字6桁が違います。届いたメールの数字をもう一度ご覧ください。"),
        "email_password_mismatch": _("メールアドレスかパスワードが違います。数字を送る方法でも入れます。"),
        "too_many_login_attempts": _("何度も続けて違いました。5分ほど待って、もう一度お試しください。"),
        "rate_limited": _("続けて何度も押されました。少し待って、もう一度お試しください。"),
    }

    def is_open_for_signup(self, request) -> bool:
        return False

    def render_mail(self, template_prefix, email, context, headers=None):
        message = super().render_mail(template_prefix, email, context, headers)
        if connection := demo_connection(email):
            message.connection = connection
        return message
