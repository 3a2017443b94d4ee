from importlib import import_module

from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    default = True
    name = "reunion.accounts"
    verbose_name = _("ログイン")

    def ready(self) -> None:
        import_module("reunion.accounts.receivers")


class OwnersAdminConfig(admin_apps.AdminConfig):
    default = False
    default_site = "reunion.accounts.owners_site.OwnersSite"
