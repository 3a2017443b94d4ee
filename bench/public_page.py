"""The first page of a reunion: queries, weight of the first view, speed, and what its server needs.

Speed is compared with an empty view in the same server: rounds of both take turns, so that whoever else uses
the machine disturbs both alike, and the middle of all rounds counts.
"""

import datetime as dt
import gzip
import re
import statistics
import time
from collections.abc import Iterator, Sequence
from urllib.parse import urljoin, urlsplit
from urllib.request import Request, urlopen

import brotli
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bench.figures import Figure
from bench.filling import founded, organizer_of, with_classmates, with_registrations
from bench.sizes import Sizes
from bench.urls import EMPTY_PATH
from bench.web_server import Server, requests_per_second, running
from reunion.events.models import RefundStep, Reunion
from reunion.registrations.models import State

SECONDS_A_ROUND = 0.5
PARTS = re.compile(r'<(?:link|script|img|source|use)\b[^>]*?\b(?:href|src)="([^"#]+)')
NOT_LOADED = re.compile(r'<link\b[^>]*rel="(?:canonical|alternate|author|next|prev)"[^>]*>')
PARTS_OF_CSS = re.compile(r"""(?:url\(|@import\s+)["']?([^"')\s]+)""")
PARTS_OF_JS = re.compile(r"""(?:from|import)\s*\(?["']([./][^"']+)""")
UNPACK = {"gzip": gzip.decompress, "br": brotli.decompress}


def measure(sizes: Sizes, mail_calls: Sequence) -> Iterator[Figure]:
    pages = [with_guests(coming) for coming in (120, 360)]
    seen(Client(), with_guests(3))
    for reunion in pages:
        yield from queries(reunion)
    with running() as server:
        yield first_answer(server, pages[0])
        for reunion in pages:
            yield from weight(server, reunion)
        yield from speed(server, pages, sizes.rounds)
        yield memory(server)


def with_guests(coming: int) -> Reunion:
    """With everything the page has to ask for: limits of places, refund steps, organizers who are shown."""
    reunion = founded(f"bench-{coming}-guests", coming)
    with_registrations(reunion, with_classmates(reunion, coming * 3)[::3], [State.COMING])
    reunion.program_items.update(places=coming + 20)
    for days, percent in ((21, 100), (7, 50)):
        until = reunion.held_on - dt.timedelta(days=days)
        RefundStep.objects.create(reunion=reunion, until=until, percent=percent)
    organizer_of(reunion)
    room = reunion.cohort.homerooms.first()
    reunion.members.update(surname="山田", own_homeroom=room, shown_since=timezone.now())
    return reunion


def address_of(reunion: Reunion) -> str:
    return f"/{reunion.slug}/"


def queries(reunion: Reunion) -> Iterator[Figure]:
    """Cold: the process has shown another reunion's page; this one nobody has asked for yet."""
    cache.clear()
    client, title = Client(), f"public page, {reunion.slug}: queries"
    for when in ("cold", "asked for again", "nothing written since"):
        with CaptureQueriesContext(connection) as captured:
            seen(client, reunion)
        count = len(captured)
        yield Figure(f"{title}, {when}", str(count), "≤ 3", count <= 3)


def seen(client: Client, reunion: Reunion) -> None:
    answer = client.get(address_of(reunion))
    if answer.status_code != 200 or b"name-tag" not in answer.content:
        raise RuntimeError(f"{address_of(reunion)} answered {answer.status_code}, or without its guests")


def first_answer(server: Server, reunion: Reunion) -> Figure:
    start = time.perf_counter()
    fetch(server, address_of(reunion), "gzip")
    page = time.perf_counter() - start
    measured = f"{server.seconds_to_answer:.1f} s (its first public page: {page * 1000:.0f} ms)"
    return Figure("web: start to first answer", measured, "< 3 s", server.seconds_to_answer < 3)


