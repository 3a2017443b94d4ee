"""Whose an address is, and what is known of it: one question for all rows of a page."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Q, Value
from django.db.models.functions import Lower, Replace

from reunion.events.models import Reunion
from reunion.mail.health import key_of
from reunion.mail.models import AddressHealth
from reunion.registrations.models import Registration


def at_addresses(reunion: Reunion, addresses: Iterable[str]) -> dict[str, list[Registration]]:
    """Registrations by address, as `health.key_of` writes them."""
    wanted = list(addresses)
    rows = Registration.objects.filter(reunion=reunion).annotate(
        first=Replace(Lower("email"), Value('"')), second=Replace(Lower("second_email"), Value('"'))
    )
    found: dict[str, list[Registration]] = defaultdict(list)
    for registration in rows.filter(Q(first__in=wanted) | Q(second__in=wanted)).order_by("pk"):
        for address in {key_of(one) for one in registration.addresses}:
            found[address].append(registration)
    return dict(found)


def health_of(addresses: Iterable[str]) -> dict[str, AddressHealth]:
    return {row.address: row for row in AddressHealth.objects.filter(address__in=set(addresses))}
