"""A line about one person.

Only a full kana name borne by one registration, with exactly what that one owes and no number that says
otherwise, is certain. Everything else is shown to the treasurer first: a name in kanji or damaged on the way,
a reference alone, two parts that make the sum, an amount from which the bank took its fee, a second equal
transfer, money for somebody who cancelled.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from reunion.payments import reasons
from reunion.payments.claims import Claim, Grade, Kind, Proposal, others_than
from reunion.payments.evidence import Evidence
from reunion.payments.ledger import Ledger


def certain(evidence: Evidence, ledger: Ledger) -> Proposal | None:
    person, amount = evidence.person, evidence.line.amount
    if not (person and evidence.leaves_no_doubt and ledger.is_untouched(person)):
        return None
    if not ledger.fits(person, amount) or person.paid == amount:
        return None
    return _booked_whole(evidence, person, Grade.CERTAIN, Kind.EXACT, reasons.exact(evidence, person))


def exact(evidence: Evidence, ledger: Ledger) -> Proposal | None:
    person = evidence.person
    if person and ledger.fits(person, evidence.line.amount):
        reason = reasons.exact(evidence, person)
        return _booked_whole(evidence, person, Grade.LIKELY, Kind.EXACT, reason)
    return None


def exact_for_the_reference_only(evidence: Evidence, ledger: Ledger) -> Proposal | None:
    """The name says one person, the number another, and the amount agrees with the number."""
    fitting = ledger.fitting(evidence.other_references, evidence.line.amount)
    if len(fitting) != 1:
        return None
    words = {"reference": fitting[0].reference}
    reason = _("申込番号%(reference)sと金額が一致。名前は別の人") % words
    return _booked_whole(evidence, fitting[0], Grade.UNCLEAR, Kind.EXACT, reason)


def split(pending: Sequence[Evidence], ledger: Ledger) -> Iterator[Proposal]:
    """Several transfers of one person which together make what is due."""
    parts: dict[int, list[Evidence]] = defaultdict(list)
    for evidence in pending:
        if evidence.person and evidence.line.amount > 0:
            parts[evidence.person.id].append(evidence)
    for lines in parts.values():
        person, total = lines[0].person, sum(part.line.amount for part in lines)
        if len(lines) > 1 and ledger.fits(person, total):
            words = {"count": len(lines), "total": f"{total:,}"}
            reason = _("%(count)s回に分けた入金。合計%(total)s円で金額が一致") % words
            for part in lines:
                yield _booked_whole(part, person, _grade(part), Kind.SPLIT, reason)


def short_by_fee(evidence: Evidence, ledger: Ledger) -> Proposal | None:
    person = evidence.person
    fee = ledger.fee_taken_off(person, evidence.line.amount) if person and not person.cancelled else None
    if fee is None:
        return None
    words = {"what": reasons.what_matches(evidence, person), "fee": fee}
    reason = _("%(what)sが一致。手数料%(fee)s円が差し引かれた可能性") % words
    return _booked_whole(evidence, person, _grade(evidence), Kind.SHORT_BY_FEE, reason)


def another_sum(evidence: Evidence, ledger: Ledger) -> Proposal | None:
    """The person is known, but owes another sum, or nothing."""
    person, amount = evidence.person, evidence.line.amount
    if not person or amount <= 0:
        return None
    what, still_open = reasons.what_matches(evidence, person), ledger.open_amount(person)
    if person.cancelled:
        reason = _("%(what)sが一致。取り消した申込への入金") % {"what": what}
        return _booked_whole(evidence, person, _grade(evidence), Kind.PAID_AFTER_CANCELLING, reason)
    if person.due <= 0:
        reason = _("%(what)sが一致。ただし、お支払いいただく金額がありません") % {"what": what}
        return _booked_whole(evidence, person, Grade.UNCLEAR, Kind.NOTHING_DUE, reason)
    if still_open <= 0:
        return _paid_again(evidence, person, what)
    words = {"what": what, "yen": f"{abs(still_open - amount):,}"}
    if amount < still_open:
        reason = _("%(what)sが一致。金額は%(yen)s円足りません") % words
        return _booked_whole(evidence, person, _grade(evidence), Kind.PART, reason)
    reason = _("%(what)sが一致。金額は%(yen)s円多いです") % words
    return _booked_whole(evidence, person, _grade(evidence), Kind.OVERPAID, reason)


def _paid_again(evidence: Evidence, person: Claim, what: str) -> Proposal:
    if evidence.line.amount == person.due:
        reason = _("%(what)sが一致。同じ金額の2回目の入金") % {"what": what}
        return _booked_whole(evidence, person, _grade(evidence), Kind.SECOND_PAYMENT, reason)
    reason = _("%(what)sが一致。会費は入金済みです") % {"what": what}
    return _booked_whole(evidence, person, _grade(evidence), Kind.OVERPAID, reason)


def _grade(evidence: Evidence) -> Grade:
    return Grade.LIKELY if evidence.is_strong else Grade.UNCLEAR


def _booked_whole(evidence: Evidence, person: Claim, grade: Grade, kind: Kind, reason: str) -> Proposal:
    others = (*evidence.references, *evidence.bearers, *evidence.lookalikes)
    shares = ((person.id, evidence.line.amount),)
    return Proposal(evidence.line.id, grade, kind, reason, shares, others_than((person,), others))
