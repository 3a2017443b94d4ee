"""From which network a request comes, so that nuisance can be limited without knowing anybody.

The server's own word (REMOTE_ADDR) counts. Only when it names one of our proxies (TRUSTED_PROXIES) is
X-Forwarded-For read, from the right, where our proxies wrote: the first address that is no proxy of ours is
the guest. An entry that is no address ends the walk at the proxy that handed it on, so a header made up by
a stranger changes nothing. A household has a whole /64 of IPv6 addresses and counts as one. An answer of ""
means that nobody knows.
"""

from functools import lru_cache
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

Address = IPv4Address | IPv6Address
HOUSEHOLD = 64


def network_of(request: HttpRequest) -> str:
    proxies = _networks(tuple(settings.TRUSTED_PROXIES))
    peer = request.META.get("REMOTE_ADDR", "")
    address = _read(peer)
    # A local socket has no address; only a proxy on the same machine can be at its other end.
    if not (proxies and peer == "") and not _is_ours(address, proxies):
        return _shortened(address)
    for entry in reversed(request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")):
        written = _read(entry)
        if written is None:
            break
        address = written
        if not _is_ours(address, proxies):
            break
    return _shortened(address)


@lru_cache(maxsize=8)
def _networks(proxies: tuple[str, ...]) -> tuple:
    return tuple(ip_network(proxy, strict=False) for proxy in proxies)


def _is_ours(address: Address | None, proxies: tuple) -> bool:
    return address is not None and any(address in network for network in proxies)


def _read(text: str) -> Address | None:
    """With or without a port or brackets; an IPv4 address in IPv6 clothes is the IPv4 address."""
    text = text.strip()
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        address = ip_address(text.partition("%")[0])
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address


def _shortened(address: Address | None) -> str:
    if isinstance(address, IPv6Address):
        return str(ip_network((int(address), HOUSEHOLD), strict=False))
    return str(address or "")
