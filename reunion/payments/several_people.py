"""A line that may be several people's.

Two or three people in one transfer are recognised when what they owe adds up to the amount. Namesakes, and
people who share no more than the payer's surname, are shown side by side, at most five, when the amount fits
them equally; when it fits one of them only, that one is proposed. None of this is ever certain.
"""

from django.utils.translation import gettext as _

from reunion.payments import reasons
from reunion.payments.bearers import Found, Strength
from reunion.payments.claims import Grade, Kind, Proposal, others_than
from reunion.payments.evidence import Evidence
from reunion.payments.ledger import Ledger

MOST_TO_CHOOSE_FROM = 5
MOST_IN_ONE_TRANSFER = 3


def combined(evidence: Evidence, ledger: Ledger) -> Proposal | None:
    amount = evidence.line.amount
    for people in (evidence.people, evidence.references):
        if 2 <= len(people) <= MOST_IN_ONE_TRANSFER and ledger.open_sum(people) == amount:
            return _shared(evidence, ledger, people)
    return None


def namesakes(evidence: Evidence, ledger: Ledger) -> Proposal | None:
    if len(evidence.named) < 2 or evidence.person:
        return None
    fitting = ledger.fitting(evidence.named, evidence.line.amount)
    if len(fitting) == 1:
        words = {"who": _who_are_alike(evidence), "reference": fitting[0].reference}
        reason = _("%(who)s。金額が一致するのは%(reference)sだけ") % words
        return _choice(evidence, fitting, Grade.LIKELY, Kind.NAMESAKES, reason)
    few = len(evidence.named) <= MOST_IN_ONE_TRANSFER
    if few and ledger.open_sum(evidence.named) == evidence.line.amount:
        return _shared(evidence, ledger, evidence.named)
    people, reason = fitting or evidence.named, _who_are_alike(evidence)
    return _choice(evidence, people, Grade.UNCLEAR, Kind.NAMESAKES, reason)


def same_surname(evidence: Evidence, ledger: Ledger) -> Proposal | None:
    """Perhaps the account of somebody in the family."""
    if evidence.strength != Strength.SURNAME or evidence.references:
        return None
    amount = evidence.line.amount
    fitting = ledger.fitting(evidence.bearers, amount) or ledger.fitting(evidence.kin, amount)
    if not fitting:
        return None
    if len(fitting) == 1:
        reason = _("同じ姓で金額が一致するのは%(reference)sだけ。家族の口座の可能性")
        reason %= {"reference": fitting[0].reference}
        return _choice(evidence, fitting, Grade.LIKELY, Kind.SURNAME, reason)
    reason = _("同じ姓で金額が一致する人が%(count)s名います") % {"count": len(fitting)}
    return _choice(evidence, fitting, Grade.UNCLEAR, Kind.SURNAME, reason)


def with_family(evidence: Evidence, ledger: Ledger) -> Proposal | None:
    """More than one person owes, by exactly what one other person of the same surname owes."""
    person = evidence.person
    if not person or ledger.open_amount(person) <= 0:
        return None
    rest = evidence.line.amount - ledger.open_amount(person)
    fitting = ledger.fitting(ledger.bearers.sharing_surname(person), rest)
    if len(fitting) != 1:
        return None
    words = {"what": reasons.what_matches(evidence, person), "reference": fitting[0].reference}
    reason = _("%(what)sが一致。同じ姓の%(reference)sの分も含む可能性") % words
    shares = ledger.exact_shares((person, fitting[0]))
    return Proposal(evidence.line.id, Grade.UNCLEAR, Kind.COMBINED, reason, shares)


def several_with_another_sum(evidence: Evidence, ledger: Ledger) -> Proposal | None:
    people, amount = evidence.people, evidence.line.amount
    if len(people) < 2 or amount <= 0:
        return None
    reason = _("%(references)sの番号か名前がありますが、金額が合いません")
    words = {"references": reasons.references(people)}
    shares = ledger.filled_shares(people[:MOST_TO_CHOOSE_FROM], amount)
    return Proposal(evidence.line.id, Grade.UNCLEAR, Kind.COMBINED, reason % words, shares)


def _shared(evidence: Evidence, ledger: Ledger, people: Found) -> Proposal:
    words = {"count": len(people), "references": _(" と ").join(claim.reference for claim in people)}
    reason = _("%(count)s名分: %(references)s") % words
    return Proposal(evidence.line.id, Grade.LIKELY, Kind.COMBINED, reason, ledger.exact_shares(people))


def _choice(evidence: Evidence, people: Found, grade: Grade, kind: Kind, reason: str) -> Proposal:
    shown = people[:MOST_TO_CHOOSE_FROM]
    shares = tuple((claim.id, evidence.line.amount) for claim in shown)
    others = others_than(shown, (*people, *evidence.references, *evidence.bearers, *evidence.kin))
    return Proposal(evidence.line.id, grade, kind, reason, shares, others)


def _who_are_alike(evidence: Evidence) -> str:
    count = {"count": len(evidence.named)}
    if evidence.strength == Strength.FULL:
        return _("同姓同名が%(count)s名います") % count
    return _("よく似た名前の人が%(count)s名います") % count
