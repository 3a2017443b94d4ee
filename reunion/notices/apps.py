from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NoticesConfig(AppConfig):
    name = "reunion.notices"
    verbose_name = _("一斉連絡")

    def ready(self) -> None:
        import_module("reunion.notices.receivers")
