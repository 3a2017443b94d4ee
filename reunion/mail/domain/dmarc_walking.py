"""Which DMARC record counts for a domain, and where its organization begins: the tree walk of RFC 9989.

We ask at the domain and then at each parent, up to and with the top level; of a name with more than eight
labels only the last seven are walked, so that it is never more than eight questions. Two records at one name
count as none. psd=n or psd=y ends the walk. The organization begins at psd=n, or one label below psd=y, or at
the shortest name with a record. The domain's own record counts first, then its organization's, then the
public suffix's; from a parent, sp is used, or np when the domain does not exist. A top level that cannot be
asked has no record: it hardly ever has one, and nobody should wait for it.
"""

from dataclasses import dataclass

from .asking import Asker, CouldNotAsk
from .dmarc import ONE_STEP_EASIER, DmarcRecord, parse, records_among

MOST_QUESTIONS = 8


@dataclass(frozen=True)
class Step:
    """One name of the walk and the records that stand there."""

    domain: str
    texts: tuple[str, ...] = ()

    @property
    def record(self) -> DmarcRecord | None:
        return parse(self.texts[0]) if len(self.texts) == 1 else None


@dataclass(frozen=True)
class Policy:
    """What counts for a domain: `record` stands at `at`, and its `tag` says what to do. `doubled` are the
    names where two records cancel each other, `own_texts` what stands at the domain itself."""

    domain: str
    own_texts: tuple[str, ...] = ()
    doubled: tuple[str, ...] = ()
    record: DmarcRecord | None = None
    at: str = ""
    tag: str = "p"

    @property
    def is_inherited(self) -> bool:
        return self.at != self.domain

    @property
    def published(self) -> str:
        """The policy as written; none when the record cannot be read but asks for reports."""
        return "none" if self.record.mistakes else self.record.policy(self.tag)

    @property
    def effective(self) -> str:
        """What receivers do; one step easier while it is a trial."""
        return ONE_STEP_EASIER[self.published] if self.record.is_trial else self.published


def names_to_ask(domain: str) -> list[str]:
    labels = domain.split(".")
    parents = labels[1:] if len(labels) <= MOST_QUESTIONS else labels[-(MOST_QUESTIONS - 1) :]
    return [domain, *(".".join(parents[start:]) for start in range(len(parents)))]


def step_at(name: str, *, asker: Asker) -> Step:
    """Raises CouldNotAsk."""
    try:
        return Step(name, tuple(records_among(asker.texts(f"_dmarc.{name}"))))
    except CouldNotAsk:
        if "." in name:
            raise
        return Step(name)


def walk(domain: str, *, asker: Asker) -> list[Step]:
    """Raises CouldNotAsk."""
    steps = []
    for name in names_to_ask(domain):
        steps.append(step_at(name, asker=asker))
        if steps[-1].record and steps[-1].record.psd != "u":
            break
    return steps


def organization_in(steps: list[Step]) -> str:
    """The top of the names that belong to whoever holds the domain where the walk began."""
    domain = steps[0].domain
    with_record = [step for step in steps if step.record]
    for step in with_record:
        if step.record.psd == "n":
            return step.domain
        if step.record.psd == "y" and step.domain != domain:
            return _one_below(step.domain, domain)
    return with_record[-1].domain if with_record else domain


def policy_for(domain: str, *, asker: Asker) -> Policy:
    """Raises CouldNotAsk."""
    own = step_at(domain, asker=asker)
    if own.record:
        return Policy(domain, own.texts, record=own.record, at=domain)
    if own.texts:
        return Policy(domain, own.texts)
    steps = walk(domain, asker=asker)
    doubled = tuple(step.domain for step in steps if len(step.texts) > 1)
    found = _that_counts(organization_in(steps), steps)
    if not found:
        return Policy(domain, own.texts, doubled)
    tag = _tag(found.record, domain, asker)
    return Policy(domain, own.texts, doubled, record=found.record, at=found.domain, tag=tag)


def _one_below(suffix: str, domain: str) -> str:
    return ".".join(domain.split(".")[-(len(suffix.split(".")) + 1) :])


def _that_counts(organization: str, steps: list[Step]) -> Step | None:
    by_name = {step.domain: step for step in steps if step.record}
    suffix = next((step for step in by_name.values() if step.record.psd == "y"), None)
    return by_name.get(organization) or suffix


def _tag(record: DmarcRecord, domain: str, asker: Asker) -> str:
    """sp and np step in for p when they are there; np alone for a domain that does not exist."""
    subdomains = "sp" if record.value("sp") else "p"
    if record.value("np") and not asker.ask(domain, "TXT").name_exists:
        return "np"
    return subdomains
