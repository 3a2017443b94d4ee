"""Whom to ask about a classmate: those of the same club, then of the same class, whom we have reached.

Reached is who has answered, and who was told or said they come. Clubs keep together better than classes, so
they come first. Class staff are named people of their own classes only; in a club (asked_in_club) friends of
other classes too, by their name at school and without any way to them.
"""

from collections import defaultdict
from collections.abc import Iterable
from itertools import islice
from typing import NamedTuple

from django.db.models import Exists, F, OuterRef

from reunion.events.models import Reunion
from reunion.registrations.models import Registration
from reunion.roster.models import Classmate, ClassmateQuerySet, Club

from .family_answers import not_left_alone
from .models import ContactLog
from .unwilling import without_unwilling

MOST_FOR_ONE = 3
# More than anybody could ask: a club of a very large year is not read to its end.
MOST_OF_A_PAGE = 500
TALKED_TO = (ContactLog.Result.TOLD, ContactLog.Result.WILL_COME)


class Friend(NamedTuple):
    """`through` is the club they share, empty for the class."""

    classmate_id: int
    name: str
    through: str


def askable(
    people: Iterable[Classmate], *, reunion: Reunion, homeroom_ids: frozenset[int] | None
) -> dict[int, list[Friend]]:
    """By classmate id; the people come with their clubs read. Two questions, however many there are."""
    people = list(people)
    clubs = {club.pk: str(club) for person in people for club in person.clubs.all()}
    reached = _reached(reunion, homeroom_ids)
    of_club, of_class = defaultdict(list), defaultdict(list)
    members = reached.filter(clubs__in=clubs).annotate(club_id=F("clubs")).order_by("family_kana", "pk")
    for friend in members[:MOST_OF_A_PAGE]:
        of_club[friend.club_id].append(Friend(friend.pk, friend.name_with_current, clubs[friend.club_id]))
    rooms = {person.homeroom_id for person in people} - {None}
    for friend in reached.filter(homeroom__in=rooms).order_by("family_kana", "pk")[:MOST_OF_A_PAGE]:
        of_class[friend.homeroom_id].append(Friend(friend.pk, friend.name_with_current, ""))
    return {
        person.pk: _first(
            person,
            [friend for club in person.clubs.all() for friend in of_club[club.pk]]
            + of_class[person.homeroom_id],
        )
        for person in people
    }


def asked_in_club(club: Club, *, people: Iterable[Classmate], reunion: Reunion) -> dict[int, list[Classmate]]:
    """By the id of each, who was in the same club and could be asked; those of the same class first."""
    people = list(people)
    members = _reached(reunion, None).filter(clubs=club).order_by("family_kana", "given_kana", "pk")
    of_room, anybody = defaultdict(list), []
    for number, room in members.values_list("pk", "homeroom_id"):
        of_room[room].append(number)
        anybody.append(number)
    chosen = {person.pk: _few(person, [*of_room[person.homeroom_id], *anybody]) for person in people}
    wanted = {number for numbers in chosen.values() for number in numbers}
    friends = Classmate.objects.select_related("homeroom").in_bulk(wanted)
    return {number: [friends[friend] for friend in numbers] for number, numbers in chosen.items()}


def _few(person: Classmate, friends: list[int]) -> list[int]:
    first = dict.fromkeys(islice((friend for friend in friends if friend != person.pk), MOST_FOR_ONE * 2))
    return list(first)[:MOST_FOR_ONE]


def _first(person: Classmate, friends: list[Friend]) -> list[Friend]:
    once = {friend.classmate_id: friend for friend in reversed(friends) if friend.classmate_id != person.pk}
    return list(reversed(once.values()))[:MOST_FOR_ONE]


def _reached(reunion: Reunion, homeroom_ids: frozenset[int] | None) -> ClassmateQuerySet:
    people = Classmate.objects.filter(cohort=reunion.cohort_id).in_homerooms(homeroom_ids)
    people = without_unwilling(not_left_alone(people.may_be_written_to()), reunion)
    answers = Registration.objects.answered().filter(reunion=reunion, classmate=OuterRef("pk"))
    talks = ContactLog.objects.filter(reunion=reunion, classmate=OuterRef("pk"), result__in=TALKED_TO)
    return people.filter(Exists(answers) | Exists(talks))
