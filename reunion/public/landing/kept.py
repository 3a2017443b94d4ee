"""The made page stays in this process for as long as it would be made the same again.

That is: its question (asking.py), asked at every request, has the same answer; it is still the same day; and
the numbers of those looked for, which are asked once a minute, have not changed. Nothing is ever sent out
without asking, so no cache has to be told when somebody takes a name back. The page is the same for everyone.
"""

import gzip
import hashlib
import time
from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock

from django.template.loader import render_to_string
from django.utils import timezone

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


_pages: OrderedDict[tuple[str, str], Page] = OrderedDict()
_numbers: dict[int, tuple[float, dict[int | None, int]]] = {}
_lock = Lock()


def page(slug: str, *, language: str) -> Page | None:
    """None without such a reunion. One query; a second one at most once a minute."""
    today = timezone.localdate()
    answer = ask(slug, today=today)
    if answer is None:
        return None
    made_of = (today, answer, _sought(answer))
    with _lock:
        kept = _pages.get((slug, language))
        if kept is not None and kept.made_of == made_of:
            _pages.move_to_end((slug, language))
            return kept
    return _keep((slug, language), _made(made_of))


def forget() -> None:
    """For tests, in which the same numbers belong to another reunion each time."""
    _pages.clear()
    _numbers.clear()


def _sought(answer: Answer) -> dict[int | None, int]:
    until, numbers = _numbers.get(answer.reunion_id, (0.0, {}))
    if time.monotonic() >= until:
        numbers = still_sought(answer.reunion)
        _numbers[answer.reunion_id] = time.monotonic() + SECONDS_FOR_NUMBERS, numbers
    return numbers


def _made(made_of: tuple) -> Page:
    today, answer, sought = made_of
    plain = render_to_string("public/landing.html", shown(answer, sought, today=today)).encode()
    return Page(
        made_of=made_of,
        plain=plain,
        zipped=gzip.compress(plain, mtime=0),
        digest=hashlib.sha256(plain).hexdigest()[:32],
    )


def _keep(key: tuple[str, str], new: Page) -> Page:
    with _lock:
        _pages[key] = new
        _pages.move_to_end(key)
        while len(_pages) > MOST_PAGES:
            _pages.popitem(last=False)
    return new
