"""A year as Japanese paper writes it: 昭和58年, 平成元年, 令和9年.

Each era begins on the day its emperor took the throne; its first year is 元年.
"""

import datetime as dt

ERAS = (
    ("令和", dt.date(2019, 5, 1)),
    ("平成", dt.date(1989, 1, 8)),
    ("昭和", dt.date(1926, 12, 25)),
    ("大正", dt.date(1912, 7, 30)),
)


def era_year(day: dt.date) -> str:
    """The era and year of a day; the western year before 大正."""
    for era, first in ERAS:
        if day >= first:
            year = day.year - first.year + 1
            return f"{era}{'元' if year == 1 else year}年"
    return f"{day.year}年"
