"""What the daily looks at how our mail leaves have to say today, as numbers for the list of things to do.

The sending domain, our mailbox and the letter to ourselves are the installation's, so every reunion of it is
told; a demo, whose letters leave nowhere, is told nothing of them.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db.models import QuerySet

from reunion.events.counting import Together
from reunion.events.models import Reunion
from reunion.mail import our_server, round_trip, watching
from reunion.mail.domain import keeping
from reunion.mail.models import DomainCheck

from . import mail_by_receiver


def mail_stopped(reunion: Reunion, homeroom_ids) -> Together:
    """How many letters wait because our own server sends nothing; only after a fault it is looked into."""
    return Together(
        (our_server.faults(reunion), reunion.letters.unfinished()),
        lambda faults, waiting: waiting if faults and our_server.trouble(reunion) else 0,
    )


@dataclass(frozen=True)
class FromTheChecks:
    """`number` is told the kept checks of our sending domain."""

    number: Callable[[Sequence[DomainCheck]], int]


def domain_turned_red(reunion: Reunion, homeroom_ids) -> FromTheChecks:
    return FromTheChecks(lambda kept: len(keeping.turned_red(kept)))


def domain_never_green(reunion: Reunion, homeroom_ids) -> FromTheChecks:
    return FromTheChecks(lambda kept: len(keeping.red_from_the_start(kept)))


def domain_unknown(reunion: Reunion, homeroom_ids) -> FromTheChecks:
    return FromTheChecks(lambda kept: len(keeping.unknown_for_days(kept)))


def round_trip_lost(reunion: Reunion, homeroom_ids) -> QuerySet | int:
    return round_trip.lost_now() if round_trip.is_looked_after() and not reunion.is_demo else 0


def mailbox_unread(reunion: Reunion, homeroom_ids) -> QuerySet | int:
    return watching.unread_now() if settings.BOUNCE_MAILBOX_URL and not reunion.is_demo else 0


def receivers_fallen(reunion: Reunion, homeroom_ids) -> int:
    return len(mail_by_receiver.fallen(reunion))


def checks_of(reunion: Reunion) -> list[DomainCheck]:
    """None of a demo, which sends no mail."""
    return [] if reunion.is_demo else keeping.kept_checks(keeping.sending_domain())
