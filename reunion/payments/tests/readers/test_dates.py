"""Dates as banks write them."""

from datetime import date

import pytest

from reunion.payments.readers.dates import date_of, era_less_date
from reunion.payments.readers.entries import Unreadable

TODAY = date(2026, 7, 1)


@pytest.mark.parametrize(
    "cell",
    [
        "20260401",
        "2026/4/1",
        "2026/04/01",
        "2026.04.01",
        "2026-04-01",
        "2026年4月1日",
        "2026年04月01日",
        "２０２６／０４／０１",
        "令和8年4月1日",
        "令和 8年 4月 1日",
        "令和８年０４月０１日",
        "R8.4.1",
        "R08/04/01",
        "r8.4.1",
        "Ｒ８．４．１",
        "8年4月1日",
        "08.04.01",
        "080401",
        "26/04/01",
        "2026/4/1（水）",
        "2026/4/1(水)",
        "2026/4/1 10:15",
        "2026-04-01T10:15:30",
        " 2026/ 4/ 1 ",
    ],
)
def test_a_date_is_read_in_every_spelling(cell):
    assert date_of(cell, TODAY) == date(2026, 4, 1)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("H30.5.28", date(2018, 5, 28)),
        ("平成31年4月30日", date(2019, 4, 30)),
        ("令和元年5月1日", date(2019, 5, 1)),
        ("S58.3.15", date(1983, 3, 15)),
        ("2099/12/31", date(2099, 12, 31)),
        ("1983/3/15", date(1983, 3, 15)),
    ],
)
def test_old_and_future_dates_are_as_good_as_any(cell, expected):
    assert date_of(cell, TODAY) == expected


@pytest.mark.parametrize(
    "cell",
    [
        "",
        "4/1",
        "2026/13/1",
        "2026/2/30",
        "20260431",
        "2026/4",
        "昨日",
        "2O26/4/1",
        "0001/1/1",
        "46113",
        "R8",
    ],
)
def test_what_is_no_date_is_unreadable(cell):
    with pytest.raises(Unreadable) as refused:
        date_of(cell, TODAY)
    assert str(refused.value) == f"日付「{cell}」が読めません。"


def test_the_days_of_the_header_decide_the_era():
    known = date(2014, 6, 1), date(2014, 6, 30)
    assert era_less_date("260603", today=TODAY, known=known) == date(2014, 6, 3)
    assert era_less_date("260603", today=TODAY) == date(2026, 6, 3)
