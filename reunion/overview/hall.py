"""How many will be in the hall, beside what it holds and what was planned for.

In the hall is everybody who holds a place at the main event: companions and teachers too, and whoever says
they come while nobody has decided yet who they are. Experience says that a fifth to a third of a year comes;
where the committee has written down how many it expects, that stands instead.
"""

from dataclasses import dataclass

from django.db.models import QuerySet

from reunion.events.counting import AddedUp, counted
from reunion.events.models import ProgramItem, Reunion, VenueBooking
from reunion.registrations.models import ChosenItem

FEWEST_OF, MOST_OF = 5, 3  # one in five, one in three


@dataclass(frozen=True)
class Hall:
    """Numbers of people; `classmates` are the living ones of the whole year."""

    heads: int
    booking: VenueBooking | None
    expected: int | None
    classmates: int

    @property
    def usual(self) -> tuple[int, int]:
        return self.classmates // FEWEST_OF, self.classmates // MOST_OF

    @property
    def most(self) -> int | None:
        """How many it holds, in the wider of the two ways it can be used; None when that is not known."""
        return max(self.booking.seated or 0, self.booking.standing or 0) or None if self.booking else None

    @property
    def is_nearly_full(self) -> bool:
        """Nine tenths: time to ask for a larger room or to count who is on the waiting list."""
        return self.most is not None and self.heads * 10 >= self.most * 9

    @property
    def is_too_small(self) -> bool:
        return self.most is not None and self.heads > self.most


def hall_of(reunion: Reunion, *, classmates: int, heads: int | None = None) -> Hall:
    """`heads` as `heads_asked` tells them, where they were counted already; else two queries."""
    return Hall(
        heads=heads_in_the_hall(reunion) if heads is None else heads,
        booking=_booking_of(reunion),
        expected=reunion.expected_heads,
        classmates=classmates,
    )


def heads_in_the_hall(reunion: Reunion) -> int:
    return sum(counted(reunion, heads_asked(reunion)).values())


def heads_asked(reunion: Reunion) -> dict[str, QuerySet | AddedUp]:
    """Together they are everybody in the hall."""
    seats = ChosenItem.objects.holding().order_by()
    seats = seats.filter(registration__reunion=reunion, item__kind=ProgramItem.Kind.MAIN)
    return {"guests_in_hall": seats, "brought_to_hall": AddedUp(seats, "companions")}


def _booking_of(reunion: Reunion) -> VenueBooking | None:
    """The booked venue, else the one held."""
    booking = VenueBooking.objects.filter(reunion=reunion).foremost()
    return booking if booking and booking.state != VenueBooking.State.CANDIDATE else None
