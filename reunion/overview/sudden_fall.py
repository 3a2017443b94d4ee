"""Whether one receiver suddenly takes fewer of our letters, or shows no more signs of them; pure arithmetic.

The last week is held against the weeks before it. It is red when so bad a week would come by chance less
than once in two hundred. So small numbers never alarm: below five addresses nothing is said, of five it takes
three refusals, and of ten with half of them usually proven not one proof. One address in twenty counts as
refused by mistyping alone, even where none ever was. Without ten addresses before, nobody knows what share
of proofs is usual, and nothing is said of them.
"""

from dataclasses import dataclass
from math import exp, lgamma, log, log1p

RARE = 1 / 200
FEWEST = 5
FEWEST_BEFORE = 10
MISTYPED = 1 / 20


@dataclass(frozen=True)
class Tally:
    """Different addresses: those that took a letter or refused one; of `waited` we wanted a sign."""

    accepted: int = 0
    refused: int = 0
    waited: int = 0
    proven: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            self.accepted + other.accepted,
            self.refused + other.refused,
            self.waited + other.waited,
            self.proven + other.proven,
        )

    @property
    def tried(self) -> int:
        return self.accepted + self.refused


def refuses_suddenly(now: Tally, before: Tally) -> bool:
    if now.tried < FEWEST:
        return False
    usual = max(MISTYPED, before.refused / before.tried if before.tried else 0)
    return at_least(now.refused, of=now.tried, share=usual) < RARE


def falls_silent(now: Tally, before: Tally) -> bool:
    if now.waited < FEWEST or before.waited < FEWEST_BEFORE:
        return False
    # As if one more had been proven and one more not: ten proofs of ten promise no eleventh.
    usual = (before.proven + 1) / (before.waited + 2)
    return at_most(now.proven, of=now.waited, share=usual) < RARE


def at_least(count: int, *, of: int, share: float) -> float:
    """How likely so many or more of them are, when each has this share of chance."""
    return at_most(of - count, of=of, share=1 - share)


def at_most(count: int, *, of: int, share: float) -> float:
    """How likely so many or fewer are; as many as usual are never called rare."""
    if count >= of * share:
        return 1.0
    return sum(_exactly(number, of, share) for number in range(count + 1))


def _exactly(number: int, of: int, share: float) -> float:
    ways = lgamma(of + 1) - lgamma(number + 1) - lgamma(of - number + 1)
    return exp(ways + number * log(share) + (of - number) * log1p(-share))
