"""How many look-ups an SPF record costs, and what in it or behind it is broken.

Receivers give up at more than ten look-ups: include, redirect, a, mx, ptr and exists each cost one, also
inside what is included; and at more than two that find nothing. We count the whole record, as if no address
matched early: a record is only good when it is good for every sender. An include or redirect that leads to
no record, to two, or back to itself breaks it too. Macros depend on the sender: counted, not followed.
Counting ends a little after the limit.
"""

from dataclasses import dataclass, field

from .asking import Asker
from .spf import COSTS_A_LOOKUP, SpfRecord, Term, parse, records_among

MOST_LOOKUPS = 10
MOST_VOIDS = 2
MOST_MAIL_HOSTS = 10
ENOUGH = 30


@dataclass(frozen=True)
class Fault:
    """`kind` is mistake, loop, none, two or mail-hosts; `term` stands in the record of `domain`."""

    kind: str
    term: str
    domain: str


@dataclass
class Cost:
    """`terms` are those of the first record that led to the faults and voids."""

    lookups: int = 0
    voids: list[str] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    @property
    def is_too_high(self) -> bool:
        return self.lookups > MOST_LOOKUPS or len(self.voids) > MOST_VOIDS

    @property
    def is_sound(self) -> bool:
        return not self.faults and not self.is_too_high


def cost_of(record: SpfRecord, domain: str, *, asker: Asker) -> Cost:
    """Raises CouldNotAsk."""
    cost = Cost()
    _count(record, domain, cost, asker, path=(domain,))
    return cost


def _count(record: SpfRecord, domain: str, cost: Cost, asker: Asker, *, path: tuple[str, ...]) -> None:
    cost.faults += [Fault("mistake", word, domain) for word in record.mistakes]
    followed = [*record.mechanisms, *([record.redirect] if record.redirect else [])]
    for term in followed:
        if term.name not in COSTS_A_LOOKUP or cost.lookups >= ENOUGH:
            continue
        cost.lookups += 1
        if term.name == "ptr" or term.has_macro:
            continue
        if term.name in ("include", "redirect"):
            _follow(term, domain, cost, asker, path=path)
        else:
            _look_up(term, domain, cost, asker)


def _follow(term: Term, domain: str, cost: Cost, asker: Asker, *, path: tuple[str, ...]) -> None:
    target = term.target.lower().rstrip(".")
    if target in path:
        cost.faults.append(Fault("loop", term.text, domain))
        return
    texts = asker.texts(target)
    records = records_among(texts)
    if not texts:
        cost.voids.append(term.text)
    if len(records) != 1:
        cost.faults.append(Fault("two" if records else "none", term.text, domain))
        return
    _count(parse(records[0]), target, cost, asker, path=(*path, target))


def _look_up(term: Term, domain: str, cost: Cost, asker: Asker) -> None:
    target = term.target or domain
    if term.name == "mx":
        found = asker.ask(target, "MX").values
        if len(found) > MOST_MAIL_HOSTS:
            cost.faults.append(Fault("mail-hosts", term.text, domain))
    else:
        found = asker.addresses(target, version=4)
        if not found and term.name == "a":
            found = asker.addresses(target, version=6)
    if not found:
        cost.voids.append(term.text)
