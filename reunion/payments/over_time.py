"""Money in over time, against the plan.

The plan is what those who come owe, growing with each of them from the day they signed up, and to be there on
the last day for signing up, which is the day until which the fee is asked for. What came in is what stands:
shares of bank lines on the bank's day, cash on the day it was taken. Both run day by day, added up; somebody
who cancels leaves the plan, and money that is given back stays visible as it came.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import accumulate

from django.db.models import Sum
from django.utils import timezone

from reunion.events.days import day_of, hour_of
from reunion.events.models import Reunion
from reunion.registrations.models import Registration

from .models import Allocation, HandBookedPayment
from .totals import Sums

Yen = dict[dt.date, int]


@dataclass(frozen=True)
class OverTime:
    """Yen added up at the end of each day on which something changed, oldest first."""

    days: tuple[dt.date, ...]
    planned: tuple[int, ...]
    came_in: tuple[int, ...]
    deadline: dt.date
    today: dt.date

    @property
    def plan(self) -> int:
        return self.planned[-1] if self.planned else 0

    @property
    def so_far(self) -> int:
        return self.came_in[-1] if self.came_in else 0


def money_over_time(reunion: Reunion, sums: Mapping[int, Sums]) -> OverTime:
    """`sums` are those of all registrations."""
    planned, came_in = _planned(reunion, sums), _came_in(reunion)
    days = tuple(sorted({*planned, *came_in}))
    return OverTime(
        days=days,
        planned=_added_up(planned, days),
        came_in=_added_up(came_in, days),
        deadline=reunion.signup_deadline,
        today=timezone.localdate(),
    )


def _planned(reunion: Reunion, sums: Mapping[int, Sums]) -> Yen:
    by_hour: Counter[str] = Counter()
    signed_up = Registration.objects.filter(reunion=reunion).order_by()
    for pk, hour in signed_up.values_list("pk", hour_of("signed_up_at")):
        by_hour[hour] += sums[pk].due if pk in sums else 0
    yen: Counter[dt.date] = Counter()
    for hour, due in by_hour.items():
        yen[day_of(hour)] += due
    return +yen


def _came_in(reunion: Reunion) -> Yen:
    yen: Counter[dt.date] = Counter()
    for kind, day in ((Allocation, "line__booked_on"), (HandBookedPayment, "received_on")):
        standing = kind.objects.standing().filter(registration__reunion=reunion).order_by()
        for booked_on, amount in standing.values_list(day).annotate(yen=Sum("amount")):
            yen[booked_on] += amount
    return yen


def _added_up(yen: Yen, days: Iterable[dt.date]) -> tuple[int, ...]:
    return tuple(accumulate(yen.get(day, 0) for day in days))