def memory(server: Server) -> Figure:
    used = server.megabytes()
    measured = f"{used['worker']:.0f} MB (master {used['master']:.0f} MB)"
    return Figure("web: memory of the worker after all rounds", measured, "< 200 MB", used["worker"] < 200)


def weight(server: Server, reunion: Reunion) -> Iterator[Figure]:
    for encoding in UNPACK:
        parts, others = first_view(server, address_of(reunion), encoding)
        kilobytes = sum(parts.values()) / 1024
        page = parts[address_of(reunion)] / 1024
        measured = f"{kilobytes:.1f} KB in {len(parts)} requests (the page itself {page:.1f} KB)"
        yield Figure(f"public page, {reunion.slug}: weight, {encoding}", measured, "≤ 60 KB", kilobytes <= 60)
    yield Figure(f"public page, {reunion.slug}: other hosts", str(len(others)), "0", not others)


def first_view(server: Server, path: str, encoding: str) -> tuple[dict[str, int], set[str]]:
    """Bytes over the wire by path, and the addresses on other hosts; nothing is kept from before."""
    sizes, others, waiting = {}, set(), [path]
    while waiting:
        here = waiting.pop()
        if here in sizes:
            continue
        kind, sizes[here], text = fetch(server, here, encoding)
        for found in loaded_by(kind, text):
            whole = urljoin(f"http://127.0.0.1:{server.port}{here}", found)
            parts = urlsplit(whole)
            if parts.scheme == "data":
                continue
            if parts.port == server.port:
                waiting.append(parts.path)
            else:
                others.add(whole)
    return sizes, others


def loaded_by(kind: str, text: str) -> list[str]:
    if "html" in kind:
        return PARTS.findall(NOT_LOADED.sub("", text))
    if "css" in kind:
        return PARTS_OF_CSS.findall(text)
    return PARTS_OF_JS.findall(text) if "javascript" in kind else []


def fetch(server: Server, path: str, encoding: str) -> tuple[str, int, str]:
    """Content type, bytes as served, text."""
    with urlopen(
        Request(f"http://127.0.0.1:{server.port}{path}", headers={"Accept-Encoding": encoding})
    ) as answer:
        kind, data = answer.headers.get_content_type(), answer.read()
        unpacked = UNPACK.get(answer.headers.get("Content-Encoding"), bytes)(data)
    return kind, len(data), unpacked.decode("utf-8", "replace")


def speed(server: Server, pages: list[Reunion], rounds: int) -> Iterator[Figure]:
    paths = [EMPTY_PATH, *map(address_of, pages)]
    rates, costs = {path: [] for path in paths}, dict.fromkeys(paths, 0.0)
    requests = {path: round_of(server, path) for path in paths}
    for _round in range(rounds):
        for path in paths:
            before = server.processor_seconds()
            rates[path].append(requests_per_second(server.port, path, requests[path]))
            costs[path] += (server.processor_seconds() - before) / requests[path]
    yield from compared(pages, rates, costs)


def round_of(server: Server, path: str) -> int:
    """As many requests as half a second holds, after a few to warm up."""
    return max(40, int(requests_per_second(server.port, path, 40) * SECONDS_A_ROUND))


def compared(
    pages: list[Reunion], rates: dict[str, list[float]], costs: dict[str, float]
) -> Iterator[Figure]:
    for reunion in pages:
        path = address_of(reunion)
        ratio = statistics.median(
            page / empty for page, empty in zip(rates[path], rates[EMPTY_PATH], strict=True)
        )
        measured = f"{ratio:.2f} ({statistics.median(rates[path]):.0f} / s)"
        if costs[path]:
            measured += f", by processor time {costs[EMPTY_PATH] / costs[path]:.2f}"
        yield Figure(
            f"public page, {reunion.slug}: speed against an empty view", measured, "≥ 0.5", ratio >= 0.5
        )
    yield Figure("empty view: speed", f"{statistics.median(rates[EMPTY_PATH]):.0f} / s")
