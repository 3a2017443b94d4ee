"""The list class staff work through: everybody of a class whom one may call, and how far we are with each.

Nobody is on it who has died, whom the roster leaves alone, or who has said that they want no news, or whose
family has asked so, even before the office has decided about that. Only an answer ends it; what somebody said
on the telephone is no answer, it sorts the list: first whoever was never tried, then whoever was tried in
vain, the oldest try first. Cards and letters are no tries of ours.
"""

from enum import StrEnum

from django.db.models import Case, CharField, Count, Exists, F, IntegerField, OuterRef, Subquery, Value, When

from reunion.events.models import Reunion
from reunion.registrations.models import Registration
from reunion.roster.models import Classmate, ClassmateQuerySet

from .called import BY_CALL
from .family_answers import not_left_alone
from .models import ContactLog
from .unwilling import without_unwilling

Result = ContactLog.Result


class Stage(StrEnum):
    """In the order of the list."""

    FRESH = "fresh"
    AGAIN = "again"
    TOLD = "told"
    WILL_COME = "will_come"
    UNINTERESTED = "uninterested"
    ANSWERED = "answered"


# More than a class has; of a whole year without classes the list is not read to its end.
NEAR_THE_TOP = 100
STAGE_OF_RESULT = {
    Result.TRIED: Stage.AGAIN,
    Result.UNREACHABLE: Stage.AGAIN,
    Result.LEAD: Stage.AGAIN,
    # The office has decided that one may ask again.
    Result.UNWILLING: Stage.AGAIN,
    Result.TOLD: Stage.TOLD,
    Result.WILL_COME: Stage.WILL_COME,
    Result.UNINTERESTED: Stage.UNINTERESTED,
}


def to_call(reunion: Reunion, *, homeroom_ids: frozenset[int] | None) -> ClassmateQuerySet:
    """Each with `stage`, `last_result` and `last_at`; `homeroom_ids` None means every class."""
    people = Classmate.objects.filter(cohort=reunion.cohort_id).in_homerooms(homeroom_ids)
    people = without_unwilling(not_left_alone(people.may_be_written_to()), reunion)
    tries = ContactLog.objects.filter(reunion=reunion, classmate=OuterRef("pk"), way__in=BY_CALL)
    newest = tries.order_by("-at", "-pk")
    answers = Registration.objects.answered().filter(reunion=reunion, classmate=OuterRef("pk"))
    return people.annotate(
        last_result=Subquery(newest.values("result")[:1], output_field=CharField()),
        last_at=Subquery(newest.values("at")[:1]),
        stage=Case(
            When(Exists(answers), then=Value(Stage.ANSWERED)),
            *(When(last_result=result, then=Value(stage)) for result, stage in STAGE_OF_RESULT.items()),
            default=Value(Stage.FRESH),
            output_field=CharField(),
        ),
    )


def in_calling_order(people: ClassmateQuerySet) -> ClassmateQuerySet:
    """Of those `to_call`."""
    place = Case(*(When(stage=stage, then=Value(number)) for number, stage in enumerate(Stage)))
    people = people.annotate(place=Case(*place.cases, output_field=IntegerField()))
    oldest_first, by_number = F("last_at").asc(nulls_first=True), F("number").asc(nulls_last=True)
    room = ("homeroom__grade", "homeroom__label")
    return people.order_by("place", oldest_first, *room, by_number, "family_kana", "given_kana", "pk")


def counts(people: ClassmateQuerySet) -> dict[str, int]:
    """How many of those `to_call` are at each stage; one question."""
    rows = people.order_by().values_list("stage").annotate(Count("pk"))
    return dict.fromkeys(map(str, Stage), 0) | dict(rows)


def never_tried(reunion: Reunion, *, homeroom_ids: frozenset[int] | None) -> ClassmateQuerySet:
    return to_call(reunion, homeroom_ids=homeroom_ids).filter(stage=Stage.FRESH)


def after(people: ClassmateQuerySet, person: Classmate) -> Classmate | None:
    """Who is next when one is done with this person: below them, and at the end from the top again.

    Whoever stands far down the list is followed by its first.
    """
    waiting = in_calling_order(people.filter(stage__in=[Stage.FRESH, Stage.AGAIN]))
    near = list(waiting[:NEAR_THE_TOP])
    here = next((place for place, each in enumerate(near) if each.pk == person.pk), None)
    others = near if here is None else [*near[here + 1 :], *near[:here]]
    return others[0] if others else None
