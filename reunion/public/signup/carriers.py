"""What a guest with carrier mail reads before sending: what happens to such mail, and what helps.

With script it is shown as soon as the address has been typed, without asking the server: the page holds
every carrier's notice and its domains. Without, it stands where the form is shown again and on the
confirmation, which also asks for a second way: an address that is no carrier's, or LINE.
"""

from dataclasses import dataclass

from reunion.mail.allow_lists import AllowList, allow_list_for, allow_list_of
from reunion.mail.carrier_domains import domains_by_carrier
from reunion.mail.risk import assess
from reunion.registrations.signing_up import Reply


@dataclass(frozen=True)
class CarrierNotice:
    """`domains` are words; one that starts with a point means every domain below it."""

    allow_list: AllowList
    domains: str
    is_shown: bool


def carrier_notices(address: str) -> list[CarrierNotice]:
    shown = allow_list_for(address)
    return [
        CarrierNotice(
            allow_list_of(carrier), " ".join(domains), shown is not None and shown.carrier == carrier
        )
        for carrier, domains in domains_by_carrier().items()
    ]


def wants_second_way(reply: Reply) -> bool:
    """No way of ours surely reaches this guest."""
    if reply.line_is_fine:
        return False
    addresses = [address for address in (reply.email, reply.second_email) if address]
    if not addresses:
        return not reply.phone
    return all(assess(address).level in ("carrier", "dead") for address in addresses)
