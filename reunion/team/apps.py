from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TeamConfig(AppConfig):
    name = "reunion.team"
    verbose_name = _("幹事")

    def ready(self) -> None:
        import_module("reunion.team.receivers")
