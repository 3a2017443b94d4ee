"""What waits for somebody's hand: each thing once, most urgent first, only what the reader's role may do.

A thing is named by a word; the screen has its sentence and the list behind it, and the list has exactly
as many rows as the count says. What is done is not mentioned. A thing is told as the list itself, as a
number where there is no list of rows, or as what follows from the sums of money.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db.models import QuerySet

from reunion.events.counting import Together, counted
from reunion.events.models import AccountChange, BankAccount, Reunion
from reunion.mail import health
from reunion.mail.models import AddressHealth, Bounce, DomainCheck, InboundLetter
from reunion.notices.models import Announcement
from reunion.notices.occasions import readers_waiting
from reunion.notices.told_before import people_to_tell
from reunion.outreach import follow_up
from reunion.outreach.calling import never_tried
from reunion.outreach.family_answers import waiting as family_answers_waiting
from reunion.outreach.unwilling import undecided
from reunion.payments.models import StatementLine
from reunion.payments.totals import Sums, sums_by_registration
from reunion.registrations.models import Registration
from reunion.roster.models import Classmate, YearbookAddress
from reunion.team.access import EVERYONE, MONEY, NOT_CLASS_STAFF, OFFICE, Seat
from reunion.team.models import Role

from . import money_news, sending
from .kick_off import kick_off_due
from .soon import holds_ending, numbers_due, overdue, settlement_overdue


@dataclass(frozen=True)
class Todo:
    thing: str
    count: int
    urgent: bool = False


def account_missing(reunion: Reunion, homeroom_ids) -> Together:
    """How many guests wait for the account."""
    waiting = Registration.objects.filter(reunion=reunion).coming().filter(classmate__isnull=False)
    return Together(
        (BankAccount.objects.filter(reunion=reunion), waiting),
        lambda accounts, guests: 0 if accounts else max(1, guests),
    )


def account_in_question(reunion: Reunion, homeroom_ids) -> QuerySet:
    return AccountChange.objects.filter(reunion=reunion).open()


def mail_not_set_up(reunion: Reunion, homeroom_ids) -> int | QuerySet:
    if settings.EMAIL_CONFIGURED or reunion.is_demo:
        return 0
    return reunion.letters.unfinished()


def letters_refused(reunion: Reunion, homeroom_ids) -> QuerySet:
    return reunion.letters.refused()


def letters_to_decide(reunion: Reunion, homeroom_ids) -> QuerySet:
    return reunion.letters.to_decide()


def letters_without_address(reunion: Reunion, homeroom_ids) -> QuerySet:
    return reunion.letters.address_cannot_be_used()


def letters_unanswered(reunion: Reunion, homeroom_ids) -> QuerySet:
    return InboundLetter.objects.filter(reunion=reunion).unanswered()


def no_sign(reunion: Reunion, homeroom_ids) -> int:
    return len(follow_up.board(reunion, homeroom_ids=homeroom_ids))


def unwilling(reunion: Reunion, homeroom_ids) -> QuerySet:
    return undecided(reunion)


def kick_off(reunion: Reunion, homeroom_ids) -> QuerySet:
    return kick_off_due(reunion)


def not_called_yet(reunion: Reunion, homeroom_ids) -> QuerySet:
    return never_tried(reunion, homeroom_ids=homeroom_ids)


def returned_through_our_fault(reunion: Reunion, homeroom_ids) -> QuerySet:
    return Bounce.objects.of_reunion(reunion).our_fault()


def addresses_proposed(reunion: Reunion, homeroom_ids) -> QuerySet:
    return health.of_reunion(reunion).filter(state=AddressHealth.State.PROPOSED)


def announcements_halted(reunion: Reunion, homeroom_ids) -> QuerySet:
    return Announcement.objects.filter(reunion=reunion).halted()


def waiting(reunion: Reunion, homeroom_ids) -> QuerySet:
    return Registration.objects.filter(reunion=reunion).in_homerooms(homeroom_ids).waiting()


def lines_of_grade(grade: str) -> Callable:
    def lines(reunion: Reunion, homeroom_ids) -> QuerySet:
        return StatementLine.objects.filter(reunion=reunion).graded(grade)

    return lines


def at_its_time(occasion: str) -> Callable:
    def readers(reunion: Reunion, homeroom_ids) -> QuerySet:
        return readers_waiting(reunion, occasion=occasion)

    return readers


def family_answers(reunion: Reunion, homeroom_ids) -> QuerySet:
    return family_answers_waiting(reunion)


def doubtful_rows(reunion: Reunion, homeroom_ids) -> QuerySet:
    return Classmate.objects.filter(cohort=reunion.cohort).in_homerooms(homeroom_ids).doubtful()


def addresses_to_choose(reunion: Reunion, homeroom_ids) -> QuerySet:
    return YearbookAddress.objects.of_writable(reunion.cohort).to_choose()


def asked_of(rows: Callable[[Reunion], QuerySet]) -> Callable:
    return lambda reunion, homeroom_ids: rows(reunion)


def batches_lying_about(reunion: Reunion, homeroom_ids) -> QuerySet:
    return reunion.postcard_batches.lying_about()


THINGS = (
    ("account_missing", MONEY, account_missing, True),
    ("account_in_question", MONEY, account_in_question, True),
    ("mail_not_set_up", NOT_CLASS_STAFF, mail_not_set_up, True),
    ("mail_stopped", NOT_CLASS_STAFF, sending.mail_stopped, True),
    ("returned_ours", OFFICE, returned_through_our_fault, True),
    ("domain_turned_red", OFFICE, sending.domain_turned_red, True),
    ("domain_never_green", OFFICE, sending.domain_never_green, True),
    ("mailbox_unread", OFFICE, sending.mailbox_unread, True),
    ("round_trip_lost", OFFICE, sending.round_trip_lost, True),
    ("receivers_fallen", OFFICE, sending.receivers_fallen, True),
    ("told_the_old_plan", OFFICE, asked_of(people_to_tell), True),
    ("holds_ending", OFFICE, asked_of(holds_ending), True),
    ("numbers_due", OFFICE, asked_of(numbers_due), True),
    ("letters_refused", NOT_CLASS_STAFF, letters_refused, True),
    ("letters_to_decide", NOT_CLASS_STAFF, letters_to_decide, True),
    ("letters_without_address", NOT_CLASS_STAFF, letters_without_address, False),
    ("no_sign", OFFICE | {Role.CLASS_STAFF}, no_sign, True),
    ("not_called_yet", frozenset({Role.CLASS_STAFF}), not_called_yet, False),
    ("kick_off", OFFICE, kick_off, False),
    ("milestones_overdue", OFFICE, asked_of(overdue), False),
    ("settlement_overdue", frozenset({Role.TREASURER}), asked_of(settlement_overdue), False),
    ("unwilling", OFFICE, unwilling, False),
    ("lines_certain", MONEY, lines_of_grade(StatementLine.Grade.CERTAIN), False),
    ("lines_likely", MONEY, lines_of_grade(StatementLine.Grade.LIKELY), False),
    ("lines_unclear", MONEY, lines_of_grade(StatementLine.Grade.UNCLEAR), False),
    ("corrections", MONEY, money_news.corrections, False),
    ("overpaid", MONEY, money_news.paid_too_much, False),
    ("reminders", MONEY, money_news.reminders, False),
    ("payments_to_tell", NOT_CLASS_STAFF, money_news.to_tell, False),
    ("waiting", EVERYONE, waiting, False),
    ("addresses_proposed", OFFICE, addresses_proposed, False),
    ("week_before", OFFICE, at_its_time(Announcement.Occasion.WEEK_BEFORE), False),
    ("week_before_teacher", OFFICE, at_its_time(Announcement.Occasion.WEEK_BEFORE_TEACHER), False),
    ("thanks", OFFICE, at_its_time(Announcement.Occasion.THANKS), False),
    ("thanks_teacher", OFFICE, at_its_time(Announcement.Occasion.THANKS_TEACHER), False),
    ("announcements_halted", OFFICE, announcements_halted, False),
    ("domain_unknown", OFFICE, sending.domain_unknown, False),
    ("batches_lying_about", OFFICE, batches_lying_about, False),
    ("family_answers", OFFICE, family_answers, False),
    ("letters_unanswered", OFFICE, letters_unanswered, False),
    ("addresses_to_choose", OFFICE, addresses_to_choose, False),
    ("doubtful_rows", OFFICE, doubtful_rows, False),
)


def todo(seat: Seat) -> list[Todo]:
    sums = sums_by_registration(seat.reunion) if seat.may(MONEY) else {}
    return todo_and_numbers(seat, beside={}, sums=sums)[0]


def todo_and_numbers(
    seat: Seat, *, beside: Mapping[str, QuerySet], sums: Mapping[int, Sums]
) -> tuple[list[Todo], dict[str, int]]:
    """What is to be done, and how many rows each of the lists `beside` has: counted in the same question.

    `sums` are those of all registrations, for who may see money.
    """
    asked = {
        thing: ask(seat.reunion, seat.homeroom_ids)
        for thing, roles, ask, _urgent in THINGS
        if seat.may(roles)
    }
    tells_of_checks = any(isinstance(told, sending.FromTheChecks) for told in asked.values())
    checks = sending.checks_of(seat.reunion) if tells_of_checks else []
    reckoned = {thing: _reckoned(told, sums, checks) for thing, told in asked.items()}
    counts = counted(seat.reunion, reckoned | dict(beside))
    things = [
        Todo(thing, counts[thing], urgent) for thing, _roles, _ask, urgent in THINGS if counts.get(thing)
    ]
    return things, {name: counts[name] for name in beside}


def _reckoned(told, sums: Mapping[int, Sums], checks: Sequence[DomainCheck]):
    """What follows from sums or checks that several things share is a number by now."""
    if isinstance(told, money_news.FromTheSums):
        return told.number(sums)
    return told.number(checks) if isinstance(told, sending.FromTheChecks) else told
