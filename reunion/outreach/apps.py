from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OutreachConfig(AppConfig):
    name = "reunion.outreach"
    verbose_name = _("声がけ")

    def ready(self) -> None:
        import_module("reunion.outreach.receivers")
