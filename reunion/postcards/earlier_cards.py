"""What an earlier card says about the next one.

Where a card came back, none goes again: not before somebody finds another address for that person. Who shares
a card with a brother or sister shares its fate. A card on its way is given three weeks before another one
follows it; a batch that nobody has posted yet says nothing.
"""

import datetime as dt

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from reunion.events.models import Reunion
from reunion.roster.models import ClassmateQuerySet, Teacher

from .models import Card, CardQuerySet

PLACE = ("postal_code", "prefecture", "municipality", "town", "rest")
DAYS_ON_ITS_WAY = 21


def not_come_back(reunion: Reunion, classmates: ClassmateQuerySet) -> ClassmateQuerySet:
    """Without those from whose address of today a card of this reunion came back."""
    same_place = {part: OuterRef(f"yearbook_address__{part}") for part in PLACE}
    # Where today's address is not known, the card bore what the yearbook says.
    same_print = Q(printed_address=OuterRef("yearbook_address__printed_address")) | ~Q(municipality="")
    returned = Card.objects.of_reunion(reunion).returned().filter(same_print, **same_place)
    return classmates.exclude(_is_on_one_of(returned))


def not_just_written_to(reunion: Reunion, classmates: ClassmateQuerySet) -> ClassmateQuerySet:
    """Without those whose card has been on its way for less than three weeks."""
    return classmates.exclude(_is_on_one_of(_on_the_way(reunion)))


def teachers_not_come_back(reunion: Reunion, teachers: QuerySet[Teacher]) -> QuerySet[Teacher]:
    returned = Card.objects.of_reunion(reunion).returned()
    return teachers.exclude(
        Exists(returned.filter(teacher=OuterRef("pk"), printed_address=OuterRef("address")))
    )


def teachers_not_just_written_to(reunion: Reunion, teachers: QuerySet[Teacher]) -> QuerySet[Teacher]:
    return teachers.exclude(Exists(_on_the_way(reunion).filter(teacher=OuterRef("pk"))))


def _on_the_way(reunion: Reunion) -> CardQuerySet:
    lately = timezone.localdate() - dt.timedelta(days=DAYS_ON_ITS_WAY)
    return Card.objects.of_reunion(reunion).filter(batch__posted_on__gt=lately, returned_at=None)


def _is_on_one_of(cards: CardQuerySet) -> Q:
    """Two questions instead of one with an OR, which no index answers."""
    shared = cards.filter(joint_classmates=OuterRef("pk"))
    return Q(Exists(cards.filter(classmate=OuterRef("pk")))) | Q(Exists(shared))
