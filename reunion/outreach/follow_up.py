"""The follow-up board: who should know something by now and has given no sign, most urgent first.

At once: who has no mail address and was never told, to whom nothing was sent, and whose letter was refused,
kept back, returned, or went to an address that is dead or mistyped. After some days without a sign: who was
written to at a carrier's address, where mail may vanish without an error, and then everybody else. A press of
「伝えた」, a proof of receipt, a reply or a payment takes them off; a letter that fails after a sign brings
them back, but never after a payment. Whoever was tried in vain sinks to the end for some days and rises
again; nobody is lost. The board is worked out anew each time, and nothing of it is stored.
"""

import datetime as dt
from enum import StrEnum
from typing import NamedTuple

from django.utils import timezone

from reunion.events.models import Reunion
from reunion.mail.models import Message
from reunion.registrations.changing import is_over

from .dealings import Dealings
from .signs import Letter, Signs, gather

# A carrier drops mail without an error (facts of the carriers), so a day's grace after the first is all.
DAYS_OF_CARRIER_MAIL = 2
# Others read their mail at the weekend: five days hold one, whichever day the letter went.
DAYS_OF_OTHER_MAIL = 5
# Long enough not to press anybody, short enough to call again within the week.
DAYS_OF_REST = 3


class Reason(StrEnum):
    """In the order of urgency."""

    NO_ADDRESS = "no_address"
    NOT_SENT = "not_sent"
    FAILED = "failed"
    MISTYPED = "mistyped"
    CARRIER = "carrier"
    SILENT = "silent"


ORDER = {reason: place for place, reason in enumerate(Reason)}


class Row(NamedTuple):
    """One person. `since`: when they might have known; `trouble`: why a letter did not arrive."""

    registration_id: int
    homeroom_id: int | None
    is_teacher: bool
    reason: Reason
    since: dt.datetime
    tried_at: dt.datetime | None
    is_resting: bool
    carrier: str = ""
    trouble: str = ""

    @property
    def urgency(self) -> tuple:
        return self.is_resting, ORDER[self.reason], self.since, self.registration_id


def board(
    reunion: Reunion, *, homeroom_ids: frozenset[int] | None = None, now: dt.datetime | None = None
) -> list[Row]:
    """`homeroom_ids` None means every class, teachers included. After the day nobody is on it."""
    if is_over(reunion):
        return []
    now = now or timezone.now()
    rows = (judge(signs, now=now) for signs in gather(reunion, homeroom_ids=homeroom_ids))
    return sorted((row for row in rows if row is not None), key=lambda row: row.urgency)


def row_of(dealings: Dealings, *, now: dt.datetime | None = None) -> Row | None:
    """The place of one guest on the board; None when they are not on it."""
    if not dealings.waits_for_news:
        return None
    return judge(dealings.signs, now=now or timezone.now())


def judge(signs: Signs, *, now: dt.datetime) -> Row | None:
    """The rule for one person."""
    if not signs.addresses:
        known = signs.told_at or signs.proven_at
        return None if known else _row(signs, Reason.NO_ADDRESS, signs.signed_up_at, now)
    if not signs.letters:
        known = signs.last_sign_at
        return None if known else _row(signs, Reason.NOT_SENT, signs.signed_up_at, now)
    news = signs.news
    arriving = _arriving(news)
    if news and not arriving:
        return _failed(signs, news[-1], now)
    if signs.proven_at or signs.replied_at:
        return None
    return _silent(signs, [letter for letter in arriving if letter.sent_at], now)


def _arriving(letters: list[Letter]) -> list[Letter]:
    """Those that may have arrived: at an address the last letter to which has not failed."""
    last = {letter.address: letter for letter in letters}
    return [letter for letter in letters if not (letter.has_failed or last[letter.address].has_failed)]


def _failed(signs: Signs, last: Letter, now: dt.datetime) -> Row:
    is_slip = last.risk == Message.Risk.TYPO
    reason = Reason.MISTYPED if is_slip else Reason.FAILED
    return _row(signs, reason, last.sent_at or last.created_at, now, last)


def _silent(signs: Signs, sent: list[Letter], now: dt.datetime) -> Row | None:
    if not sent:
        return None
    first = min(sent, key=lambda letter: letter.sent_at)
    only_carriers = all(letter.is_to_carrier for letter in sent)
    days = DAYS_OF_CARRIER_MAIL if only_carriers else DAYS_OF_OTHER_MAIL
    if now < first.sent_at + dt.timedelta(days=days):
        return None
    return _row(signs, Reason.CARRIER if only_carriers else Reason.SILENT, first.sent_at, now, first)


def _row(
    signs: Signs, reason: Reason, since: dt.datetime, now: dt.datetime, letter: Letter | None = None
) -> Row:
    tried = signs.tried_at
    return Row(
        registration_id=signs.registration_id,
        homeroom_id=signs.homeroom_id,
        is_teacher=signs.is_teacher,
        reason=reason,
        since=since,
        tried_at=tried,
        is_resting=tried is not None and now < tried + dt.timedelta(days=DAYS_OF_REST),
        carrier=letter.carrier if letter else "",
        trouble=letter.trouble if letter else "",
    )
