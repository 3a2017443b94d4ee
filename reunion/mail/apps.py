from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MailConfig(AppConfig):
    name = "reunion.mail"
    verbose_name = _("メール")

    def ready(self) -> None:
        import_module("reunion.mail.receivers")
