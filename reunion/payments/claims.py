"""What matching is told, and what it answers.

A `Line` is a deposit that nobody has booked yet. A `Claim` is a registration seen from the money: what it
owes and under which names its payer may appear. A `Proposal` says, for one line, whose money it probably
is, how sure that is, and why. All three are plain values, so that matching knows no database.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice

MOST_ALTERNATIVES = 20


class NameKind(StrEnum):
    SCHOOL = "school"
    CURRENT = "current"
    TRANSFER = "transfer"  # the account holder the guest declared
    ALIAS = "alias"  # learnt from a match that a person confirmed


class Grade(StrEnum):
    CERTAIN = "certain"
    LIKELY = "likely"
    UNCLEAR = "unclear"


class Kind(StrEnum):
    EXACT = "exact"
    SHORT_BY_FEE = "short_by_fee"
    PART = "part"
    SPLIT = "split"
    COMBINED = "combined"
    NAMESAKES = "namesakes"
    SURNAME = "surname"
    SECOND_PAYMENT = "second_payment"
    OVERPAID = "overpaid"
    PAID_AFTER_CANCELLING = "paid_after_cancelling"
    NOTHING_DUE = "nothing_due"
    REVERSED = "reversed"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Line:
    id: int
    payer: str  # as the bank wrote it, its known prefix removed
    amount: int  # yen; below zero when the bank took a deposit back
    booked_on: dt.date
    sequence: int = 0  # the bank's order within the day, earliest lowest, also in a newest-first file


@dataclass(frozen=True, eq=False)  # compared by identity: a surname can have hundreds of bearers
class Claim:
    id: int
    reference: str
    open_amount: int  # yen still due; 0 or less when nothing is
    due: int
    paid: int
    names: tuple[tuple[str, str], ...]  # (NameKind, kana with a space between family and given name)
    kanji_names: tuple[str, ...] = ()
    cancelled: bool = False
    stays_away: bool = False  # declined, and has paid nothing


@dataclass(frozen=True)
class Proposal:
    """`shares` are (claim id, yen): how the line would be booked. For the kinds `namesakes` and `surname`
    with more than one share they are the people to choose from, each with the whole amount."""

    line_id: int
    grade: Grade
    kind: Kind
    reason: str
    shares: tuple[tuple[int, int], ...] = ()
    alternatives: tuple[int, ...] = ()


def others_than(proposed: Sequence[Claim], claims: Iterable[Claim]) -> tuple[int, ...]:
    """The ids of those not proposed, each once, as many as a person can look through."""
    taken = {claim.id for claim in proposed}
    ids = dict.fromkeys(claim.id for claim in claims if claim.id not in taken)
    return tuple(islice(ids, MOST_ALTERNATIVES))
