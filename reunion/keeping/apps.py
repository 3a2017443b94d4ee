from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class KeepingConfig(AppConfig):
    name = "reunion.keeping"
    verbose_name = _("残すもの・消すもの")

    def ready(self) -> None:
        import_module("reunion.keeping.receivers")
