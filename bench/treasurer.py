"""The treasurer's evening with ten thousand lines of the bank against as many registrations.

Half is booked already, the rest has its proposals. Timed are the page in each of its piles, the press for as
many certain lines as it takes at once, the one that takes them back, and the page that follows each: all
proposals are worked out anew then, which grows with the lines.
"""

import time
from collections.abc import Iterator, Sequence

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bench.announcements import analyse, figure_of
from bench.figures import Figure
from bench.filling import founded, organizer_of, with_classmates, with_deposits, with_registrations
from bench.sizes import Sizes
from reunion.events.models import Reunion
from reunion.payments.models import Allocation, StatementLine
from reunion.registrations.models import State

PILES = ("", "certain", "likely", "unclear", "reversed", "matched", "ignored")
AT_ONCE = 500
MOST_TO_BOOK, MOST_TO_UNDO = 5, 5  # seconds


def measure(sizes: Sizes, mail_calls: Sequence) -> Iterator[Figure]:
    reunion = founded("bench-treasurer", 21)
    rows = with_registrations(reunion, with_classmates(reunion, sizes.matched), states=[State.COMING])
    organizer = organizer_of(reunion)
    with_deposits(reunion, rows, organizer=organizer, payers=rows)
    analyse()
    desk = reverse("staff:payments:lines", args=[reunion.slug])
    for pile in PILES:
        title = f"lines page, {sizes.matched:,} lines: {pile or 'all that are open'}"
        yield figure_of(title, f"{desk}?grade={pile}", organizer, sizes)
    yield figure_of("lines page: the last page", f"{desk}?page=999999", organizer, sizes)
    yield figure_of(
        "money over time", reverse("staff:payments:over_time", args=[reunion.slug]), organizer, sizes
    )
    client = Client()
    client.force_login(organizer)
    yield from presses(client, reunion)


def presses(client: Client, reunion: Reunion) -> Iterator[Figure]:
    certain = StatementLine.objects.filter(reunion=reunion).graded("certain").order_by("booked_on", "pk")
    ids = list(certain.values_list("pk", flat=True)[:AT_ONCE])
    before = standing(reunion)
    address = reverse("staff:payments:certain", args=[reunion.slug])
    took = pressed(client, address, {"lines": ",".join(map(str, ids))})
    booked = standing(reunion) - before
    yield round_of(f"one press for {len(ids)} certain lines", took, MOST_TO_BOOK, whole=booked == len(ids))
    yield Figure("the page after it, everything matched anew", f"{shown(client, reunion):.1f} s")
    mark = client.session["last_payment_press"]["mark"]
    took = pressed(client, reverse("staff:payments:undo_last", args=[reunion.slug]), {"mark": mark})
    undone = before + booked - standing(reunion)
    yield round_of(f"one press that takes {booked} back", took, MOST_TO_UNDO, whole=undone == booked)
    yield Figure("the page after it, everything matched anew", f"{shown(client, reunion):.1f} s")


def pressed(client: Client, address: str, given: dict[str, str]) -> tuple[float, int]:
    start = time.perf_counter()
    with CaptureQueriesContext(connection) as captured:
        client.post(address, given)
    return time.perf_counter() - start, len(captured)


def shown(client: Client, reunion: Reunion) -> float:
    start = time.perf_counter()
    client.get(reverse("staff:payments:lines", args=[reunion.slug]))
    return time.perf_counter() - start


def standing(reunion: Reunion) -> int:
    return Allocation.objects.standing().filter(line__reunion=reunion).count()


def round_of(title: str, took: tuple[float, int], most: int, *, whole: bool) -> Figure:
    seconds, queries = took
    return Figure(
        title, f"{seconds:.1f} s, {queries:,} queries", f"< {most} s, all", whole and seconds < most
    )
