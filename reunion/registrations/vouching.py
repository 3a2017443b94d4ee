"""Whether we know more of a guest than the name they typed.

Somebody who knows a classmate's name and class may sign up in that name and is tied to the roster by the
machine. That is enough to be counted, but not to be shown what the roster knows from elsewhere: an address, a
telephone number, a name of today. A guest is vouched for when a member entered or tied the registration, or
when its mail address or telephone stood in the roster before it came.
"""

from reunion.journal.models import Entry
from reunion.roster.models import ContactPoint

from .models import Registration, State


def is_vouched_for(registration: Registration) -> bool:
    if not registration.is_known or registration.state == State.WAITING:
        return False
    if registration.channel != Registration.Channel.WEB or registration.teacher_id is not None:
        return True
    tied_by_member = Entry.objects.about(registration).filter(action="tie").exclude(actor_name="")
    return tied_by_member.exists() or _was_in_roster_before(registration)


def _was_in_roster_before(registration: Registration) -> bool:
    typed = [value for value in (registration.email, registration.phone) if value]
    known = ContactPoint.objects.filter(classmate_id=registration.classmate_id, value__in=typed)
    return known.filter(created_at__lt=registration.signed_up_at).exists()
