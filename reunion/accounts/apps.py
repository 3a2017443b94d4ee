from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "reunion.accounts"
    verbose_name = _("ログイン")

    def ready(self) -> None:
        import_module("reunion.accounts.receivers")
