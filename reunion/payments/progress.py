"""How far the treasurer has come with what the bank wrote, and the piles the lines lie in.

Each pile is a question to the lines, so that its number is the number of rows one sees on opening it. All of
them, and the yen, are counted in one question. Money that came in is booked, set aside as no fee, or still
open; a part of a booked line that pays for nobody is `unused`.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import (
    BigIntegerField,
    BooleanField,
    Count,
    Exists,
    ExpressionWrapper,
    OuterRef,
    Q,
    Subquery,
    Sum,
    Value,
)
from django.db.models.functions import Cast, Coalesce

from .claims import Kind
from .models import Allocation, StatementLine, StatementLineQuerySet
from .readers.entries import UNDOING_KINDS

Grade = StatementLine.Grade
YEN = BigIntegerField()
NOTHING = Value(0, output_field=YEN)
OPEN_PILES = {
    "": {},
    Grade.CERTAIN.value: {"grade": Grade.CERTAIN},
    Grade.LIKELY.value: {"grade": Grade.LIKELY},
    Grade.UNCLEAR.value: {"grade": Grade.UNCLEAR},
    "reversed": {"treatment": Kind.REVERSED},
}


@dataclass(frozen=True)
class Progress:
    counts: dict[str, int]  # lines in each pile, "" for all that are open
    certain_yen: int
    came_in: int
    booked: int
    set_aside: int
    open: int

    @property
    def decided(self) -> int:
        return self.counts["matched"] + self.counts["ignored"]

    @property
    def lines(self) -> int:
        return self.decided + self.counts[""]

    @property
    def unused(self) -> int:
        return self.came_in - self.booked - self.set_aside - self.open


def pile(lines: StatementLineQuerySet, name: str) -> StatementLineQuerySet:
    """The lines of one pile; all that are open where there is no pile of this name."""
    if name == "matched":
        return lines.matched()
    if name == "ignored":
        return lines.ignored()
    return lines.undecided().filter(**OPEN_PILES.get(name, {}))


def progress_of(lines: StatementLineQuerySet) -> Progress:
    sorts = _sorts_of(lines)
    is_open = [sort for sort in sorts if sort["asks"] and not sort["is_booked"] and not sort["is_ignored"]]
    ignored, came = [sort for sort in sorts if sort["is_ignored"]], [sort for sort in sorts if sort["is_in"]]
    piles = {
        name: [sort for sort in is_open if all(sort[field] == value for field, value in rule.items())]
        for name, rule in OPEN_PILES.items()
    }
    piles |= {"matched": [sort for sort in sorts if sort["is_booked"]], "ignored": ignored}
    return Progress(
        counts={name: _sum(sorts, "lines") for name, sorts in piles.items()},
        certain_yen=_sum(piles[Grade.CERTAIN.value], "yen"),
        came_in=_sum(came, "yen"),
        booked=_sum(came, "booked"),
        set_aside=_sum((sort for sort in ignored if sort["is_in"]), "yen"),
        open=_sum((sort for sort in is_open if sort["is_in"]), "yen"),
    )


def _sorts_of(lines: StatementLineQuerySet) -> list[dict]:
    """Lines that are alike in everything that is counted here, with how many they are and their yen."""
    standing = Allocation.objects.standing().filter(line=OuterRef("pk")).order_by()
    booked_yen = Subquery(standing.values("line").annotate(yen=Sum("amount")).values("yen"))
    alike = lines.order_by().values(
        *("grade", "treatment"),
        asks=_is(_asking()),
        is_in=_is(Q(direction=StatementLine.Direction.IN)),
        is_ignored=_is(Q(ignored_at__isnull=False)),
        is_booked=Exists(standing),
    )
    return list(
        alike.annotate(
            lines=Count("pk"), yen=Sum("amount"), booked=Coalesce(Sum(Cast(booked_yen, YEN)), NOTHING)
        )
    )


def _asking() -> Q:
    """As `StatementLineQuerySet.asking` says."""
    reversal = Q(direction=StatementLine.Direction.OUT, kind__in=sorted(UNDOING_KINDS))
    return Q(direction=StatementLine.Direction.IN) | reversal


def _is(rule: Q) -> ExpressionWrapper:
    return ExpressionWrapper(rule, output_field=BooleanField())


def _sum(sorts: Iterable[dict], figure: str) -> int:
    return sum(int(sort[figure]) for sort in sorts)
