"""Which mobile carrier a mail domain belongs to, and whether the domain still exists.

The table `data/carrier_domains.tsv` was collected from the carriers' own pages. A rule is either exact
(this domain) or subdomain (any domain below it), and always whole labels: `notdocomo.ne.jp` is not docomo.
The longest rule wins; an exact one before a subdomain one. MVNO mailboxes are in the table only to say that
they are no carrier mail. Until 2009 docomo and au sold addresses with `..` or `.@`; rules that still hold
such addresses are marked as loose.
"""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

TABLE = Path(__file__).parent / "data" / "carrier_domains.tsv"


@dataclass(frozen=True)
class CarrierDomain:
    carrier: str
    brand: str
    is_ended: bool
    is_loose: bool

    @property
    def is_carrier_mail(self) -> bool:
        return self.carrier != "mvno"


@cache
def _rules() -> dict[tuple[str, str], CarrierDomain]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return {(row["match"], row["domain"]): _rule(row) for row in csv.DictReader(file, delimiter="\t")}


@cache
def domains_by_carrier() -> dict[str, list[str]]:
    """Of carrier mail that still arrives; a leading point stands for every domain below."""
    found: dict[str, list[str]] = {}
    for (match, domain), rule in _rules().items():
        if rule.is_carrier_mail and not rule.is_ended:
            found.setdefault(rule.carrier, []).append(f".{domain}" if match == "subdomain" else domain)
    return found


def _rule(row: dict[str, str]) -> CarrierDomain:
    return CarrierDomain(
        carrier=row["carrier"],
        brand=row["brand"],
        is_ended=row["status"] == "ended",
        is_loose=row["loose_local_part"] == "true",
    )


def carrier_domain(domain: str) -> CarrierDomain | None:
    """The rule for a domain in lower case, or None when no carrier is known to use it."""
    exact = _rules().get(("exact", domain))
    if exact:
        return exact
    labels = domain.split(".")
    parents = (".".join(labels[start:]) for start in range(1, len(labels)))
    return next((_rules()[key] for parent in parents if (key := ("subdomain", parent)) in _rules()), None)
