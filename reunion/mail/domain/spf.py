"""What an SPF record says (RFC 7208): text in, terms out. Asks nobody.

A record is a text that is `v=spf1` or begins with it and a space. Its terms are mechanisms, which say who may
send and with which qualifier (+ pass, - fail, ~ softfail, ? neutral), and the modifiers redirect and exp.
A term that cannot be read breaks the whole record; unknown modifiers are left alone. What stands after `all`
is never looked at, and redirect counts only where there is no `all`.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network

RECORD = re.compile(r"v=spf1( .*)?", re.IGNORECASE | re.DOTALL)
MODIFIER = re.compile(r"(?P<name>[a-z][a-z0-9_.-]*)=(?P<target>\S*)", re.IGNORECASE)
MECHANISM = re.compile(r"(?P<qualifier>[-+~?]?)(?P<name>[a-z0-9]+)(?P<rest>[:/].*)?", re.IGNORECASE)
PLACE = re.compile(r"(:(?P<target>[^/\s]+))?(/(?P<four>\d{1,2}))?(//(?P<six>\d{1,3}))?")
MACRO = re.compile(r"%\{[slodiphcrtv]\d*r?[-.+,/_=]*\}|%%|%_|%-", re.IGNORECASE)
LABELS = re.compile(r"[a-z0-9_-]+(\.[a-z0-9_-]+)+\.?", re.IGNORECASE)
COSTS_A_LOOKUP = {"include", "a", "mx", "ptr", "exists", "redirect"}
NEEDS_A_TARGET = {"include", "exists", "redirect", "exp"}


@dataclass(frozen=True)
class Term:
    """One word of a record. `name` is empty for an unknown modifier, `target` where the domain is meant."""

    text: str
    name: str
    qualifier: str = "+"
    target: str = ""
    network: IPv4Network | IPv6Network | None = None
    prefixes: tuple[int, int] = (32, 128)

    @property
    def has_macro(self) -> bool:
        return "%" in self.target


@dataclass(frozen=True)
class SpfRecord:
    """`mistakes` are the words that cannot be read."""

    text: str
    terms: tuple[Term, ...] = ()
    mistakes: tuple[str, ...] = ()

    @property
    def mechanisms(self) -> tuple[Term, ...]:
        """Up to and with `all`."""
        found = [term for term in self.terms if term.name not in ("redirect", "exp", "")]
        ends = [place for place, term in enumerate(found) if term.name == "all"]
        return tuple(found[: ends[0] + 1] if ends else found)

    @property
    def all(self) -> Term | None:
        return next((term for term in self.mechanisms if term.name == "all"), None)

    @property
    def redirect(self) -> Term | None:
        if self.all:
            return None
        return next((term for term in self.terms if term.name == "redirect"), None)


def records_among(texts: Iterable[str]) -> list[str]:
    return [text for text in texts if RECORD.fullmatch(text)]


def parse(text: str) -> SpfRecord:
    words = text.split(" ")[1:]
    terms, mistakes = [], []
    for word in filter(None, words):
        term = _term(word)
        is_second = bool(term and term.name in ("redirect", "exp") and term.name in {t.name for t in terms})
        if term is None or is_second:
            mistakes.append(word)
        else:
            terms.append(term)
    return SpfRecord(text, tuple(terms), tuple(mistakes))


def rewritten(
    record: SpfRecord, *, first: Iterable[str] = (), without: Iterable[str] = (), end: str = ""
) -> str:
    """The record with words put in front, words left out, and perhaps another `all`."""
    dropped = {*record.mistakes, *without}
    kept = [term.text for term in record.terms if term.text not in dropped and term.name != "all"]
    if end or not record.all:
        closing = end or ("" if record.redirect and record.redirect.text not in dropped else "~all")
    else:
        closing = record.all.text
    if closing:
        kept = [word for word in kept if not word.lower().startswith("redirect=")]
    return " ".join(dict.fromkeys(filter(None, ["v=spf1", *first, *kept, closing])))


def merged(records: Iterable[SpfRecord]) -> str:
    """One record that lets through whoever any of them lets through."""
    records = list(records)
    words = [term.text for record in records for term in record.terms if term.name not in ("all", "exp")]
    words = [re.sub(r"^redirect=", "include:", word, flags=re.IGNORECASE) for word in words]
    ends = [record.all.text for record in records if record.all and record.all.qualifier in "-~"]
    return " ".join(dict.fromkeys(["v=spf1", *words, ends[0] if len(set(ends)) == 1 else "~all"]))


def _term(word: str) -> Term | None:
    """None when it cannot be read; a name of nothing when it may be left alone."""
    modifier = MODIFIER.fullmatch(word)
    if modifier:
        name, target = modifier["name"].lower(), modifier["target"]
        if name not in ("redirect", "exp"):
            return Term(word, "")
        return Term(word, name, target=target) if _is_domain(target) else None
    mechanism = MECHANISM.fullmatch(word)
    if not mechanism:
        return None
    return _mechanism(word, mechanism["qualifier"] or "+", mechanism["name"].lower(), mechanism["rest"] or "")


def _mechanism(word: str, qualifier: str, name: str, rest: str) -> Term | None:
    if name == "all":
        return None if rest else Term(word, name, qualifier)
    if name in ("ip4", "ip6"):
        network = _network(rest.removeprefix(":"), version=4 if name == "ip4" else 6)
        return Term(word, name, qualifier, network=network) if network else None
    if name in ("a", "mx"):
        return _place(word, qualifier, name, rest)
    if name == "ptr" and not rest:
        return Term(word, name, qualifier)
    if name in ("include", "exists", "ptr") and rest.startswith(":") and _is_domain(rest[1:]):
        return Term(word, name, qualifier, target=rest[1:])
    return None


def _place(word: str, qualifier: str, name: str, rest: str) -> Term | None:
    place = PLACE.fullmatch(rest)
    if not place or (place["target"] and not _is_domain(place["target"])):
        return None
    prefixes = int(place["four"] or 32), int(place["six"] or 128)
    if prefixes[0] > 32 or prefixes[1] > 128:
        return None
    return Term(word, name, qualifier, target=place["target"] or "", prefixes=prefixes)


def _network(text: str, *, version: int) -> IPv4Network | IPv6Network | None:
    address, slash, _prefix = text.partition("/")
    try:
        ip_address(address)
        network = ip_network(text if slash else address, strict=False)
    except ValueError:
        return None
    return network if network.version == version and re.fullmatch(r"[^/]+(/\d+)?", text) else None


def _is_domain(text: str) -> bool:
    """A macro may stand for any part of it; without one it has two labels or more."""
    plain = MACRO.sub("x", text)
    if "%" in plain:
        return False
    return bool(LABELS.fullmatch(plain)) or (plain != text and bool(re.fullmatch(r"[\x21-\x7e]+", plain)))
