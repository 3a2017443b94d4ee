from django import template
from django.utils.translation import gettext as _

from reunion.lib import devices

register = template.Library()


@register.filter
def device(user_agent: str) -> str:
    return devices.device(user_agent) or _("知らない機器")
