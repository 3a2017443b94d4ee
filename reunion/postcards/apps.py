from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PostcardsConfig(AppConfig):
    name = "reunion.postcards"
    verbose_name = _("はがき")

    def ready(self) -> None:
        import_module("reunion.postcards.receivers")
