"""When a bad week is no chance any more; small numbers never alarm."""

import pytest

from reunion.overview.sudden_fall import Tally, at_least, at_most, falls_silent, refuses_suddenly


def took(accepted: int, refused: int) -> Tally:
    return Tally(accepted=accepted, refused=refused)


def signs(waited: int, proven: int) -> Tally:
    return Tally(waited=waited, proven=proven)


@pytest.mark.parametrize(
    ("now", "before", "red"),
    [
        (took(0, 4), took(100, 0), False),
        (took(3, 2), took(100, 0), False),
        (took(2, 3), took(100, 0), True),
        (took(2, 3), Tally(), True),
        (took(0, 5), took(0, 50), False),
        (took(2, 3), took(50, 50), False),
        (took(7, 3), took(100, 0), False),
        (took(6, 4), took(100, 0), True),
        (took(9_000, 1_000), took(9_000, 1_000), False),
        (took(8_000, 2_000), took(9_000, 1_000), True),
        (Tally(), Tally(), False),
    ],
)
def test_refusals(now, before, red):
    assert refuses_suddenly(now, before) is red


@pytest.mark.parametrize(
    ("now", "before", "red"),
    [
        (signs(4, 0), signs(100, 100), False),
        (signs(5, 0), signs(9, 9), False),
        (signs(5, 0), signs(10, 10), True),
        (signs(5, 4), signs(10, 10), False),
        (signs(7, 0), signs(20, 10), False),
        (signs(10, 0), signs(20, 10), True),
        (signs(10, 1), signs(20, 10), False),
        (signs(20, 0), signs(30, 0), False),
        (signs(10_000, 4_000), signs(10_000, 5_000), True),
        (signs(10_000, 10_000), signs(10, 0), False),
    ],
)
def test_missing_signs(now, before, red):
    assert falls_silent(now, before) is red


def test_the_arithmetic():
    assert at_most(0, of=10, share=0.5) == pytest.approx(1 / 1024)
    assert at_most(2, of=10, share=0.5) == pytest.approx(56 / 1024)
    assert at_least(3, of=5, share=0.05) == pytest.approx(0.001158, abs=1e-6)
    assert at_least(0, of=5, share=0.05) == 1
