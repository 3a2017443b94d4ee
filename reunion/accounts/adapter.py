"""Nobody signs up by themselves.

The committee adds its own people; guests never need an account. So allauth's public sign-up is closed,
and everything else about signing in stays allauth's. Its mails leave as all mail about who may enter does
(direct_mail.py): who waits for one is told when it could not be sent; a mere notice never breaks the page.
Whoever changes a key of the door (second_step.py) is asked for the second step, or for a mailed number.
"""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse, ReauthenticationRequired
from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .direct_mail import hand_over
from .second_step import has_second_step, may_change_keys

WAYS = {
    "mfa_reauthenticate:webauthn": gettext_lazy("登録した端末で確かめる"),
    "mfa_reauthenticate": gettext_lazy("アプリの数字か、控えの番号で確かめる"),
}
WAITED_FOR = {"login_code", "unknown_account", "email_confirmation", "password_reset_key"}


class InvitedOnlyAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "incorrect_code": gettext_lazy("数字6桁が違います。届いたメールの数字をもう一度ご覧ください。"),
        "email_password_mismatch": gettext_lazy(
            "メールアドレスかパスワードが違います。数字を送る方法でも入れます。"
        ),
        "too_many_login_attempts": gettext_lazy(
            "何度も続けて違いました。5分ほど待って、もう一度お試しください。"
        ),
        "rate_limited": gettext_lazy("続けて何度も押されました。少し待って、もう一度お試しください。"),
    }

    def is_open_for_signup(self, request) -> bool:
        return False

    def send_mail(self, template_prefix: str, email: str, context_: dict) -> None:
        request = context.request
        message = self.render_mail(template_prefix, email, {"request": request, "email": email} | context_)
        if hand_over(message) or template_prefix.rpartition("/")[2] not in WAITED_FOR:
            return
        messages.error(request, _("メールを送れませんでした。5分ほど待って、もう一度押してください。"))
        raise ImmediateHttpResponse(redirect(request.get_full_path()))

    def is_reauthentication_required(self, *, app: str, **kwargs) -> bool:
        """The library alone would let somebody pass who has neither password nor second step."""
        if not may_change_keys(context.request):
            raise ReauthenticationRequired
        return False

    def get_reauthentication_methods(self, user) -> list[dict]:
        """The first is where the library leads to; a password alone changes no key."""
        if not has_second_step(user):
            url = reverse("doors:mailed_number")
            return [{"id": "mailed_number", "description": _("メールの数字で確かめる"), "url": url}]
        ways = {way["id"]: way for way in super().get_reauthentication_methods(user)}
        return [ways[name] | {"description": words} for name, words in WAYS.items() if name in ways]
