"""How often one visitor may press, without knowing who it is.

The window slides: it is looked at in sixty slices, so that an hour's limit forgets a try 60 to 61 minutes
after it happened. A try that was refused is not held against anybody: who waits gets through. The cache
holds numbers under keyed hashes, never an address. It may forget or be away at any time: then people come
through, for the limit protects the organizers' patience, not the data. Nobody known ("") is never limited.
"""

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.core.cache import cache, caches
from django.core.cache.backends.filebased import FileBasedCache
from django.core.files import locks
from django.utils.crypto import salted_hmac

logger = logging.getLogger(__name__)
SLICES = 60


def too_often(what: str, who: str, *, most: int, minutes: int) -> bool:
    """Counts this try; True when there were more than `most` within the last `minutes`."""
    if not who:
        return False
    try:
        with _one_at_a_time():
            return _counted(_slices(what, who, minutes), most=most, seconds=(minutes + 1) * 60)
    except Exception as error:  # whatever a cache may raise: nobody is kept out, nothing is lost
        logger.warning("Not limited, the cache is away (%s)", type(error).__name__)
        return False


def let_through(what: str, who: str, *, minutes: int) -> None:
    """Remembers that this one has been counted and may press on."""
    try:
        cache.set(_name(f"through {what}", who), True, minutes * 60)
    except Exception as error:  # then it is counted once more
        logger.warning("Not remembered, the cache is away (%s)", type(error).__name__)


def is_let_through(what: str, who: str) -> bool:
    try:
        return cache.get(_name(f"through {what}", who), False)
    except Exception:  # too_often says so
        return False


def _slices(what: str, who: str, minutes: int) -> list[str]:
    """One name for each slice of the window, the current one first."""
    current = int(time.time() // (minutes * 60 / SLICES))
    return [f"{_name(what, who)}:{minutes}:{current - age}" for age in range(SLICES + 1)]


def _name(what: str, who: str) -> str:
    digest = salted_hmac("reunion.public.limits", f"{what}\n{who.casefold()}", algorithm="sha256").hexdigest()
    return f"limit:{digest}"


def _counted(slices: list[str], *, most: int, seconds: int) -> bool:
    before = sum(cache.get_many(slices[1:]).values())
    if before + _add(slices[0], 1, seconds) <= most:  # of many at once, each has a number of its own
        return False
    _add(slices[0], -1, seconds)
    return True


def _add(name: str, number: int, seconds: int) -> int:
    cache.add(name, 0, seconds)
    total = cache.incr(name, number)
    cache.touch(name, seconds)  # a cache of files would forget what it added up after five minutes
    return total


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    """Redis adds up in one step; a cache of files reads and writes, so its users wait for each other."""
    if not isinstance(caches["default"], FileBasedCache):
        yield
        return
    with (settings.VAR_DIR / "limits.lock").open("w") as file:
        locks.lock(file, locks.LOCK_EX)
        yield
