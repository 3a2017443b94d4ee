from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RegistrationsConfig(AppConfig):
    name = "reunion.registrations"
    verbose_name = _("申込")

    def ready(self) -> None:
        import_module("reunion.registrations.receivers")
