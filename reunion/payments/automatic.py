"""Certain lines that book themselves, once the treasurer has turned that on.

Off until an organizer or the treasurer says otherwise, for each reunion; the journal keeps who did. It
happens when a file is taken in, only with those of its lines that nobody has touched: what a person once
undid is left to people. The verb is that of the press for all certain lines, with the same second look; the
journal names such a booking as automatic, and it is undone like any other.
"""

from django.db import transaction
from django.utils.translation import gettext_lazy

from reunion.accounts.models import User
from reunion.events.models import Reunion
from reunion.journal.recording import record

from .booking import Confirmed, confirm_certain
from .models import MatchRun, Statement
from .proposals import bring_up_to_date, one_at_a_time

TURNED_ON = gettext_lazy("確実な入金を、取り込みのときに自動で確定することにしました")
TURNED_OFF = gettext_lazy("確実な入金を自動で確定するのをやめました")


def books_by_itself(reunion: Reunion) -> bool:
    return MatchRun.objects.filter(reunion=reunion, books_by_itself=True).exists()


@transaction.atomic
def switch(reunion: Reunion, *, on: bool, actor: User | None) -> bool:
    """Whether this changed anything: of two presses at once the second finds it done."""
    run = one_at_a_time(reunion)
    if run.books_by_itself == on:
        return False
    run.books_by_itself = on
    run.save(update_fields=["books_by_itself"])
    record(
        reunion,
        action="automatic_booking_switched",
        sentence=TURNED_ON if on else TURNED_OFF,
        actor=actor,
        reunion_slug=reunion.slug,
    )
    return True


def book_what_is_certain(statement: Statement, *, actor: User | None) -> Confirmed | None:
    """None while it is off."""
    reunion = statement.reunion
    if not books_by_itself(reunion):
        return None
    bring_up_to_date(reunion)
    untouched = statement.lines.graded("certain").filter(allocations=None)
    ids = list(untouched.values_list("pk", flat=True))
    return confirm_certain(reunion, line_ids=ids, actor=actor, by_itself=True)
