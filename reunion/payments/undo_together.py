"""Undoing what one press confirmed, all of it with one press.

It undoes the lines one by one with the same rule as a single line, in one transaction. What somebody has
undone or booked anew meanwhile is left as it is and counted, so that the page can say so.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction

from reunion.accounts.models import User
from reunion.events.models import Reunion

from .booking import undo
from .models import StatementLine


@dataclass(frozen=True)
class Undone:
    lines: int
    left: int


@transaction.atomic
def undo_together(reunion: Reunion, *, line_ids: Iterable[int], actor: User) -> Undone:
    """Only what this person booked; a line that somebody else decided since is theirs."""
    wanted = set(line_ids)
    lines = StatementLine.objects.filter(reunion=reunion, pk__in=wanted).order_by("pk")
    list(lines.select_for_update(no_key=True).values_list("pk"))
    mine = [line for line in lines.matched() if _is_of(line, actor)]
    for line in mine:
        undo(line, actor=actor)
    return Undone(lines=len(mine), left=len(wanted) - len(mine))


def _is_of(line: StatementLine, actor: User) -> bool:
    return not line.allocations.standing().exclude(booked_by=actor).exists()
