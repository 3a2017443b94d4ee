"""What became of a card stands in the contact log of everybody whose name is on it.

So class staff read of cards where they read of telephone calls, and a card that arrived is a sign of life.
A line is about one card, and is there at most once for each person and each thing that became of it; when
that is taken back, the line goes. Letters to teachers leave no line: the log is about classmates.
"""

import datetime as dt

from reunion.accounts.models import User
from reunion.mail.models import about
from reunion.outreach.models import ContactLog

from .models import Card

POSTCARD = ContactLog.Way.POSTCARD


def write(card: Card, *, result: str, at: dt.datetime, user: User | None = None) -> None:
    """What is written already stays as it is."""
    people = [card.classmate_id, *card.joint_classmates.values_list("pk", flat=True)]
    details = {"way": POSTCARD, "result": result, "at": at, "user": user, "about": about(card)}
    ContactLog.objects.bulk_create(
        [
            ContactLog(reunion_id=card.batch.reunion_id, classmate_id=person, **details)
            for person in people
            if person is not None
        ],
        ignore_conflicts=True,
    )


def take_away(card: Card, *, result: str) -> None:
    ContactLog.objects.filter(about=about(card), result=result).delete()
