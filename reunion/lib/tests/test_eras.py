import datetime as dt

import pytest

from reunion.lib.eras import era_year


@pytest.mark.parametrize(
    ("day", "year"),
    [
        ((2027, 2, 13), "令和9年"),
        ((2019, 5, 1), "令和元年"),
        ((2019, 4, 30), "平成31年"),
        ((1989, 3, 1), "平成元年"),
        ((1989, 1, 7), "昭和64年"),
        ((1983, 3, 1), "昭和58年"),
        ((1900, 1, 1), "1900年"),
    ],
)
def test_years_are_written_as_on_paper(day, year):
    assert era_year(dt.date(*day)) == year
