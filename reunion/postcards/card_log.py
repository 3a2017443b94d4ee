"""What became of a card stands in the contact log of everybody whose name is on it.

So class staff read of cards where they read of telephone calls, and a card that arrived is a sign of life.
A line is about one card, and is there at most once for each person and each thing that became of it; when
that is taken back, the line goes. Letters to teachers leave no line: the log is about classmates.
"""

import datetime as dt
from collections.abc import Iterator

from django.db.models import QuerySet
from django.utils import timezone

from reunion.accounts.models import User
from reunion.mail.models import about
from reunion.outreach.models import ContactLog

from .models import Batch, Card

ROWS_AT_ONCE = 500
POSTCARD, Result = ContactLog.Way.POSTCARD, ContactLog.Result


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
    _lines([about(card)]).filter(result=result).delete()


def write_posted(batch: Batch, *, user: User | None) -> None:
    """A line for everybody on any card that may go, as of the morning of the day."""
    details = {"way": POSTCARD, "result": Result.POSTED, "at": _morning_of(batch), "user": user}
    for rows in _in_parts(_people_on(batch)):
        ContactLog.objects.bulk_create(
            [
                ContactLog(
                    reunion_id=batch.reunion_id, classmate_id=person, about=about(Card(pk=card)), **details
                )
                for card, person in rows
            ],
            ignore_conflicts=True,
        )


def move_posted(batch: Batch) -> None:
    for lines in _posted_lines(batch):
        lines.update(at=_morning_of(batch))


def take_away_posted(batch: Batch) -> None:
    for lines in _posted_lines(batch):
        lines.delete()


def _posted_lines(batch: Batch) -> Iterator[QuerySet[ContactLog]]:
    for cards in _in_parts(list(batch.cards.order_by("number").values_list("pk", flat=True))):
        yield _lines([about(Card(pk=card)) for card in cards]).filter(result=Result.POSTED)


def _lines(names: list[str]) -> QuerySet[ContactLog]:
    # The index holds only lines about something; SQLite wants to be told.
    return ContactLog.objects.exclude(about="").filter(about__in=names)


def _in_parts(rows: list) -> Iterator[list]:
    for start in range(0, len(rows), ROWS_AT_ONCE):
        yield rows[start : start + ROWS_AT_ONCE]


def _people_on(batch: Batch) -> list[tuple[int, int]]:
    """Card and classmate."""
    cards = batch.cards.that_may_go()
    own = cards.filter(classmate__isnull=False).order_by("number").values_list("pk", "classmate_id")
    shared = Card.joint_classmates.through.objects.filter(card__in=cards)
    return [*own, *shared.order_by("pk").values_list("card_id", "classmate_id")]


def _morning_of(batch: Batch) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(batch.posted_on, dt.time.min))
