"""What a friend of the same club is asked: to pass an invitation on to somebody whom we cannot reach.

The friend is not asked for anybody's address; the invitation goes from friend to friend. In it stands the
classmate's own address, so it is for whoever may see that one. It is always Japanese.
"""

from django.conf import settings
from django.template import Context
from django.template.loader import get_template
from django.utils import translation

from reunion.events.models import Reunion
from reunion.roster.models import Classmate, Club

from .invitation import invitation_for


@translation.override(settings.LANGUAGE_CODE)
def request_to_pass_on(classmate: Classmate, *, club: Club, reunion: Reunion, writer: str) -> str:
    """Empty while nobody can sign up."""
    invitation = invitation_for(classmate, reunion=reunion, writer=writer)
    if invitation is None:
        return ""
    context = {
        "reunion": reunion,
        "writer": writer,
        "club": club.name,
        "name": classmate.family_name,
        "invitation": invitation.line,
    }
    template = get_template("outreach/ask_friend.txt").template
    return template.render(Context(context, autoescape=False)).strip()
