"""The same announcement is not sent to the same people twice by mistake.

It is the same when subject and text differ in nothing but spaces and letter widths, and was sent within the
last thirty days. Another class or another audience is no repetition as long as nobody is in both. While an
earlier one is still being written, nobody can say who is in it: then it counts.
"""

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone

from reunion.mail.models import Message

from .addressees import Addressee, addressees
from .models import Announcement

A_WHILE = dt.timedelta(days=30)


@dataclass(frozen=True)
class Earlier:
    """The last time it went out, and how many would get it again; None while nobody can tell."""

    announcement: Announcement
    again: int | None


def sent_before(announcement: Announcement) -> Earlier | None:
    same = Announcement.objects.filter(
        reunion=announcement.reunion_id,
        digest=announcement.digest,
        sent_at__gt=timezone.now() - A_WHILE,
    ).exclude(pk=announcement.pk)
    earlier = list(same.order_by("-sent_at", "-pk"))
    if not earlier:
        return None
    if any(other.written_at is None for other in earlier):
        return Earlier(earlier[0], None)
    again = _in_both(announcement, earlier)
    return Earlier(earlier[0], again) if again else None


def _in_both(announcement: Announcement, earlier: list[Announcement]) -> int:
    letters = Message.objects.filter(batch__in=[other.batch for other in earlier])
    served = {address.lower() for address in letters.values_list("recipient", flat=True)}
    now = (found for found in addressees(announcement) if isinstance(found, Addressee))
    return sum(found.address.lower() in served for found in now)
