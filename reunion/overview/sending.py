"""What the daily looks at how our mail leaves have to say today, as numbers for the list of things to do.

The sending domain, our mailbox and the letter to ourselves are the installation's, so every reunion of it is
told; a demo, whose letters leave nowhere, is told nothing of them.
"""

from reunion.events.counting import Together
from reunion.events.models import Reunion
from reunion.mail import our_server, round_trip, watching
from reunion.mail.domain import keeping

from . import mail_by_receiver


def mail_stopped(reunion: Reunion, homeroom_ids) -> Together:
    """How many letters wait because our own server sends nothing; only after a fault it is looked into."""
    return Together(
        (our_server.faults(reunion), reunion.letters.unfinished()),
        lambda faults, waiting: waiting if faults and our_server.trouble(reunion) else 0,
    )


def domain_turned_red(reunion: Reunion, homeroom_ids) -> int:
    return len(keeping.turned_red(_domain(reunion)))


def domain_never_green(reunion: Reunion, homeroom_ids) -> int:
    return len(keeping.red_from_the_start(_domain(reunion)))


def domain_unknown(reunion: Reunion, homeroom_ids) -> int:
    return len(keeping.unknown_for_days(_domain(reunion)))


def round_trip_lost(reunion: Reunion, homeroom_ids) -> int:
    return 0 if reunion.is_demo or round_trip.lost() is None else 1


def mailbox_unread(reunion: Reunion, homeroom_ids) -> int:
    return 0 if reunion.is_demo or watching.unread_for_hours() is None else 1


def receivers_fallen(reunion: Reunion, homeroom_ids) -> int:
    return len(mail_by_receiver.fallen(reunion))


def _domain(reunion: Reunion) -> str:
    return "" if reunion.is_demo else keeping.sending_domain()
