"""How we ask the DNS: with an end to every wait, and never taking silence for an answer.

"There is no such name" and "the name has nothing of this kind" are answers. No reply in time, SERVFAIL,
REFUSED or nonsense are not: they raise CouldNotAsk, and whoever asked says "could not check". A text cut into
several strings is put together again; an alias is followed, also where the server leaves that to us; an
answer too long for one packet is fetched over TCP; values come sorted, since servers shuffle them. All
questions of one asker together have a deadline.
"""

import socket
import time
from dataclasses import dataclass
from ipaddress import ip_address

import dns.exception
import dns.name
import dns.rcode
import dns.rdatatype
import dns.resolver
import dns.reversename
from django.utils.translation import gettext as _

from reunion.lib.refused import Refused

SECONDS_FOR_ONE_TRY = 1.5
SECONDS_FOR_A_QUESTION = 4.0
SECONDS_FOR_ALL = 12.0
MOST_ALIASES = 8
DNS_PORT = 53


class CouldNotAsk(Exception):
    """No answer to be had. The text says why, as the end of a Japanese sentence."""


@dataclass(frozen=True)
class Answer:
    """What the DNS holds under a name; both may be known to be nothing."""

    values: tuple[str, ...] = ()
    name_exists: bool = True


class Asker:
    """Asks one name server (or those of this machine) and remembers what it was told."""

    def __init__(self, *, resolver: str = "", seconds: float = SECONDS_FOR_ALL):
        self._until = time.monotonic() + seconds
        self._told: dict[tuple[str, str], Answer | CouldNotAsk] = {}
        self._resolver = _resolver_at(*server_and_port(resolver)) if resolver else _resolver_of_this_machine()

    def texts(self, name: str) -> tuple[str, ...]:
        return self.ask(name, "TXT").values

    def addresses(self, name: str, *, version: int) -> tuple[str, ...]:
        return self.ask(name, "A" if version == 4 else "AAAA").values

    def names_of(self, address: str) -> tuple[str, ...]:
        return self.ask(reverse_name(address), "PTR").values

    def ask(self, name: str, kind: str) -> Answer:
        """Kinds: TXT, A, AAAA, MX, PTR. Raises CouldNotAsk."""
        question = (name.lower().rstrip("."), kind)
        if question not in self._told:
            try:
                self._told[question] = self._asked(*question)
            except CouldNotAsk as silence:
                self._told[question] = silence
        told = self._told[question]
        if isinstance(told, CouldNotAsk):
            raise CouldNotAsk(str(told))
        return told

    def _asked(self, name: str, kind: str) -> Answer:
        try:
            target = dns.name.from_text(f"{name}.")
        except (dns.exception.DNSException, UnicodeError):
            return Answer(name_exists=False)
        for _alias in range(MOST_ALIASES):
            response = self._response(target, kind)
            if response is None:
                return Answer(name_exists=False)
            target, values, is_complete = _read(response, target, kind)
            if is_complete:
                return Answer(values)
        raise CouldNotAsk(_("%(name)s の別名（CNAME）が輪になっています。") % {"name": name})

    def _response(self, target: dns.name.Name, kind: str):
        """None when there is no such name."""
        if self._resolver is None:
            raise CouldNotAsk(_("この機械には、DNSサーバーが設定されていません。"))
        remaining = self._until - time.monotonic()
        lifetime = min(SECONDS_FOR_A_QUESTION, remaining)
        if lifetime <= 0:
            raise CouldNotAsk(_silence(target))
        try:
            return self._resolver.resolve(
                target, kind, search=False, lifetime=lifetime, raise_on_no_answer=False
            ).response
        except dns.resolver.NXDOMAIN:
            return None
        except dns.exception.Timeout as error:
            raise CouldNotAsk(_silence(target)) from error
        except dns.resolver.NoNameservers as error:
            raise CouldNotAsk(_fault(target, error)) from error
        except (dns.exception.DNSException, OSError) as error:
            raise CouldNotAsk(_silence(target)) from error


def server_and_port(text: str) -> tuple[str, int]:
    """`HOST:PORT`, `[IPv6]:PORT`, or either without a port. Raises Refused."""
    host, colon, port = text.strip().rpartition(":")
    if not colon or (":" in host and not host.endswith("]")):
        host, port = text.strip(), str(DNS_PORT)
    try:
        address, number = _address_of(host.removeprefix("[").removesuffix("]")), int(port)
    except (ValueError, OSError):
        address, number = "", 0
    if not address or not 0 < number < 65536:
        raise Refused(
            _("DNSサーバー「%(text)s」が読み取れません。127.0.0.1:53 のように書きます。") % {"text": text}
        )
    return address, number


def reverse_name(address: str) -> str:
    """`192.0.2.25` is asked for as `25.2.0.192.in-addr.arpa`."""
    return dns.reversename.from_address(address).to_text(omit_final_dot=True)


def _address_of(host: str) -> str:
    try:
        return str(ip_address(host))
    except ValueError:
        return socket.gethostbyname(host) if host else ""


def _resolver_at(address: str, port: int) -> dns.resolver.Resolver:
    resolver = dns.resolver.Resolver(configure=False)
    resolver.nameservers, resolver.port, resolver.timeout = [address], port, SECONDS_FOR_ONE_TRY
    return resolver


def _resolver_of_this_machine() -> dns.resolver.Resolver | None:
    try:
        resolver = dns.resolver.Resolver()
    except (dns.exception.DNSException, OSError):
        return None
    resolver.timeout = SECONDS_FOR_ONE_TRY
    return resolver


def _read(response, target: dns.name.Name, kind: str) -> tuple[dns.name.Name, tuple[str, ...], bool]:
    """Where the aliases in a response end, what stands there, and whether the response settles it."""
    wanted = dns.rdatatype.from_text(kind)
    for hop in range(MOST_ALIASES):
        records = response.get_rrset(response.answer, target, 1, wanted)
        if records:
            return target, tuple(sorted(_as_text(record, kind) for record in records)), True
        alias = response.get_rrset(response.answer, target, 1, dns.rdatatype.CNAME)
        if not alias:
            return target, (), hop == 0
        target = alias[0].target
    return target, (), False


def _as_text(record, kind: str) -> str:
    if kind == "TXT":
        return b"".join(record.strings).decode("utf-8", "replace")
    if kind in ("A", "AAAA"):
        return record.address
    target = record.exchange if kind == "MX" else record.target
    return target.to_text(omit_final_dot=True).lower()


def _silence(target: dns.name.Name) -> str:
    return _("DNSサーバーから、%(name)s についての返事が時間内にありません。") % {
        "name": target.to_text(omit_final_dot=True)
    }


def _fault(target: dns.name.Name, error: dns.resolver.NoNameservers) -> str:
    codes = {
        dns.rcode.to_text(answer.rcode())
        for _server, _tcp, _port, _error, answer in error.kwargs.get("errors", ())
        if answer is not None
    }
    return _("DNSサーバーが、%(name)s についてエラー（%(codes)s）を返しました。") % {
        "name": target.to_text(omit_final_dot=True),
        "codes": ", ".join(sorted(codes)) or "-",
    }
