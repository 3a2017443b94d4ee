"""Which LINE groups a guest's own page invites to: that of the whole year, and that of the own class.

Whoever has an invitation can join, so it is for classmates only, once it is known who they are. To wait for a
member's word would keep nearly everybody out on the evening on which they would join: of most of them the
roster knows nothing but the name. A stranger in a classmate's name is seen by all in the group and can be put
out of it, and the invitation can be made anew. But a stranger must leave a trace: whoever gave a mail address
is invited at once, because the way here was a letter to it. Who gave none was shown this page right after the
form; a person calls them in any case, and invites them by vouching for them. The group of the staff is on no
guest's page, not even of a guest who is staff: they find it on the desk.
"""

from reunion.events.line_groups import in_order
from reunion.events.models import LineGroup

from .models import Registration, State
from .vouching import is_vouched_for


def invitations_for(registration: Registration) -> list[LineGroup]:
    if not _may_join(registration):
        return []
    groups = LineGroup.objects.for_guests().filter(reunion=registration.reunion).select_related("homeroom")
    own = registration.classmate.homeroom_id
    return in_order(group for group in groups if group.homeroom_id in {None, own})


def _may_join(registration: Registration) -> bool:
    if registration.classmate is None or registration.state in {State.WAITING, State.CANCELLED}:
        return False
    return bool(registration.addresses) or is_vouched_for(registration)
