"""What waits for somebody's hand: each thing once, most urgent first, only what the reader's role may do.

A thing is named by a word; the screen has its sentence and the list behind it, and the list has exactly
as many rows as the count says. What is done is not mentioned.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings

from reunion.events.models import BankAccount, Reunion
from reunion.mail import health
from reunion.mail.models import AddressHealth, Bounce, InboundLetter, Message
from reunion.notices.models import Announcement
from reunion.outreach import follow_up
from reunion.payments.models import StatementLine
from reunion.registrations.models import Registration
from reunion.roster.models import Classmate
from reunion.team.access import EVERYONE, MONEY, NOT_CLASS_STAFF, OFFICE, Seat
from reunion.team.models import Role

from . import sending


@dataclass(frozen=True)
class Todo:
    thing: str
    count: int
    urgent: bool = False


def account_missing(reunion: Reunion, homeroom_ids) -> int:
    """How many guests wait for the account."""
    if BankAccount.objects.filter(reunion=reunion).exists():
        return 0
    return max(
        1, Registration.objects.filter(reunion=reunion).coming().filter(classmate__isnull=False).count()
    )


def mail_not_set_up(reunion: Reunion, homeroom_ids) -> int:
    if settings.EMAIL_CONFIGURED or reunion.is_demo:
        return 0
    return Message.objects.filter(reunion=reunion).unfinished().count()


def letters_refused(reunion: Reunion, homeroom_ids) -> int:
    return Message.objects.filter(reunion=reunion).refused().count()


def letters_to_decide(reunion: Reunion, homeroom_ids) -> int:
    return Message.objects.filter(reunion=reunion).to_decide().count()


def letters_without_address(reunion: Reunion, homeroom_ids) -> int:
    return Message.objects.filter(reunion=reunion).address_cannot_be_used().count()


def letters_unanswered(reunion: Reunion, homeroom_ids) -> int:
    return InboundLetter.objects.filter(reunion=reunion).unanswered().count()


def no_sign(reunion: Reunion, homeroom_ids) -> int:
    return len(follow_up.board(reunion, homeroom_ids=homeroom_ids))


def returned_through_our_fault(reunion: Reunion, homeroom_ids) -> int:
    return Bounce.objects.of_reunion(reunion).our_fault().count()


def addresses_proposed(reunion: Reunion, homeroom_ids) -> int:
    return health.counts(reunion)[AddressHealth.State.PROPOSED]


def announcements_halted(reunion: Reunion, homeroom_ids) -> int:
    return Announcement.objects.filter(reunion=reunion).halted().count()


def waiting(reunion: Reunion, homeroom_ids) -> int:
    return Registration.objects.filter(reunion=reunion).in_homerooms(homeroom_ids).waiting().count()


def lines_of_grade(grade: str) -> Callable:
    def count(reunion: Reunion, homeroom_ids) -> int:
        return StatementLine.objects.filter(reunion=reunion).graded(grade).count()

    return count


def doubtful_rows(reunion: Reunion, homeroom_ids) -> int:
    return Classmate.objects.filter(cohort=reunion.cohort).in_homerooms(homeroom_ids).doubtful().count()


THINGS = (
    ("account_missing", MONEY, account_missing, True),
    ("mail_not_set_up", NOT_CLASS_STAFF, mail_not_set_up, True),
    ("mail_stopped", NOT_CLASS_STAFF, sending.mail_stopped, True),
    ("returned_ours", OFFICE, returned_through_our_fault, True),
    ("domain_turned_red", OFFICE, sending.domain_turned_red, True),
    ("domain_never_green", OFFICE, sending.domain_never_green, True),
    ("round_trip_lost", OFFICE, sending.round_trip_lost, True),
    ("receivers_fallen", OFFICE, sending.receivers_fallen, True),
    ("letters_refused", NOT_CLASS_STAFF, letters_refused, True),
    ("letters_to_decide", NOT_CLASS_STAFF, letters_to_decide, True),
    ("letters_without_address", NOT_CLASS_STAFF, letters_without_address, False),
    ("no_sign", OFFICE | {Role.CLASS_STAFF}, no_sign, True),
    ("lines_certain", MONEY, lines_of_grade(StatementLine.Grade.CERTAIN), False),
    ("lines_likely", MONEY, lines_of_grade(StatementLine.Grade.LIKELY), False),
    ("lines_unclear", MONEY, lines_of_grade(StatementLine.Grade.UNCLEAR), False),
    ("waiting", EVERYONE, waiting, False),
    ("addresses_proposed", OFFICE, addresses_proposed, False),
    ("announcements_halted", OFFICE, announcements_halted, False),
    ("domain_unknown", OFFICE, sending.domain_unknown, False),
    ("letters_unanswered", OFFICE, letters_unanswered, False),
    ("doubtful_rows", OFFICE, doubtful_rows, False),
)


def todo(seat: Seat) -> list[Todo]:
    counted = (
        Todo(thing, count(seat.reunion, seat.homeroom_ids), urgent)
        for thing, roles, count, urgent in THINGS
        if seat.may(roles)
    )
    return [item for item in counted if item.count]
