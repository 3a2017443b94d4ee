"""On which day something happened, for ten thousand rows at once.

A database without time zones (SQLite) would ask Python about every single row. So the rows are put together
by the hour in universal time, as text that all databases write alike, and only hours are turned into days.
That is exact wherever the local time is off by whole hours, as Japan's is.
"""

import datetime as dt

from django.db.models import CharField, F
from django.db.models.functions import Cast, Substr
from django.utils import timezone

AS_FAR_AS_THE_HOUR = len("2026-11-24 20")


def hour_of(field: str) -> Substr:
    return Substr(Cast(F(field), CharField()), 1, AS_FAR_AS_THE_HOUR)


def day_of(text: str) -> dt.date:
    """Of an hour as `hour_of` gives it, or of a day written as 2026-11-24."""
    if len(text) < AS_FAR_AS_THE_HOUR:
        return dt.date.fromisoformat(text)
    return timezone.localdate(dt.datetime.fromisoformat(f"{text}:00+00:00"))
