"""Every page of the desk, in a reunion of 360 and in one of 30,000, both in one database.

The pages are found, not listed: all that need nothing but the reunion, and from there every link inside the
reunion's desk, each kind once (one registration, one line, one tab), besides the last page of each list and a
search for the first person of the roster. The same page must cost the same number of queries in both
reunions. Files are only timed once.
"""

import re
import statistics
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import unescape
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, get_resolver, resolve, reverse

from bench.figures import Figure
from bench.filling import (
    founded,
    organizer_of,
    with_classmates,
    with_deposits,
    with_letters,
    with_registrations,
)
from bench.invented import names
from bench.sizes import Sizes
from reunion.events.models import Reunion
from reunion.postcards.making import make_batch

SMALL = 360
MOST_QUERIES, MOST_SECONDS = 15, 0.3
LINKS = re.compile(r'<a\b[^>]*?\bhref="([^"]+)"')
SEARCH = 'name="q"'
PAGES = 'class="pages"'
FILTER = re.compile(r"[a-z_]+")
FILES = ("exports:file", "payments:export", "download")


@dataclass(frozen=True)
class Page:
    queries: int
    median: float  # seconds
    slow: float  # seconds; 95 of 100 requests took no longer
    is_file: bool


def measure(sizes: Sizes, mail_calls: Sequence) -> Iterator[Figure]:
    small, large = desk_of(SMALL, 11, sizes), desk_of(sizes.people, 12, sizes)
    for name in sorted({*small, *large}):
        yield compared(name, small.get(name), large.get(name), sizes)


def desk_of(people: int, number: int, sizes: Sizes) -> dict[str, Page]:
    reunion = founded(f"bench-desk-{people}", number)
    organizer = organizer_of(reunion)
    classmates = with_classmates(reunion, people)
    rows = with_registrations(reunion, classmates[: people // 3])
    with_letters(rows)
    with_deposits(reunion, rows, organizer=organizer)
    make_batch(reunion)
    if connection.vendor == "postgresql":
        connection.cursor().execute("ANALYZE")
    client = Client()
    client.force_login(organizer)
    return walked(client, reunion, sizes)


def walked(client: Client, reunion: Reunion, sizes: Sizes) -> dict[str, Page]:
    """Every kind of page by its name; `waiting` grows while pages are read."""
    waiting, pages = entrances(reunion), {}
    while waiting:
        name, address = waiting.pop(0)
        if name in pages:
            continue
        answer = client.get(address)
        if answer.status_code != 200:
            continue
        is_file = "html" not in answer.headers["Content-Type"] or any(word in name for word in FILES)
        pages[name] = timed_file(client, address) if is_file else timed(client, address, sizes)
        if not is_file:
            waiting += further(name, address, answer.content.decode(), reunion)
    return pages


def entrances(reunion: Reunion) -> list[tuple[str, str]]:
    """Pages that need nothing but the reunion's address."""
    found = []
    for name, pattern in staff_patterns():
        if set(pattern) == {"slug"}:
            found.append((name, reverse(f"staff:{name}", args=[reunion.slug])))
    return found


def staff_patterns() -> Iterator[tuple[str, Sequence[str]]]:
    """(namespace:name, names of what stands in the address)"""
    desk = next(
        each for each in get_resolver("reunion.urls").url_patterns if getattr(each, "app_name", "") == "staff"
    )
    for noun in desk.url_patterns:
        if not isinstance(noun, URLPattern) and "slug" in noun.pattern.converters:
            for page in noun.url_patterns:
                yield f"{noun.namespace}:{page.name}", [*noun.pattern.converters, *page.pattern.converters]


def further(name: str, address: str, text: str, reunion: Reunion) -> Iterator[tuple[str, str]]:
    for link in LINKS.findall(text):
        parts = urlsplit(urljoin(address, unescape(link)))
        if parts.path.startswith(f"/staff/{reunion.slug}/"):
            yield named(parts.path, parts.query)
    path, _mark, query = address.partition("?")
    if query or not (SEARCH in text or PAGES in text):
        return
    yield named(path, urlencode({"page": 999_999}), "last page")
    if SEARCH in text:
        yield named(path, urlencode({"q": next(names()).family}), "search")


def named(path: str, query: str, addition: str = "") -> tuple[str, str]:
    """(what the page is called in the table, its address)"""
    kept = [(key, value) for key, value in parse_qsl(query) if key != "q" and FILTER.fullmatch(value)]
    view = resolve(path).view_name.removeprefix("staff:")
    words = [view, *(f"{key}={value}" for key, value in kept), *([addition] if addition else [])]
    return " ".join(words), f"{path}?{query}" if query else path


def timed(client: Client, address: str, sizes: Sizes) -> Page:
    """The first request only warms up."""
    client.get(address)
    queries = queries_of(client, address)
    seconds, stop = [], time.perf_counter() + sizes.seconds_a_page
    while len(seconds) < sizes.repeats and (len(seconds) < 2 or time.perf_counter() < stop):
        start = time.perf_counter()
        client.get(address)
        seconds.append(time.perf_counter() - start)
    slow = statistics.quantiles(seconds, n=20, method="inclusive")[-1]
    return Page(queries, statistics.median(seconds), slow, is_file=False)


def timed_file(client: Client, address: str) -> Page:
    start = time.perf_counter()
    queries = queries_of(client, address)
    seconds = time.perf_counter() - start
    return Page(queries, seconds, seconds, is_file=True)


def queries_of(client: Client, address: str) -> int:
    """Read at once: the next request empties the log."""
    with CaptureQueriesContext(connection) as captured:
        client.get(address).getvalue()
    return len(captured)


def compared(name: str, small: Page | None, large: Page | None, sizes: Sizes) -> Figure:
    title = f"desk, {name}"
    if small is None or large is None:
        return Figure(title, f"only with {sizes.people if small is None else SMALL} people", "in both")
    queries = f"{large.queries} queries" + (f" ({small.queries})" if small.queries != large.queries else "")
    measured = f"{queries}, {milliseconds(large)} ({milliseconds(small)})"
    if large.is_file:
        return Figure(f"{title} (file)", measured)
    # What a search finds decides whether there is anything to ask about it.
    same = small.queries == large.queries or name.endswith("search")
    ok = same and large.queries <= MOST_QUERIES and large.slow <= MOST_SECONDS
    return Figure(title, measured, f"as with {SMALL}, ≤ {MOST_QUERIES}; p95 ≤ 300 ms", ok)


def milliseconds(page: Page) -> str:
    return f"{page.median * 1000:.0f} / {page.slow * 1000:.0f} ms"
