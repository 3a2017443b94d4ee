"""The check of our sending domain is made once a day and kept, so that what turned red is noticed.

Every hour somebody asks whether today's check is still to be made: a laptop that runs in the evenings makes
it too. A check has turned red when it is red now and a kept check before found it green or yellow; it stays
so until it is mended, however many days that takes. "Could not check" is never red. When it lasts three days
it is told as well, but only of what could be checked before, or when nothing can be checked at all: some
houses never learn from which address their provider sends. What is older than 400 days is forgotten, so that
this time of last year can still be seen.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import asdict
from itertools import groupby

from django.conf import settings
from django.utils import timezone, translation

from reunion.lib.refused import Refused
from reunion.mail.models import DomainCheck
from reunion.mail.our_address import own_address

from .checking import check_domain, domain_named
from .verdict import Colour

BETWEEN_CHECKS = dt.timedelta(hours=23)
DAYS_TO_WAIT = 3
CHECKS_LOOKED_AT = 120
KEPT_FOR = dt.timedelta(days=400)
FINE = (Colour.GREEN, Colour.YELLOW)


def sending_domain() -> str:
    """What stands after @ in the address of our letters; empty while no mail leaves this installation."""
    if not settings.EMAIL_CONFIGURED:
        return ""
    try:
        return domain_named(own_address().rpartition("@")[2])
    except Refused:
        return ""


def check_and_keep() -> DomainCheck | None:
    """None when there is nothing to check."""
    domain = sending_domain()
    if not domain:
        return None
    with translation.override(settings.LANGUAGE_CODE):
        checks = [asdict(check) for check in check_domain(domain)]
    DomainCheck.objects.filter(checked_at__lt=timezone.now() - KEPT_FOR).delete()
    return DomainCheck.objects.create(domain=domain, checks=checks)


def check_if_due() -> DomainCheck | None:
    last = newest(sending_domain())
    if last is not None and last.checked_at > timezone.now() - BETWEEN_CHECKS:
        return None
    return check_and_keep()


def newest(domain: str) -> DomainCheck | None:
    return DomainCheck.objects.filter(domain=domain).first()


def kept_checks(domain: str) -> list[DomainCheck]:
    """The newest first; nobody is asked about no domain."""
    return list(DomainCheck.objects.filter(domain=domain)[:CHECKS_LOOKED_AT]) if domain else []


def turned_red(kept: Sequence[DomainCheck]) -> list[str]:
    """Names of the checks that are red now and were once better."""
    now, *before = map(_colours_of, kept) if kept else [{}]
    return [name for name in _of_colour(now, Colour.RED) if _was_ever(name, FINE, before)]


def red_from_the_start(kept: Sequence[DomainCheck]) -> list[str]:
    """Names of the checks that are red and have never been seen otherwise."""
    now, *before = map(_colours_of, kept) if kept else [{}]
    return [name for name in _of_colour(now, Colour.RED) if not _was_ever(name, FINE, before)]


def unknown_for_days(kept: Sequence[DomainCheck]) -> list[str]:
    """Names of the checks that could not be made on the last three days on which anybody tried."""
    by_day = [list(day) for _date, day in groupby(kept, key=_day_of)]
    if len(by_day) < DAYS_TO_WAIT:
        return []
    lately = [_colours_of(check) for day in by_day[:DAYS_TO_WAIT] for check in day]
    before = [_colours_of(check) for day in by_day[DAYS_TO_WAIT:] for check in day]
    silent = [name for name in lately[0] if all(day.get(name) == Colour.UNKNOWN for day in lately)]
    known_before = [name for name in silent if _was_ever(name, (*FINE, Colour.RED), before)]
    return silent if silent == list(lately[0]) else known_before


def _colours_of(check: DomainCheck) -> dict[str, str]:
    return {one["name"]: one["colour"] for one in check.checks}


def _day_of(check: DomainCheck) -> dt.date:
    return timezone.localdate(check.checked_at)


def _of_colour(colours: dict[str, str], wanted: str) -> list[str]:
    return [name for name, colour in colours.items() if colour == wanted]


def _was_ever(name: str, wanted: tuple[str, ...], days: list[dict[str, str]]) -> bool:
    return any(day.get(name) in wanted for day in days)
