"""Undoing what one press confirmed, all of it with one press.

It undoes the lines together, with the same rule as a single line, in one transaction. What somebody has
undone or booked anew meanwhile is left as it is and counted, so that the page can say so.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction

from reunion.accounts.models import User
from reunion.events.models import Reunion

from .booking import take_back
from .models import Allocation, StatementLine


@dataclass(frozen=True)
class Undone:
    lines: int
    left: int


@transaction.atomic
def undo_together(reunion: Reunion, *, line_ids: Iterable[int], actor: User) -> Undone:
    """Only what this person booked; a line that somebody else decided since is theirs."""
    wanted = set(line_ids)
    lines = StatementLine.objects.filter(reunion=reunion, pk__in=wanted).order_by("pk")
    locked = list(lines.select_for_update(no_key=True).values_list("pk", flat=True))
    shares = Allocation.objects.standing().filter(line__in=locked).order_by("line", "pk")
    standing = list(shares.select_related("registration", "line__reunion"))
    theirs = {share.line_id for share in standing if share.booked_by_id != actor.pk}
    mine = [share for share in standing if share.line_id not in theirs]
    take_back(mine, actor=actor)
    lines_undone = len({share.line_id for share in mine})
    return Undone(lines=lines_undone, left=len(wanted) - lines_undone)
