"""Once a day a letter to ourselves leaves as every letter does, and must come back to the mailbox we read.

Nothing else notices when receivers begin to refuse us in silence, or when our own inbox does. The letter has
a row before it is a mail; returned.py ticks it off when the mailbox has it. A provider may give it another
Message-ID, so it bears ours in a header of its own as well. After twelve hours, or once it was refused, it
counts as lost, until a later one has come back. The row is kept for 400 days.
"""

import datetime as dt
import logging
from email.utils import make_msgid
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.core.mail import get_connection
from django.db.models import Q, QuerySet, Subquery
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from .domain.keeping import sending_domain
from .mime import as_mail
from .models import Message, RoundTrip
from .our_address import own_address

logger = logging.getLogger(__name__)

HEADER = "X-Round-Trip"
BETWEEN_LETTERS = dt.timedelta(hours=23)
KEPT_FOR = dt.timedelta(days=400)
PATIENCE = dt.timedelta(hours=12)


def is_looked_after() -> bool:
    """Whether a letter can leave here and there is a mailbox to which it can come back."""
    return bool(settings.BOUNCE_MAILBOX_URL and sending_domain())


def send_if_due() -> RoundTrip | None:
    last = RoundTrip.objects.first()
    is_early = last is not None and last.created_at > timezone.now() - BETWEEN_LETTERS
    return None if is_early or not is_looked_after() else send()


def send() -> RoundTrip:
    """Whatever goes wrong on the way is noted; the letter is then lost, which is told."""
    trip = RoundTrip.objects.create(message_id=make_msgid(domain=sending_domain()))
    RoundTrip.objects.filter(created_at__lt=timezone.now() - KEPT_FOR).delete()
    try:
        _hand_over(trip)
    except Exception as error:  # each mail backend has errors of its own
        logger.warning("The letter to ourselves did not leave: %s", type(error).__name__)
        with translation.override(settings.LANGUAGE_CODE):
            sentence = _("会のメールサーバーに渡せませんでした。（%(error)s）")
        trip.outcome = (sentence % {"error": type(error).__name__})[:300]
    else:
        trip.sent_at = timezone.now()
    # returned_at may have been written meanwhile.
    trip.save(update_fields=["sent_at", "outcome"])
    return trip


def lost() -> RoundTrip | None:
    """The latest letter that should have been back by now; None once a later one was."""
    return lost_now().first() if is_looked_after() else None


def lost_now() -> QuerySet[RoundTrip]:
    """The same as a list of one, or of none."""
    over_due = Q(created_at__lt=timezone.now() - PATIENCE) | ~Q(outcome="")
    last = RoundTrip.objects.filter(over_due | Q(returned_at__isnull=False)).values("pk")[:1]
    return RoundTrip.objects.filter(pk=Subquery(last), returned_at__isnull=True)


def _hand_over(trip: RoundTrip) -> None:
    mail = as_mail(_letter(trip))
    mail.extra_headers[HEADER] = trip.message_id
    get_connection().send_messages([mail])


def _letter(trip: RoundTrip) -> Message:
    """Never saved: it belongs to no reunion and goes into nobody's list."""
    with translation.override(settings.LANGUAGE_CODE):
        return Message(
            recipient=mailbox_address(),
            from_address=settings.DEFAULT_FROM_EMAIL,
            subject=_("届くことの確認（自動）"),
            body=_("毎日、自分あてに送っているメールです。何もしなくて大丈夫です。\n"),
            message_id=trip.message_id,
        )


def mailbox_address() -> str:
    """That of the mailbox; where its user name is no address, our own, whose mail is to come there."""
    user = unquote(urlsplit(settings.BOUNCE_MAILBOX_URL).username or "")
    return user if "@" in user else own_address()
