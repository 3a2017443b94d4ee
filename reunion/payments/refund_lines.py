"""Which withdrawal of the bank's file is which refund.

A withdrawal of exactly the same amount that nobody has tied to a refund is proposed; one that bears the name
of the guest stands before the others, and then the one nearest after the day the refund was decided. It is
proposed only: a person presses.
"""

from collections.abc import Iterable

from reunion.events.models import Reunion
from reunion.lib.kana import bank_key

from .models import Refund, StatementLine


def proposed_lines(reunion: Reunion, refunds: Iterable[Refund]) -> dict[int, StatementLine]:
    """The best withdrawal for each refund by its id, each withdrawal once; one query for all of them."""
    wanting = [refund for refund in refunds if _may_have_a_line(refund)]
    free = StatementLine.objects.filter(
        reunion=reunion,
        direction=StatementLine.Direction.OUT,
        amount__in={refund.amount for refund in wanting},
    ).exclude(refunds__in=Refund.objects.standing())
    lines = [line for line in free.order_by("booked_on", "pk") if not line.is_reversal]
    pairs = [
        (not _bears_the_name(line, refund), line.booked_on, line.pk, refund.pk, line)
        for refund in wanting
        for line in lines
        if line.amount == refund.amount
    ]
    found: dict[int, StatementLine] = {}
    used: set[int] = set()
    for *_order, refund_id, line in sorted(pairs, key=lambda pair: pair[:4]):
        if refund_id not in found and line.pk not in used:
            found[refund_id] = line
            used.add(line.pk)
    return found


def _may_have_a_line(refund: Refund) -> bool:
    if refund.undone_at is not None or refund.line_id is not None:
        return False
    is_transfer = refund.way == Refund.Way.TRANSFER
    return refund.state == Refund.State.OWED or (refund.state == Refund.State.PAID_OUT and is_transfer)


def _bears_the_name(line: StatementLine, refund: Refund) -> bool:
    guest, payer = refund.registration, bank_key(line.payer)
    names = (guest.school_kana, guest.current_kana, guest.transfer_name)
    return any(bank_key(name) and bank_key(name) in payer for name in names if name)
