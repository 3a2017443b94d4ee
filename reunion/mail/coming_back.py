"""A letter that left and came back counts as refused, however quick or late the refusal was.

It may come before we have noted that the letter left, or after the worker died on the way. Whoever notes
either locks the letter first, so that the second of the two sees the first. Whether a refusal is about this
try or an earlier one is told by the moment it came.

Where it says that our domain or our server is at fault, every letter would fare like this one, and all wait
(our_server.py). Nobody but the reader of the letter itself could invent such a refusal, and they can stop
the others once: the letter must have left in the last days and not have come back yet, and the refusal must
be proved to be about it and its recipient. A fault of the text, or of one receiver, stops nothing.
"""

import datetime as dt

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reunion.accounts.models import User
from reunion.events.models import Reunion
from reunion.journal.recording import record

from . import our_server
from .bounces.reading import Judged
from .bounces.rules import Outcome
from .health import key_of
from .holding import put_back
from .models import Bounce, Message
from .patience import LEASE
from .refusals import MEETS_EVERY_LETTER

SENT_AGAIN = gettext_lazy("会の送り方が原因で断られたメール%(count)s通を、もう一度送るようにしました")
# Servers on the way try for five days.
AS_LONG_AS_SERVERS_TRY = dt.timedelta(days=7)
# Said by a server that was never ours to sign in to, it is a fault of that server.
SAID_BY_ANY_SERVER = {"sign_in", "relay"}


def lock(message: Message) -> Message:
    """Within the transaction that takes in a refusal, before it is written down."""
    return Message.objects.select_for_update(of=("self",)).select_related("reunion").get(pk=message.pk)


def take_back(locked: Message, bounce: Bounce, *, judged: Judged) -> None:
    """`bounce` is a proved refusal of this letter."""
    if _is_fault_of_ours(judged) and _left_lately(locked):
        our_server.stop_for(locked, stage=bounce.stage, words=bounce.words)
    has_left = locked.state == Message.State.SENT or locked.held_because == Message.Because.UNSURE
    if has_left and not judged.is_delayed:
        _refuse(Message.objects.filter(pk=locked.pk), bounce)


def came_back_meanwhile(message: Message) -> bool:
    """For whoever has just noted that the letter left, or may have: it has come back since it was claimed."""
    begun = message.leased_until - LEASE
    proved = Bounce.objects.refusals().final().proved().filter(message=message, received_at__gte=begun)
    bounce = proved.filter(recipient=key_of(message.recipient)).first()
    if bounce is not None:
        _refuse(Message.objects.filter(pk=message.pk), bounce)
    return bounce is not None


@transaction.atomic
def send_again_what_was_our_fault(reunion: Reunion, *, actor: User) -> int:
    """A person says that it is put right; how many letters go. While it is not, they wait like all others."""
    ours = Bounce.objects.of_reunion(reunion).our_fault().values("message")
    count = put_back(reunion.letters.refused().filter(pk__in=ours))
    if count:
        record(
            reunion,
            action="send again",
            sentence=SENT_AGAIN,
            words={"count": count},
            actor=actor,
            reunion_slug=reunion.slug,
        )
    return count


def _is_fault_of_ours(judged: Judged) -> bool:
    """A letter that was passed on fails the checks of its last server, whatever we do."""
    meets_all = judged.why in MEETS_EVERY_LETTER - SAID_BY_ANY_SERVER
    return judged.outcome == Outcome.OURS and meets_all and not judged.was_passed_on


def _left_lately(message: Message) -> bool:
    if message.reunion.is_demo:
        return False
    if message.state == Message.State.SENDING:
        return True
    return message.sent_at is not None and message.sent_at > timezone.now() - AS_LONG_AS_SERVERS_TRY


def _refuse(letter: QuerySet[Message], bounce: Bounce) -> None:
    with translation.override(settings.LANGUAGE_CODE):
        sentence = _("戻ってきました。%(reason)s") % {"reason": bounce.reason}
    letter.update(state=Message.State.REFUSED, held_because="", sent_at=None, outcome=sentence[:300])
