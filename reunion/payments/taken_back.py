"""When the bank took a deposit back, one press settles both lines.

The deposit and its reversal belong together: same payer, same amount, the latest deposit before the reversal,
one that is still open rather than a booked one. If the deposit was booked, that booking is undone; then both
lines are set aside, for neither is a fee any more. Nothing is deleted, and each can be brought back.
"""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from reunion.accounts.models import User
from reunion.lib.kana import bank_key
from reunion.lib.refused import Refused

from .booking import ignore, undo
from .matching import Kind
from .models import StatementLine


@dataclass(frozen=True)
class Settled:
    lines: tuple[int, ...]
    was_booked: bool


@transaction.atomic
def settle_reversal(line: StatementLine, *, actor: User | None) -> Settled:
    """`line` is the reversal, or the open deposit that a reversal cancels out."""
    alike = StatementLine.objects.filter(reunion=line.reunion_id, amount=line.amount)
    list(alike.order_by("pk").select_for_update(no_key=True).values_list("pk"))
    line = StatementLine.objects.select_related("reunion").get(pk=line.pk)
    other = partner_of(line)
    if other is None:
        raise Refused(
            _("打ち消し合う相手の行が見つかりません。会費でないときは「会費ではない」を押してください。")
        )
    deposit = other if line.is_reversal else line
    booked = deposit.allocations.standing().exists()
    if booked:
        undo(deposit, actor=actor)
    for each in sorted((line, other), key=lambda row: row.pk):
        ignore(each, actor=actor)
    # Matching keeps such a pair side by side, so that the reversal takes no other deposit with it.
    StatementLine.objects.filter(pk=deposit.pk).update(treatment=Kind.REVERSED)
    return Settled(lines=(line.pk, other.pk), was_booked=booked)


def partner_of(line: StatementLine) -> StatementLine | None:
    """The line at the other end, None where there is none."""
    alike = StatementLine.objects.filter(reunion=line.reunion_id, amount=line.amount, ignored_at=None)
    alike = [each for each in alike.exclude(pk=line.pk) if bank_key(each.payer) == bank_key(line.payer)]
    if not line.is_reversal:
        later = [each for each in alike if each.is_reversal and _moment(each) >= _moment(line)]
        return min(later, key=_moment, default=None)
    deposits = [
        each
        for each in alike
        if each.direction == StatementLine.Direction.IN and _moment(each) <= _moment(line)
    ]
    booked = {each.pk for each in StatementLine.objects.filter(pk__in=[row.pk for row in deposits]).matched()}
    return max(deposits, key=lambda each: (each.pk not in booked, *_moment(each)), default=None)


def _moment(line: StatementLine) -> tuple:
    return line.booked_on, line.statement_id, line.sequence, line.pk
