"""Everything the first page of the desk says, gathered for one seat.

It is worked out anew whenever anything was written, and each minute, since some of it follows the clock; the
sums of money are worked out once for all that follows from them. Who sits where sees the same.
"""

from dataclasses import dataclass

from django.utils import timezone

from reunion.journal.keeping import while_unchanged
from reunion.payments.totals import Totals, added, sums_by_registration
from reunion.team.access import MONEY, NOT_CLASS_STAFF, Seat

from .figures import Board, board
from .hall import Hall, hall_of, heads_asked
from .teachers import lists_of_teachers
from .todo import Todo, todo_and_numbers
from .way_to_the_day import Way, way_to_the_day


@dataclass(frozen=True)
class FirstPage:
    """`hall` is None for class staff, `money` for who may not see money."""

    things: list[Todo]
    numbers: dict[str, int]
    board: Board
    way: Way
    hall: Hall | None
    money: Totals | None


def first_page(seat: Seat) -> FirstPage:
    minute = timezone.now().replace(second=0, microsecond=0)
    name = ("first page", seat.reunion.pk, seat.role, seat.homeroom_ids, minute)
    return while_unchanged(name, lambda: _gathered(seat))


def _gathered(seat: Seat) -> FirstPage:
    reunion, sees_all, sees_money = seat.reunion, seat.may(NOT_CLASS_STAFF), seat.may(MONEY)
    in_hall = heads_asked(reunion) if sees_all else {}
    beside = lists_of_teachers(reunion) | {"letters_at_risk": reunion.letters.at_risk()} if sees_all else {}
    sums = sums_by_registration(reunion) if sees_money else {}
    things, numbers = todo_and_numbers(seat, beside=beside | in_hall, sums=sums)
    heads = sum(numbers[name] for name in in_hall)
    classes = board(reunion, homeroom_ids=seat.homeroom_ids)
    return FirstPage(
        things=things,
        numbers=numbers,
        board=classes,
        way=way_to_the_day(reunion, homeroom_ids=seat.homeroom_ids),
        hall=hall_of(reunion, classmates=classes.total, heads=heads) if sees_all else None,
        money=added(sums) if sees_money else None,
    )
