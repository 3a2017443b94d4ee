from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EventsConfig(AppConfig):
    name = "reunion.events"
    verbose_name = _("会場と予定")

    def ready(self) -> None:
        import_module("reunion.events.receivers")
