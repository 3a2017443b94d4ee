"""What the cards brought: how many were posted, came back, arrived and were answered; by batch, class, week.

Counted are cards to classmates in batches that were posted; one card may stand for brothers and sisters. An
answer, or a family's word that it was passed on, is owed to the newest card posted up to that day, so that
nobody counts twice. A card that came back reached nobody, whatever was answered afterwards: the news came
another way. Answered by the code: what the card points to had been opened by then. Of costs only the postage
is known. Everything is counted by the database.
"""

import datetime as dt
from collections import Counter
from dataclasses import dataclass, fields

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, TruncDate

from reunion.events.models import Reunion
from reunion.outreach.models import FamilyAnswer
from reunion.registrations.models import Registration
from reunion.roster.models import Homeroom

from .fate import IN_STATE, CardQuerySet, CardState
from .models import Batch, Card

# Who signs up behind a code is noted as arrived a moment after the answer itself.
A_MOMENT = dt.timedelta(minutes=1)
DAYS_A_WEEK = 7
LAST_WEEK = 8  # the last one stands for all that follow

_KEPT = Q(returned_at=None)
_REACHED = _KEPT & (Q(arrived_at__isnull=False) | Q(answered_at__isnull=False) | Q(told_at__isnull=False))
WHAT = {
    "posted": Q(),
    "returned": IN_STATE[CardState.RETURNED],
    "arrived": IN_STATE[CardState.ARRIVED],
    "told": _KEPT & Q(told_at__isnull=False),
    "answered": _KEPT & Q(answered_at__isnull=False),
    "by_code": _KEPT & Q(arrived_at__lte=F("answered_at") + A_MOMENT),
    "reached": _REACHED,
    "silent": _KEPT & Q(arrived_at=None, answered_at=None, told_at=None),
}


@dataclass(frozen=True)
class Tally:
    """Numbers of cards, named as in WHAT; `postage` in yen."""

    posted: int = 0
    returned: int = 0
    arrived: int = 0
    told: int = 0
    answered: int = 0
    by_code: int = 0
    reached: int = 0
    silent: int = 0
    postage: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(*(getattr(self, each.name) + getattr(other, each.name) for each in fields(self)))

    @property
    def reached_percent(self) -> int:
        return _share(self.reached, self.posted)

    @property
    def returned_percent(self) -> int:
        return _share(self.returned, self.posted)

    @property
    def yen_a_reached(self) -> int | None:
        """Postage of all cards for each that reached somebody; None where none did."""
        return round(self.postage / self.reached) if self.reached else None

    @property
    def yen_an_answered(self) -> int | None:
        return round(self.postage / self.answered) if self.answered else None


@dataclass(frozen=True)
class Week:
    """The `number`th since posting, from 1; `is_last` also holds all that came later."""

    number: int
    returned: int
    arrived: int
    answered: int
    is_last: bool


@dataclass(frozen=True)
class Brought:
    total: Tally
    by_batch: list[tuple[Batch, Tally]]
    by_class: list[tuple[Homeroom | None, Tally]]
    weeks: list[Week]


def cards_with_answers(reunion: Reunion) -> CardQuerySet:
    """Posted cards to classmates, with `answered_at` and `told_at`: None, or when that came of them."""
    answers = Registration.objects.filter(reunion=reunion).answered()
    told = FamilyAnswer.objects.filter(link__reunion=reunion, what=FamilyAnswer.What.TOLD)
    told = told.exclude(outcome__in=[FamilyAnswer.Outcome.WITHDRAWN, FamilyAnswer.Outcome.NOTHING])
    cards = Card.objects.of_reunion(reunion).posted().filter(classmate__isnull=False)
    return cards.annotate(
        answered_at=_first_after(answers, moment="signed_up_at", person="classmate"),
        told_at=_first_after(told, moment="at", person="link__classmate"),
    )


def what_cards_brought(reunion: Reunion, *, batch: Batch | None = None) -> Brought:
    """Of one batch, or of all; six questions whatever the number of cards."""
    cards = cards_with_answers(reunion)
    batches = {each.pk: each for each in Batch.objects.filter(reunion=reunion, posted_on__isnull=False)}
    rooms = Homeroom.objects.filter(cohort=reunion.cohort_id).in_bulk()
    counts = {name: Count("pk", filter=condition) for name, condition in WHAT.items() if name != "posted"}
    rows = (
        cards.order_by().values("batch_id", "classmate__homeroom_id").annotate(posted=Count("pk"), **counts)
    )
    by_batch, by_class = {}, {}
    for row in rows:
        number, room = row.pop("batch_id"), row.pop("classmate__homeroom_id")
        tally = Tally(**row, postage=row["posted"] * batches[number].postage)
        by_batch[number] = by_batch.get(number, Tally()) + tally
        if batch is None or batch.pk == number:
            by_class[room] = by_class.get(room, Tally()) + tally
    return Brought(
        total=sum(by_class.values(), Tally()),
        by_batch=[
            (batches[number], by_batch[number])
            for number in sorted(by_batch, key=lambda pk: (batches[pk].posted_on, pk))
        ],
        by_class=[(rooms[room], by_class[room]) for room in rooms if room in by_class]
        + [(None, by_class[None]) for room in by_class if room is None],
        weeks=_weeks(cards if batch is None else cards.filter(batch=batch)),
    )


def _weeks(cards: CardQuerySet) -> list[Week]:
    """Up to the last one in which something came."""
    returned = _by_week(cards.filter(WHAT["returned"]), "returned_at")
    arrived = _by_week(cards.filter(WHAT["arrived"]), "arrived_at")
    answered = _by_week(cards.filter(WHAT["answered"]), "answered_at")
    last = max([*returned, *arrived, *answered], default=0)
    return [
        Week(number, returned[number], arrived[number], answered[number], number == LAST_WEEK)
        for number in range(1, last + 1)
    ]


def _by_week(cards: CardQuerySet, moment: str) -> Counter[int]:
    rows = cards.annotate(day=TruncDate(moment)).order_by().values_list("batch__posted_on", "day")
    found: Counter[int] = Counter()
    for posted_on, day, count in rows.annotate(Count("pk")):
        found[min(max((day - posted_on).days, 0) // DAYS_A_WEEK + 1, LAST_WEEK)] += count
    return found


def _first_after(rows: QuerySet, *, moment: str, person: str) -> Coalesce:
    """When the first of `rows` came of a card, from the addressee or from who shares it.

    Not if a newer card had been posted to the same address by that day.
    """
    newer = Card.objects.filter(
        classmate=OuterRef(OuterRef("classmate")),
        batch__posted_on__gt=OuterRef(OuterRef("batch__posted_on")),
        batch__posted_on__lte=OuterRef(f"{moment}__date"),
        batch__reunion=OuterRef(OuterRef("batch__reunion")),
    )
    mine = rows.filter(**{f"{moment}__date__gte": OuterRef("batch__posted_on")}).exclude(Exists(newer))
    mine = mine.order_by(moment).values(moment)
    return Coalesce(
        Subquery(mine.filter(**{person: OuterRef("classmate")})[:1]),
        Subquery(mine.filter(**{f"{person}__shared_cards": OuterRef("pk")})[:1]),
    )


def _share(part: int, whole: int) -> int:
    return round(part * 100 / whole) if whole else 0
