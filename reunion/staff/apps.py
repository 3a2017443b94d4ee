from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StaffConfig(AppConfig):
    name = "reunion.staff"
    verbose_name = _("幹事の画面")
