"""From which addresses our mail leaves: told by hand, or those of the smart host.

A provider often sends from other addresses than the one we hand our mail to, so addresses looked up are a
guess and said to be one. Addresses inside a house (192.168.…, 127.0.0.1) are known to nobody outside; they
tell nothing about how mail leaves.
"""

from dataclasses import dataclass
from ipaddress import ip_address, ip_network

from django.conf import settings
from django.utils.translation import gettext as _

from reunion.lib.refused import Refused

from .asking import Asker, CouldNotAsk

INSIDE_IPV4 = ("127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16")
INSIDE_IPV6 = ("::1/128", "fc00::/7", "fe80::/10")
INSIDE = tuple(map(ip_network, (*INSIDE_IPV4, *INSIDE_IPV6)))
SMTP_BACKEND = "django.core.mail.backends.smtp.EmailBackend"


@dataclass(frozen=True)
class Sender:
    """`why_unknown` is a sentence when there are no addresses, and empty otherwise."""

    addresses: tuple[str, ...] = ()
    is_told: bool = False
    host: str = ""
    why_unknown: str = ""

    @property
    def advice(self) -> str:
        return _("メールを送り出すサーバーのIPアドレスを、--ip で指定します。")


def address_told(text: str) -> str:
    try:
        return str(ip_address(text.strip()))
    except ValueError:
        raise Refused(_("IPアドレス「%(text)s」が読み取れません。例 203.0.113.25") % {"text": text}) from None


def smart_host() -> str:
    """Empty when mail does not leave over SMTP."""
    return settings.EMAIL_HOST if settings.EMAIL_CONFIGURED and settings.EMAIL_BACKEND == SMTP_BACKEND else ""


def sender_of(asker: Asker, *, ip: str = "") -> Sender:
    host = smart_host()
    if ip:
        return Sender((ip,), is_told=True, host=host)
    if not host:
        return Sender(why_unknown=_("メールを送り出すサーバーが、まだ決まっていません。"))
    try:
        addresses = addresses_of(host, asker)
    except CouldNotAsk as error:
        return Sender(host=host, why_unknown=str(error))
    outside = tuple(address for address in addresses if not is_inside(address))
    if outside:
        return Sender(outside, host=host)
    return Sender(
        host=host,
        why_unknown=_("送信サーバー %(host)s の、外から見えるIPアドレスが分かりません。") % {"host": host},
    )


def addresses_of(host: str, asker: Asker) -> tuple[str, ...]:
    """Those of IPv4 first. Raises CouldNotAsk."""
    try:
        return (str(ip_address(host)),)
    except ValueError:
        return asker.addresses(host, version=4) + asker.addresses(host, version=6)


def is_inside(address: str) -> bool:
    known = ip_address(address)
    return any(known in network for network in INSIDE if network.version == known.version)
