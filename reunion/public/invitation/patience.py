"""How often digits are sent, of one network and to one address: nobody's mailbox is filled by us."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from reunion.public.limits import too_often
from reunion.public.visitors import network_of

AN_HOUR = 60
MOST_OF_A_NETWORK = 20
MOST_OF_AN_ADDRESS = 6
TOO_MANY = _("数字を何度も送ったため、いまは送れません。1時間ほどたってから、もう一度押してください。")


def has_asked_enough(request: HttpRequest, address: str) -> bool:
    from_here = too_often("invitation", network_of(request), most=MOST_OF_A_NETWORK, minutes=AN_HOUR)
    return from_here or too_often("invitation to", address, most=MOST_OF_AN_ADDRESS, minutes=AN_HOUR)
