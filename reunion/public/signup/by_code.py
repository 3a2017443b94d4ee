"""The form, opened by the code of a card: class and surname are filled in, and nothing else.

Whoever picks the card up learns no more than the card itself says. A code that does not exist, and one of a
reunion that is not public, look the same; there are too many codes to guess one. For somebody who has died or
wants no contact the form is empty. Opening it changes nothing.
"""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse

from reunion.events.models import Reunion
from reunion.outreach.signup_links import link_of
from reunion.roster.models import Classmate

from .forms import ClassmateForm
from .steps import walk
from .views import kept_by_the_browser


@login_not_required
@kept_by_the_browser
def by_code(request: HttpRequest, code: str) -> HttpResponse:
    link = link_of(code)
    reunion = Reunion.objects.published().for_guests().filter(pk=link.reunion_id).first() if link else None
    if reunion is None:
        raise Http404
    request.reunion = reunion
    response = walk(request, ClassmateForm, known=_on_the_card(link.classmate))
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _on_the_card(classmate: Classmate) -> dict[str, object]:
    if classmate.deceased or classmate.do_not_contact:
        return {}
    return {"homeroom": classmate.homeroom_id, "family_name": classmate.family_name}
