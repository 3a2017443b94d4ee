"""Whether an SPF record lets one address send: pass, fail, softfail, neutral or permerror (RFC 7208 §4).

The terms are tried in order, and the first that matches decides with its qualifier; include matches only when
what is included passes; redirect takes over when nothing has matched. The sender is taken to be
`postmaster` at the domain, as for a mail without one. The limits of a receiver hold here too.
"""

import re
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from .asking import Asker
from .spf import SpfRecord, Term, parse, records_among

RESULTS = {"+": "pass", "-": "fail", "~": "softfail", "?": "neutral"}
DEEPEST = 10
MOST_NAMES = 10
MACRO = re.compile(
    r"%(?:\{(?P<letter>[a-z])(?P<digits>\d*)(?P<reverse>r?)(?P<cuts>[-.+,/_=]*)\}|(?P<sign>[%_-]))", re.I
)
SIGNS = {"%": "%", "_": " ", "-": "%20"}


class Broken(Exception):
    """A receiver would call the record permanently broken."""


def result_for(address: str, record: SpfRecord, domain: str, *, asker: Asker) -> str:
    """Raises CouldNotAsk."""
    evaluation = _Evaluation(ip_address(address), domain, asker)
    try:
        return evaluation.result(record, domain, depth=0)
    except Broken:
        return "permerror"


class _Evaluation:
    """One address at one domain; what stays the same while includes are followed."""

    def __init__(self, address: IPv4Address | IPv6Address, sender_domain: str, asker: Asker):
        self.address, self.sender_domain, self.asker = address, sender_domain, asker

    def result(self, record: SpfRecord, domain: str, *, depth: int) -> str:
        if record.mistakes or depth > DEEPEST:
            raise Broken
        for term in record.mechanisms:
            if self._matches(term, domain, depth):
                return RESULTS[term.qualifier]
        if record.redirect:
            target = self._target(record.redirect, domain)
            return self.result(self._record_of(target), target, depth=depth + 1)
        return "neutral"

    def _matches(self, term: Term, domain: str, depth: int) -> bool:
        if term.name == "all":
            return True
        if term.network is not None:
            return self.address.version == term.network.version and self.address in term.network
        target = self._target(term, domain)
        match term.name:
            case "include":
                return self.result(self._record_of(target), target, depth=depth + 1) == "pass"
            case "a":
                return self._is_one_of(target, term)
            case "mx":
                hosts = self.asker.ask(target, "MX").values[:MOST_NAMES]
                return any(self._is_one_of(host, term) for host in hosts if host)
            case "exists":
                return bool(self.asker.addresses(target, version=4))
        return self._is_named_under(target)

    def _is_one_of(self, host: str, term: Term) -> bool:
        version = self.address.version
        prefix = term.prefixes[0 if version == 4 else 1]
        return any(
            self.address in ip_network(f"{address}/{prefix}", strict=False)
            for address in self.asker.addresses(host, version=version)
        )

    def _is_named_under(self, target: str) -> bool:
        names = self.asker.names_of(str(self.address))[:MOST_NAMES]
        own = [name for name in names if f".{name}".endswith(f".{target.lower()}")]
        return any(
            str(self.address) in self.asker.addresses(name, version=self.address.version) for name in own
        )

    def _record_of(self, target: str) -> SpfRecord:
        records = records_among(self.asker.texts(target))
        if len(records) != 1:
            raise Broken
        return parse(records[0])

    def _target(self, term: Term, domain: str) -> str:
        target = MACRO.sub(lambda found: self._expanded(found, domain), term.target) or domain
        return target.rstrip(".")

    def _expanded(self, found: re.Match, domain: str) -> str:
        if found["sign"]:
            return SIGNS[found["sign"]]
        parts = re.split(f"[{re.escape(found['cuts'] or '.')}]", self._value(found["letter"].lower(), domain))
        if found["reverse"]:
            parts.reverse()
        return ".".join(parts[-int(found["digits"]) :] if found["digits"].strip("0") else parts)

    def _value(self, letter: str, domain: str) -> str:
        dotted = (
            str(self.address)
            if self.address.version == 4
            else ".".join(self.address.exploded.replace(":", ""))
        )
        values = {
            "s": f"postmaster@{self.sender_domain}",
            "l": "postmaster",
            "o": self.sender_domain,
            "h": self.sender_domain,
            "d": domain,
            "i": dotted,
            "v": "in-addr" if self.address.version == 4 else "ip6",
        }
        return values.get(letter, "unknown")
