"""How long a letter waits before the next try, and when to give up.

A server that says "later" is asked again after 1, 5, 15 and 60 minutes and then every four hours; after
four days the letter counts as refused. A fault of our own never uses up a letter: it waits 1, 5 and then
15 minutes as often as needed, and 15 at once when our server has said a plain no.
"""

import datetime as dt

MINUTE = dt.timedelta(minutes=1)
# For so long a worker has a letter for itself, counted anew at each step.
LEASE = dt.timedelta(seconds=60)
FIRST_TRIES = (
    (dt.timedelta(0), MINUTE),
    (MINUTE, 5 * MINUTE),
    (6 * MINUTE, 15 * MINUTE),
    (21 * MINUTE, 60 * MINUTE),
)
LATER_TRIES = dt.timedelta(hours=4)
GIVE_UP_AFTER = dt.timedelta(days=4)
FOR_OUR_SERVER = (MINUTE, 5 * MINUTE, 15 * MINUTE)


def next_try(deferred_for: dt.timedelta) -> dt.timedelta | None:
    """The wait after a "later", by the time since the first one; None means give up."""
    if deferred_for >= GIVE_UP_AFTER:
        return None
    waits = [wait for since, wait in FIRST_TRIES if deferred_for >= since]
    return LATER_TRIES if deferred_for >= 81 * MINUTE else waits[-1]


def next_try_of_ours(attempt: int, *, plain_no: bool) -> dt.timedelta:
    """The wait after a fault of our own at this attempt (counted from 1)."""
    return FOR_OUR_SERVER[-1] if plain_no else FOR_OUR_SERVER[min(attempt, len(FOR_OUR_SERVER)) - 1]
