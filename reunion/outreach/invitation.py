"""What class staff send a classmate who has not answered: short, with the classmate's own address.

The address opens the form with class and surname filled in, so it is for this person alone. Into LINE it is
pasted as one friend writes to another; a short message says first who writes. It names the day and the place
and asks for nothing but an answer; no fee, no account. It is always Japanese.
"""

from dataclasses import dataclass

from django.conf import settings
from django.template import Context
from django.template.loader import get_template
from django.utils import translation

from reunion.events.models import Reunion, VenueBooking
from reunion.mail.vocabulary import day
from reunion.roster.models import Classmate

from .signup_links import address_of, links_of


@dataclass(frozen=True)
class Invitation:
    line: str
    signed: str


@translation.override(settings.LANGUAGE_CODE)
def invitation_for(classmate: Classmate, *, reunion: Reunion, writer: str) -> Invitation | None:
    """`writer` is how the helper introduces themselves. None while nobody can sign up."""
    if not reunion.takes_signups:
        return None
    booked = VenueBooking.objects.filter(reunion=reunion, state=VenueBooking.State.BOOKED)
    booking = booked.select_related("venue").first()
    context = {
        "reunion": reunion,
        "name": classmate.family_name,
        "venue": booking.venue.name if booking else "",
        "day": day(reunion.held_on),
        "until": day(reunion.signup_deadline),
        "address": address_of(links_of(reunion, classmates=[classmate])[classmate.pk]),
    }
    return Invitation(line=_render(context), signed=_render(context | {"writer": writer}))


def _render(context: dict) -> str:
    """Plain text, so nothing is escaped here."""
    text = get_template("outreach/invitation.txt").template.render(Context(context, autoescape=False))
    return text.strip()
