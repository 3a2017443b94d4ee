"""When the bank takes a deposit back.

A correction arrives as a line with an amount below zero. It is laid beside the latest deposit of the same
payer and amount that is still open; the two cancel out and neither is booked by itself. When the deposit was
booked before, undoing it is proposed. Nothing is ever deleted.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from reunion.payments.claims import Grade, Kind, Proposal, others_than
from reunion.payments.evidence import Evidence, payer_key
from reunion.payments.ledger import Ledger


def reversals(pending: Sequence[Evidence], ledger: Ledger) -> Iterator[Proposal]:
    open_deposits: dict[tuple[str, int], list[Evidence]] = defaultdict(list)
    for evidence in sorted(pending, key=lambda evidence: evidence.moment):
        line = evidence.line
        if line.amount >= 0:
            open_deposits[payer_key(line), line.amount].append(evidence)
        elif deposits := open_deposits[payer_key(line), -line.amount]:
            deposit = deposits.pop()
            yield _cancelled_out(deposit, _("%(day)sの取消の行と打ち消し合います") % _day_of(evidence))
            yield _cancelled_out(evidence, _("%(day)sの入金の取消です") % _day_of(deposit))
        else:
            yield _taken_back(evidence)


def _cancelled_out(evidence: Evidence, reason: str) -> Proposal:
    shares = ((evidence.person.id, evidence.line.amount),) if evidence.person else ()
    grade = Grade.LIKELY if shares else Grade.UNCLEAR
    return Proposal(evidence.line.id, grade, Kind.REVERSED, reason, shares)


def _taken_back(evidence: Evidence) -> Proposal:
    line, person = evidence.line, evidence.person
    if person and person.paid >= -line.amount:
        reason = _("入金の取消です。申込番号%(reference)sの確定を取り消してください")
        reason %= {"reference": person.reference}
        return Proposal(line.id, Grade.LIKELY, Kind.REVERSED, reason, ((person.id, line.amount),))
    alternatives = others_than((), evidence.named)
    reason = _("取消の行ですが、元の入金が見つかりません")
    return Proposal(line.id, Grade.UNCLEAR, Kind.REVERSED, reason, (), alternatives)


def _day_of(evidence: Evidence) -> dict[str, str]:
    return {"day": date_format(evidence.line.booked_on, _("n月j日"))}
