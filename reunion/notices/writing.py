"""The mails of an announcement enter the outbox, one for each person.

Some hundreds of rows in one transaction, each with a key of its own and its text and Message-ID fixed. Killed
half-way, the next one goes on: who has a row gets no second one, and nobody is left out. As soon as somebody
pauses the announcement no further row is written. A sweep picks up what no worker is writing, sets aside
again what came back to the queue after a pause, and notes what has all been sent.
"""

import logging
from collections.abc import Iterable, Iterator
from email.utils import make_msgid
from itertools import islice

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from kombu.exceptions import KombuError

from reunion.mail.kinds import ANNOUNCEMENT
from reunion.mail.models import Message, about
from reunion.mail.our_address import own_address
from reunion.mail.tasks import sweep_mail
from reunion.mail.unsubscribing import unsubscribe_url

from .addressees import Addressee, addressees
from .models import Announcement
from .progress import letters_of
from .senders import from_of, reply_to_of
from .wording import Letters, key_of

logger = logging.getLogger(__name__)

ROWS_AT_ONCE = 500
State = Announcement.State


@translation.override(settings.LANGUAGE_CODE)
def write(announcement_id: int) -> None:
    """Writes all rows that are missing; stops as soon as somebody has paused it."""
    rows = Announcement.objects.select_related("reunion__cohort__school", "author")
    announcement = rows.filter(pk=announcement_id, state=State.SENDING, written_at=None).first()
    if announcement is None:
        return
    letters = Letters(announcement)
    for portion in _portions(_missing(announcement)):
        if not _write_portion(announcement, [_row(announcement, letters, one) for one in portion]):
            return
    _note_written(announcement)
    _wake_delivery()


def _missing(announcement: Announcement) -> Iterator[Addressee]:
    written = letters_of(announcement)
    served = {address.lower() for address in written.values_list("recipient", flat=True)}
    return (found for found in addressees(announcement, served=served) if isinstance(found, Addressee))


def _portions(found: Iterable[Addressee]) -> Iterator[list[Addressee]]:
    found = iter(found)
    while portion := list(islice(found, ROWS_AT_ONCE)):
        yield portion


@transaction.atomic
def _write_portion(announcement: Announcement, rows: list[Message]) -> bool:
    locked = Announcement.objects.select_for_update().get(pk=announcement.pk)
    if locked.state != State.SENDING:
        return False
    Message.objects.bulk_create(rows, ignore_conflicts=True)
    return True


def _row(announcement: Announcement, letters: Letters, addressee: Addressee) -> Message:
    row = Message(
        reunion=announcement.reunion,
        key=key_of(announcement, addressee),
        kind=ANNOUNCEMENT,
        about=about(addressee.person),
        batch=announcement.batch,
        recipient=addressee.address,
        recipient_name=addressee.name[:120],
        from_address=from_of(announcement),
        reply_to=reply_to_of(announcement),
        message_id=make_msgid(domain=own_address().rpartition("@")[2]),
        risk=addressee.risk.level,
        carrier=addressee.risk.carrier,
        risk_reason=addressee.risk.reason[:200],
    )
    written = letters.write(addressee, way_out=unsubscribe_url(row))
    row.subject, row.body = written.subject, written.body
    return row


@transaction.atomic
def _note_written(announcement: Announcement) -> None:
    locked = Announcement.objects.select_for_update().get(pk=announcement.pk)
    if locked.written_at is None:
        locked.written_at = timezone.now()
        locked.recipients = letters_of(locked).count()
        locked.save(update_fields=["written_at", "recipients"])


def _wake_delivery() -> None:
    try:
        sweep_mail.delay()
    except (KombuError, OSError) as error:
        logger.warning("Nobody woken for an announcement's mails (%s)", error)


def sweep() -> None:
    """Goes on with what no worker is writing, and closes what has all been sent."""
    for announcement in Announcement.objects.filter(state__in=[State.PAUSED, State.STOPPED]):
        set_aside(announcement)
    for announcement in Announcement.objects.filter(state=State.SENDING):
        if announcement.written_at is None:
            write(announcement.pk)
        elif not letters_of(announcement).unfinished().exists():
            Announcement.objects.filter(pk=announcement.pk, state=State.SENDING).update(state=State.DONE)


def set_aside(announcement: Announcement) -> int:
    """What waits in the queue; no worker takes it until it is put back."""
    waiting = letters_of(announcement).filter(state=Message.State.QUEUED)
    return waiting.update(state=Message.State.PAUSED)
