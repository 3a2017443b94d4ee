"""Everything that came and went for one registration, in the order in which it was written down.

Lines of the bank, cash, moved surplus and refunds stand in one list, undone ones too: nothing disappears.
"""

import datetime as dt
from dataclasses import dataclass

from reunion.registrations.models import Registration

from .models import Allocation, Booking, HandBookedPayment, Refund, SurplusMove


@dataclass(frozen=True)
class Event:
    """`kind` is line, cash, moved_in, moved_out or refund; `yen` is below zero when money goes away."""

    kind: str
    booking: Booking
    day: dt.date | None
    yen: int

    @property
    def is_undone(self) -> bool:
        return self.booking.undone_at is not None


def history_of(registration: Registration) -> list[Event]:
    """In four queries, whatever happened."""
    people = ("booked_by", "undone_by")
    mine = {"registration": registration}
    shares = Allocation.objects.filter(**mine).select_related("line", *people)
    cash = HandBookedPayment.objects.filter(**mine).select_related("handed_over_by", *people)
    refunds = Refund.objects.filter(**mine).select_related("line", "settled_by", *people)
    moves = SurplusMove.objects.filter(giver=registration) | SurplusMove.objects.filter(taker=registration)
    events = [Event("line", share, share.line.booked_on, share.amount) for share in shares]
    events += [Event("cash", payment, payment.received_on, payment.amount) for payment in cash]
    events += [Event("refund", refund, refund.paid_out_on, -refund.amount) for refund in refunds]
    events += [_moved(move, registration) for move in moves.select_related("giver", "taker", *people)]
    return sorted(events, key=lambda event: (event.booking.booked_at, event.booking.pk))


def _moved(move: SurplusMove, registration: Registration) -> Event:
    if move.giver_id == registration.pk:
        return Event("moved_out", move, None, -move.amount)
    return Event("moved_in", move, None, move.amount)
