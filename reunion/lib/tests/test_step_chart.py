import datetime as dt

import pytest

from reunion.lib.step_chart import Frame, Scale, marked_days, round_step, stairs

FRAME = Frame(width=120, height=60, left=10, right=10, top=10, bottom=10)
FIRST = dt.date(2026, 9, 1)
SCALE = Scale(FRAME, FIRST, days=10, most=4)


@pytest.mark.parametrize(("most", "step"), [(1, 1), (4, 1), (5, 2), (9, 5), (96, 50), (10_000, 5000)])
def test_a_round_step_needs_at_most_four_lines(most, step):
    assert round_step(most, lines=4) == step


def test_a_line_is_flat_until_the_day_on_which_something_changes():
    days = [FIRST, FIRST + dt.timedelta(days=5)]
    line = stairs(SCALE, days, [0, 4], FIRST + dt.timedelta(days=10))
    assert line == "10.0,50.0 60.0,50.0 60.0,10.0 110.0,10.0"


def test_days_are_marked_evenly_from_the_first():
    assert [day.day for day in marked_days(SCALE, most=3)] == [1, 5, 9]
