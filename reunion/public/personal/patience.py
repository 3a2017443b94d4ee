"""How often one guest, and one network, may press on personal pages. Taking a consent back is not counted."""

from django.forms import Form
from django.http import HttpRequest

from reunion.public.language import chosen_in_form, without_errors
from reunion.public.limits import too_often
from reunion.public.visitors import network_of

from .sentences import SAID

MOST_OF_A_GUEST = 30
MOST_OF_A_NETWORK = 120
AN_HOUR = 60


def has_pressed_enough(request: HttpRequest) -> bool:
    guest = f"{request.reunion.slug}:{request.registration.pk}"
    here = too_often("personal", guest, most=MOST_OF_A_GUEST, minutes=AN_HOUR)
    network = network_of(request)
    return too_often("personal network", network, most=MOST_OF_A_NETWORK, minutes=AN_HOUR) or here


def is_in_order(request: HttpRequest, form: Form) -> bool:
    """Pressed to be done, valid, and not pressed too often; whatever is not, everything typed stays in it."""
    if request.method != "POST":
        return False
    if chosen_in_form(request):
        without_errors(form)
        return False
    if not form.is_valid():
        return False
    if has_pressed_enough(request):
        form.add_error(None, SAID["too_often"])
        request.is_too_often = True
        return False
    return True
