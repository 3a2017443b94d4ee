"""Whether we know more of a guest than the name they typed.

Somebody who knows a classmate's name and class may sign up in that name and is tied to the roster by the
machine. That is enough to be counted, but not to be shown what the roster knows from elsewhere: an address, a
telephone number, a name of today. A guest is vouched for when a member entered or tied the registration or
has made sure of it, or when all letters go where the roster had an address before anybody signed up in this
name. A telephone number proves only that somebody knows it. An address that was typed on the guest's own page
proves nothing either: whoever typed it was there already.
"""

from django.db import transaction
from django.db.models import Min
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reunion.accounts.models import User
from reunion.journal.models import Entry
from reunion.journal.recording import record
from reunion.lib.refused import Refused
from reunion.roster.models import ContactPoint

from .deciding import held
from .models import Registration, State

BY_A_MEMBER = ("tie", "vouch")


@transaction.atomic
def vouch(registration: Registration, *, actor: User) -> None:
    """A member has spoken with the guest and is sure who it is; a second press changes nothing."""
    registration = held(registration)
    if not registration.is_known or registration.state == State.WAITING:
        raise Refused(_("まだどなたか決まっていません。先に名簿の人と結んでください。"))
    if not is_vouched_for(registration):
        record(
            registration,
            action="vouch",
            sentence=gettext_lazy("%(name)sが本人であることを確かめました"),
            words={"name": registration.school_name},
            actor=actor,
            reunion_slug=registration.reunion.slug,
        )


def is_vouched_for(registration: Registration) -> bool:
    if not registration.is_known or registration.state == State.WAITING:
        return False
    if registration.channel != Registration.Channel.WEB or registration.teacher_id is not None:
        return True
    entries = Entry.objects.about(registration)
    if entries.filter(action__in=BY_A_MEMBER).exclude(actor_name="").exists():
        return True
    is_as_signed_up = not entries.filter(action="contact", actor_name="").exists()
    return is_as_signed_up and _letters_go_where_the_roster_knew(registration)


def _letters_go_where_the_roster_knew(registration: Registration) -> bool:
    """What the roster learnt from a reply in this name, even one that was taken back, does not count."""
    in_this_name = Registration.objects.filter(
        reunion=registration.reunion_id, classmate=registration.classmate_id, channel=Registration.Channel.WEB
    )
    first = in_this_name.aggregate(first=Min("signed_up_at"))["first"]
    known = ContactPoint.objects.filter(classmate=registration.classmate_id, kind=ContactPoint.Kind.MAIL)
    before = {value.lower() for value in known.filter(created_at__lt=first).values_list("value", flat=True)}
    addresses = {address.lower() for address in registration.addresses}
    return bool(addresses) and addresses <= before
