"""What we would send of our own accord waits for a person, where somebody asks to leave a classmate alone.

Their family has asked so by the code of a card, or they said it on the telephone themselves, and nobody has
decided about it. Only announcements and reminders wait, not what answers a guest's own reply: whoever finds a
card could otherwise keep the account from a guest. Whoever has signed up since has changed their mind.
"""

from django.utils.translation import gettext as _

from reunion.mail.holding import Because, Hold
from reunion.mail.kinds import ANNOUNCEMENT
from reunion.mail.models import Message
from reunion.payments.thanking import REMINDER
from reunion.registrations.last_look import registration_of
from reunion.roster.models import Classmate

from .family_answers import is_left_alone
from .unwilling import is_unwilling

OF_OUR_OWN_ACCORD = (ANNOUNCEMENT, REMINDER)


def why_it_waits(message: Message) -> Hold | None:
    registration = registration_of(message)
    if registration is not None and message.kind not in OF_OUR_OWN_ACCORD:
        return None
    # A reply of which nobody has said whose it is has no classmate yet.
    person = registration.classmate if registration else _classmate_of(message)
    if person is None:
        return None
    if is_left_alone(person, answered=registration):
        return Hold(_("ご家族から届いたお知らせを、幹事が確かめるまで待っています。"), Because.FAMILY)
    if is_unwilling(person, message.reunion, answered=registration):
        return Hold(_("連絡を望まないと言われた方です。事務局が決めるまで待っています。"), Because.UNWILLING)
    return None


def _classmate_of(message: Message) -> Classmate | None:
    label, _colon, number = message.about.partition(":")
    is_theirs = label == Classmate._meta.label_lower and number.isdecimal()
    return Classmate.objects.filter(pk=number).first() if is_theirs else None
