"""Just before an announcement's letter leaves, its reader is looked at once more.

Between the press and this letter's turn minutes or days may pass. Nothing goes to somebody who has stopped
announcements meanwhile, at whichever address; who has died or wants no contact; who no longer belongs to the
audience, such as somebody who has paid; and nothing of an announcement that was given up. Whether the address
is dead is asked where mail is known (mail/receivers.py).
"""

from django.utils.translation import gettext as _

from reunion.mail.kinds import ANNOUNCEMENT
from reunion.mail.models import Message
from reunion.mail.risk import tidy
from reunion.mail.unsubscribing import HELD_BACK, has_unsubscribed, unsubscribed
from reunion.registrations.models import Registration
from reunion.roster.models import Classmate

from .audiences import other_classmates_of, registrations_of
from .models import Announcement


def why_not(message: Message) -> str:
    """A sentence for the committee; empty when the letter may go."""
    if message.kind != ANNOUNCEMENT:
        return ""
    announcement = _announcement_of(message)
    if announcement is None or announcement.state == Announcement.State.STOPPED:
        return _("この一斉連絡は、途中でやめました。")
    if has_unsubscribed(message):
        return str(HELD_BACK)
    return _why_not_person(message, announcement)


def _announcement_of(message: Message) -> Announcement | None:
    number = message.batch.rpartition(":")[2]
    rows = Announcement.objects.select_related("reunion")
    return rows.filter(pk=number, reunion=message.reunion_id).first() if number.isdecimal() else None


def _why_not_person(message: Message, announcement: Announcement) -> str:
    label, _colon, number = message.about.partition(":")
    if label == Registration._meta.label_lower:
        return _why_not_guest(registrations_of(announcement).filter(pk=number).first(), announcement)
    if label == Classmate._meta.label_lower:
        return _why_not_classmate(other_classmates_of(announcement).filter(pk=number).first(), announcement)
    return ""


def _why_not_guest(registration: Registration | None, announcement: Announcement) -> str:
    if registration is None:
        return _("送る相手に、もう当てはまりません。")
    person = registration.classmate or registration.teacher
    if person is not None and (person.deceased or person.do_not_contact):
        return _("名簿に、連絡を控える印があります。")
    return _stopped_elsewhere(registration.addresses, announcement)


def _why_not_classmate(classmate: Classmate | None, announcement: Announcement) -> str:
    """Who has answered meanwhile is still meant; this audience is everybody."""
    if classmate is None:
        return ""
    if classmate.deceased or classmate.do_not_contact:
        return _("名簿に、連絡を控える印があります。")
    return _stopped_elsewhere([point.value for point in classmate.mail_points], announcement)


def _stopped_elsewhere(addresses: list[str], announcement: Announcement) -> str:
    known = {tidy(address).lower() for address in addresses}
    return str(HELD_BACK) if known & unsubscribed(announcement.reunion) else ""
