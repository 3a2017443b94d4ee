"""What each registration still owes while a statement is being read.

Matching goes from the surest lines to the weakest. What a sure or likely line brings is taken off at once,
so that a weaker line is compared with what is left, and a second equal transfer is seen to be the second.
A line that is not clear takes nothing off.
"""

from collections.abc import Iterable

from reunion.payments.bearers import Bearers, Found
from reunion.payments.claims import Claim, Grade, Proposal

# What banks take for a transfer when they take it off the amount, in yen.
LOWEST_FEE, HIGHEST_FEE = 110, 880


class Ledger:
    def __init__(self, claims: Iterable[Claim], bearers: Bearers):
        self._open = {claim.id: claim.open_amount for claim in claims}
        self.bearers = bearers
        self.proposals: dict[int, Proposal] = {}

    def record(self, proposal: Proposal) -> None:
        self.proposals[proposal.line_id] = proposal
        if proposal.grade != Grade.UNCLEAR:
            for claim_id, amount in proposal.shares:
                self._open[claim_id] -= amount

    def open_amount(self, claim: Claim) -> int:
        return self._open[claim.id]

    def is_untouched(self, claim: Claim) -> bool:
        return self._open[claim.id] == claim.open_amount

    def open_sum(self, claims: Iterable[Claim]) -> int | None:
        """What these owe together; None when one of them owes nothing."""
        amounts = [self._open[claim.id] for claim in claims]
        return sum(amounts) if amounts and min(amounts) > 0 else None

    def fits(self, claim: Claim, amount: int) -> bool:
        return amount > 0 and self._open[claim.id] == amount and not claim.cancelled

    def fitting(self, claims: Found, amount: int) -> Found:
        return tuple(claim for claim in claims if self.fits(claim, amount))

    def fee_taken_off(self, claim: Claim, amount: int) -> int | None:
        """The missing yen, if so many are missing as a bank takes for a transfer."""
        missing = self._open[claim.id] - amount
        return missing if LOWEST_FEE <= missing <= HIGHEST_FEE and amount > 0 else None

    def exact_shares(self, claims: Iterable[Claim]) -> tuple[tuple[int, int], ...]:
        return tuple((claim.id, self._open[claim.id]) for claim in claims)

    def filled_shares(self, claims: Found, amount: int) -> tuple[tuple[int, int], ...]:
        """The amount dealt out in order, each what they owe, the last whatever is left."""
        shares = []
        for claim in claims[:-1]:
            share = max(0, min(self._open[claim.id], amount))
            shares.append((claim.id, share))
            amount -= share
        return (*shares, (claims[-1].id, amount))
