"""Which deposit is whose (消込).

The rules run from the surest to the weakest over all lines, and each line keeps the answer of the first rule
that knows one. What a rule finds is taken off what the person owes before the next line is looked at. Within
a rule the clearer name goes first, then the earlier line, so that of two equal transfers the earlier is the
first. The order in which registrations or lines are given changes nothing.
"""

from collections.abc import Callable, Iterator, Sequence

from reunion.payments import reasons
from reunion.payments.bearers import Bearers
from reunion.payments.claims import Claim, Grade, Kind, Line, NameKind, Proposal, others_than
from reunion.payments.evidence import Evidence, gather
from reunion.payments.ledger import Ledger
from reunion.payments.one_person import (
    another_sum,
    certain,
    exact,
    exact_for_the_reference_only,
    short_by_fee,
    split,
)
from reunion.payments.reversals import reversals
from reunion.payments.several_people import (
    combined,
    namesakes,
    same_surname,
    several_with_another_sum,
    with_family,
)

__all__ = ["Claim", "Grade", "Kind", "Line", "NameKind", "Proposal", "match"]

RuleForAll = Callable[[Sequence[Evidence], Ledger], Iterator[Proposal]]
RuleForOne = Callable[[Evidence, Ledger], Proposal | None]


def match(lines: Sequence[Line], claims: Sequence[Claim]) -> list[Proposal]:
    """One proposal for each line, in the order of the lines."""
    bearers = Bearers(claims)
    ledger = Ledger(claims, bearers)
    pending = sorted((gather(line, bearers) for line in lines), key=lambda each: (each.strength, each.moment))
    for rule in RULES:
        for proposal in rule(pending, ledger):
            ledger.record(proposal)
        pending = [evidence for evidence in pending if evidence.line.id not in ledger.proposals]
    return [ledger.proposals[line.id] for line in lines]


def one_by_one(rule: RuleForOne) -> RuleForAll:
    def apply(pending: Sequence[Evidence], ledger: Ledger) -> Iterator[Proposal]:
        return filter(None, (rule(evidence, ledger) for evidence in pending))

    return apply


def unknown(evidence: Evidence, ledger: Ledger) -> Proposal:
    alternatives = others_than((), (*evidence.bearers, *evidence.kin))
    return Proposal(
        evidence.line.id, Grade.UNCLEAR, Kind.UNKNOWN, reasons.unknown(evidence), (), alternatives
    )


RULES: tuple[RuleForAll, ...] = (
    reversals,
    one_by_one(certain),
    one_by_one(combined),
    one_by_one(exact),
    one_by_one(namesakes),
    one_by_one(exact_for_the_reference_only),
    split,
    one_by_one(short_by_fee),
    one_by_one(with_family),
    one_by_one(same_surname),
    one_by_one(several_with_another_sum),
    one_by_one(another_sum),
    one_by_one(unknown),
)
