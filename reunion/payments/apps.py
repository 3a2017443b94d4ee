from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PaymentsConfig(AppConfig):
    name = "reunion.payments"
    verbose_name = _("会費")

    def ready(self) -> None:
        import_module("reunion.payments.receivers")
