"""The people of the matching tests: short words for what matching is told."""

import datetime as dt

from reunion.payments.matching import Claim, Line, NameKind, Proposal, match

FEE, FEE_WITH_PARTY = 8000, 12000
A_DAY = dt.date(2026, 11, 2)


def claim(id: int, school: str, *, owes: int = FEE, paid: int = 0, **more) -> Claim:
    """A registration with the reference 1000 + id unless another is given."""
    names = [(NameKind.SCHOOL, school)]
    names += [(kind, more.pop(kind.value)) for kind in NameKind if kind.value in more]
    more.setdefault("reference", str(1000 + id))
    return Claim(id=id, open_amount=owes - paid, due=owes, paid=paid, names=tuple(names), **more)


def lines(*deposits: tuple[str, int]) -> list[Line]:
    """Deposits in the order of the bank, all on one day."""
    return [Line(id, payer, amount, A_DAY, id) for id, (payer, amount) in enumerate(deposits, 1)]


def answer(payer: str, amount: int, *claims: Claim) -> Proposal:
    return match(lines((payer, amount)), claims)[0]
