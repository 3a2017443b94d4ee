"""What the second step says when something is wrong, in plain words that say what to do."""

from allauth.mfa.adapter import DefaultMFAAdapter
from django.utils.translation import gettext_lazy as _


class StepWords(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("数字が違います。アプリの数字は30秒で変わります。いまの数字を入れてください。"),
        "unverified_email": _("先に、新しいアドレスに届いたメールのページを開いてください。"),
        "cannot_delete_authenticator": _("これだけを外すことはできません。"),
        "cannot_generate_recovery_codes": _("先に、端末かアプリを登録してください。"),
    }
