"""When a card is known to have arrived: somebody pressed, signed up, or had its page before them for a while.

That a page was fetched says nothing: mail scanners, previews of links and browsers that load ahead fetch too.
So the page itself reports, once it stood visible for three seconds, with a stamp that it got when it was
opened; the clock of the server must agree. Nobody who is signed in is counted.
"""

from django.core.signing import BadSignature, TimestampSigner
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from reunion.outreach.models import SignupLink
from reunion.postcards.arriving import arrived

from .door import behind_a_code

SECONDS = 3
A_DAY = 60 * 60 * 24
NOTHING_MORE = 204

signer = TimestampSigner(salt="reunion.public.card.seen")


def stamp(link: SignupLink) -> str:
    """Says, signed, whose page was opened and when."""
    return signer.sign(str(link.pk))


@behind_a_code
@never_cache
@require_POST
def seen(request: HttpRequest) -> HttpResponse:
    if _stood_long_enough(request.POST.get("stamp", ""), request.link):
        note_arrival(request)
    return HttpResponse(status=NOTHING_MORE)


def note_arrival(request: HttpRequest) -> None:
    """After a press or a look of somebody who is nobody's staff."""
    if not request.user.is_authenticated:
        arrived(request.link)


def _stood_long_enough(typed: str, link: SignupLink) -> bool:
    return _is_of(typed, link, A_DAY) and not _is_of(typed, link, SECONDS)


def _is_of(typed: str, link: SignupLink, seconds: float) -> bool:
    try:
        return signer.unsign(typed, max_age=seconds) == str(link.pk)
    except BadSignature:  # forged, or older
        return False
