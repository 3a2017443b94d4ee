"""How far the treasurer has come with what the bank wrote, and the piles the lines lie in.

Each pile is a question to the lines, so that its number is the number of rows one sees on opening it. All of
them, and the yen, are counted in one question. Money that came in is booked, set aside as no fee, or still
open; a part of a booked line that pays for nobody is `unused`.
"""

from dataclasses import dataclass

from django.db.models import BigIntegerField, Count, Exists, F, OuterRef, Q, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from .claims import Kind
from .models import Allocation, StatementLine, StatementLineQuerySet
from .readers.entries import UNDOING_KINDS

Grade = StatementLine.Grade
NOTHING = Value(0, output_field=BigIntegerField())
OPEN_PILES = {
    "": Q(),
    Grade.CERTAIN.value: Q(grade=Grade.CERTAIN),
    Grade.LIKELY.value: Q(grade=Grade.LIKELY),
    Grade.UNCLEAR.value: Q(grade=Grade.UNCLEAR),
    "reversed": Q(treatment=Kind.REVERSED),
}
DECIDED_PILES = ("matched", "ignored")


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
    return lines.undecided().filter(OPEN_PILES.get(name, Q()))


def progress_of(lines: StatementLineQuerySet) -> Progress:
    standing = Allocation.objects.standing().filter(line=OuterRef("pk")).order_by()
    booked_yen = Subquery(standing.values("line").annotate(yen=Sum("amount")).values("yen"))
    counted = lines.order_by().annotate(is_booked=Exists(standing), booked_yen=Coalesce(booked_yen, NOTHING))
    asking, came = _asking(), Q(direction=StatementLine.Direction.IN)
    is_open = asking & Q(is_booked=False, ignored_at__isnull=True)
    is_ignored = Q(ignored_at__isnull=False)
    sums = counted.aggregate(
        **{f"count_{name}": Count("pk", filter=is_open & rule) for name, rule in OPEN_PILES.items()},
        count_matched=Count("pk", filter=Q(is_booked=True)),
        count_ignored=Count("pk", filter=is_ignored),
        certain_yen=_yen("amount", is_open & OPEN_PILES[Grade.CERTAIN.value]),
        came_in=_yen("amount", came),
        booked=_yen("booked_yen", came),
        set_aside=_yen("amount", came & is_ignored),
        open=_yen("amount", came & is_open),
    )
    names = [*OPEN_PILES, *DECIDED_PILES]
    return Progress(counts={name: sums.pop(f"count_{name}") for name in names}, **sums)


def _asking() -> Q:
    """As `StatementLineQuerySet.asking` says."""
    reversal = Q(direction=StatementLine.Direction.OUT, kind__in=sorted(UNDOING_KINDS))
    return Q(direction=StatementLine.Direction.IN) | reversal


def _yen(field: str, rule: Q) -> Coalesce:
    return Coalesce(Sum(F(field), filter=rule, output_field=BigIntegerField()), NOTHING)
