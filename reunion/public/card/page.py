"""The page that a code opens: who writes to whom and why, then the form or a word of the family.

Whoever picks the card up learns no more than the card itself says: class and surname are filled in, and
nothing else. For somebody who has died or wants no contact the form is empty, and a family is asked nothing.
A member of the committee is led to the desk's page of this card, and may look at the page as a guest does.
Opening it changes nothing.
"""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from reunion.lib.dialling import dialled
from reunion.outreach.models import SignupLink
from reunion.postcards.card_text import promoters
from reunion.postcards.models import Card
from reunion.public.signup.forms import ClassmateForm
from reunion.public.signup.steps import walk
from reunion.public.signup.views import kept_by_the_browser
from reunion.registrations.changing import is_over
from reunion.roster.models import Classmate

from .door import behind_a_code, is_of_the_committee
from .family import FamilyForm, may_be_asked
from .seen import note_arrival, stamp

PAGE = "public/card/page.html"


@behind_a_code
@kept_by_the_browser
def by_code(request: HttpRequest) -> HttpResponse:
    is_guest = request.GET.get("as") == "guest"
    if request.method != "POST" and not is_guest and is_of_the_committee(request):
        return redirect(_desk_page(request))
    if request.method != "POST" and not request.reunion.takes_signups:
        return render(request, "public/card/closed.html", explained(request))
    response = walk(
        request,
        ClassmateForm,
        known=_on_the_card(request.link.classmate),
        opening=PAGE,
        explained=lambda: explained(request),
    )
    if response.status_code == 302:  # signed up
        note_arrival(request)
    return response


def explained(request: HttpRequest) -> dict[str, object]:
    """Everything the page says beside the form."""
    link, reunion = request.link, request.reunion
    card = _card_of(link)
    telephone = (card.batch.telephone if card else "") or reunion.contact_phone
    return {
        "reunion": reunion,
        "link": link,
        "card": card,
        "promoters": promoters(reunion),
        "telephone": telephone,
        "dialled": dialled(telephone),
        "is_over": is_over(reunion),
        "family": FamilyForm() if may_be_asked(link) else None,
        "stamp": "" if request.user.is_authenticated else stamp(link),
        "as_guest": is_of_the_committee(request),
    }


def _card_of(link: SignupLink) -> Card | None:
    """The newest that was posted; without one the code came by LINE or by telephone."""
    cards = Card.objects.of_reunion(link.reunion).of_classmate(link.classmate).posted()
    return cards.select_related("batch").newest_posted_first().first()


def _on_the_card(classmate: Classmate) -> dict[str, object]:
    if classmate.deceased or classmate.do_not_contact:
        return {}
    return {"homeroom": classmate.homeroom_id, "family_name": classmate.family_name}


def _desk_page(request: HttpRequest) -> str:
    desk = reverse("staff:postcards:returned", args=[request.reunion.slug])
    return f"{desk}?{urlencode({'code': request.link.code})}"
