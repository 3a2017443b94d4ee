"""The made page stays in this process for as long as it would be made the same again.

Nothing is ever sent out without asking the database, so no cache has to be told when somebody takes a name
back. First: has anything been written at all (journal/unchanged.py)? If not, the page holds. Else its whole
question is asked anew (asking.py); with the same answer on the same day it is still the same page. Numbers of
those looked for are asked once a minute. The page is the same for everyone.
"""

import datetime as dt
import gzip
import hashlib
import time
from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock, local

from django.template.loader import render_to_string
from django.utils import timezone

from reunion.journal.unchanged import state_of_the_database
from reunion.overview.sought import still_sought

from .asking import Answer, ask
from .page import shown

MOST_PAGES = 32
SECONDS_FOR_NUMBERS = 60


@dataclass(frozen=True)
class Page:
    made_of: tuple
    plain: bytes
    zipped: bytes
    digest: str


@dataclass(frozen=True)
class Seen:
    """When a thread, with its own connection, last found that a page holds; `state` None: no way to tell."""

    state: tuple | None
    day: dt.date
    until: float
    page: Page

    def holds(self, state: tuple | None, day: dt.date) -> bool:
        unchanged = state is not None and state == self.state
        return unchanged and day == self.day and time.monotonic() < self.until


class SeenByThread(local):
    def __init__(self):
        self.pages: dict[tuple[str, str], Seen] = {}


_seen = SeenByThread()
_pages: OrderedDict[tuple[str, str], Page] = OrderedDict()
_numbers: dict[int, tuple[float, dict[int | None, int]]] = {}
_lock = Lock()


def page(slug: str, *, language: str) -> Page | None:
    """None without such a reunion. One query when nothing was written; two when the page is new here."""
    key, today = (slug, language), timezone.localdate()
    before = _seen.pages.pop(key, None)
    state = state_of_the_database() if before else None
    if before is None or not before.holds(state, today):
        answer = ask(slug, today=today)
        if answer is None:
            return None
        until, numbers = _sought(answer)
        before = Seen(state, today, until, _page(key, (today, answer, numbers)))
    if len(_seen.pages) >= MOST_PAGES:
        _seen.pages.clear()
    _seen.pages[key] = before
    return before.page


def forget() -> None:
    """For tests, in which the same numbers belong to another reunion each time."""
    for kept in (_seen.pages, _pages, _numbers):
        kept.clear()


def _sought(answer: Answer) -> tuple[float, dict[int | None, int]]:
    """Until when they hold, and the numbers by homeroom."""
    until, numbers = _numbers.get(answer.reunion_id, (0.0, {}))
    if time.monotonic() >= until:
        until, numbers = time.monotonic() + SECONDS_FOR_NUMBERS, still_sought(answer.reunion)
        _numbers[answer.reunion_id] = until, numbers
    return until, numbers


def _page(key: tuple[str, str], made_of: tuple) -> Page:
    with _lock:
        kept = _pages.get(key)
    if kept is None or kept.made_of != made_of:
        kept = _made(made_of)
    with _lock:
        _pages[key] = kept
        _pages.move_to_end(key)
        while len(_pages) > MOST_PAGES:
            _pages.popitem(last=False)
    return kept


def _made(made_of: tuple) -> Page:
    today, answer, sought = made_of
    plain = render_to_string("public/landing.html", shown(answer, sought, today=today)).encode()
    return Page(
        made_of=made_of,
        plain=plain,
        zipped=gzip.compress(plain, mtime=0),
        digest=hashlib.sha256(plain).hexdigest()[:32],
    )
