"""Matching deposits with registrations, first without a database: how it grows with both.

Each line pays one claim, in the ways people pay: name alone, name and reference, another sum, a misspelt or
foreign name. Near-linear: half the lines against half the claims take at least 40 % of the whole. Processor
time is measured, which hardly depends on who else uses the machine. Then with one: every page about money
asks whether the proposals are stale, which must cost little beside working them out, and as many queries in
a large reunion as in a small one.
"""

import datetime as dt
import random
import statistics
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from django.db import connection
from django.test.utils import CaptureQueriesContext

from bench.figures import Figure
from bench.filling import founded, organizer_of, with_classmates, with_deposits, with_registrations
from bench.invented import Name, names
from bench.sizes import Sizes
from reunion.lib.check_digit import FIRST_SERIAL, with_check_digit
from reunion.payments.matching import Claim, Line, NameKind, match
from reunion.payments.proposals import bring_up_to_date, work_out_anew

SMALL = 360
FEES = (8000, 12_000)
FIRST_DAY = dt.date(2026, 10, 1)


def measure(sizes: Sizes, mail_calls: Sequence) -> Iterator[Figure]:
    small = seconds_for(360, 120)
    yield Figure("matching, 360 lines × 120 claims", f"{small:.2f} s", "< 1 s", small < 1)
    whole = sizes.matched
    half, full = seconds_for(whole // 2, whole // 2), seconds_for(whole, whole)
    yield Figure(f"matching, {whole // 2:,} × {whole // 2:,}", f"{half:.1f} s")
    yield Figure(f"matching, {whole:,} × {whole:,}", f"{full:.1f} s")
    yield Figure("matching: half of it takes", f"{half / full:.0%}", "≥ 40 %", half / full >= 0.4)
    few, many = staleness(SMALL, 61), staleness(sizes.people, 62)
    name = f"proposals unchanged, {SMALL} / {sizes.people:,} classmates"
    queries = f"{few.queries} / {many.queries} queries"
    yield Figure(name, queries, "the same", few.queries == many.queries)
    share = many.asking / many.working_out
    words = f"{many.asking * 1000:.0f} ms, {share:.1%}"
    yield Figure("asking whether proposals are stale", words, "≤ 10 % of working out", share <= 0.1)
    yield Figure(f"proposals worked out, {sizes.people:,} classmates", f"{many.working_out:.1f} s")


@dataclass(frozen=True)
class Staleness:
    queries: int  # of a page on which nothing has changed
    asking: float  # seconds
    working_out: float


def staleness(people: int, number: int) -> Staleness:
    reunion = founded(f"bench-matching-{people}", number)
    rows = with_registrations(reunion, with_classmates(reunion, people)[: people // 3])
    with_deposits(reunion, rows, organizer=organizer_of(reunion))
    start = time.perf_counter()
    work_out_anew(reunion)
    working_out = time.perf_counter() - start
    with CaptureQueriesContext(connection) as captured:
        bring_up_to_date(reunion)
    asking = []
    for _round in range(5):
        start = time.perf_counter()
        bring_up_to_date(reunion)
        asking.append(time.perf_counter() - start)
    return Staleness(len(captured), statistics.median(asking), working_out)


def seconds_for(lines: int, claims: int) -> float:
    people = list(islice(names(), claims))
    asked = [claim(number, name) for number, name in enumerate(people, 1)]
    paid = [line(number, people, asked) for number in range(lines)]
    start = time.process_time()
    answers = match(paid, asked)
    seconds = time.process_time() - start
    if len(answers) != lines:
        raise RuntimeError(f"{len(answers)} answers for {lines} lines")
    return seconds


def claim(number: int, name: Name) -> Claim:
    fee = FEES[number % 2]
    return Claim(
        id=number,
        reference=with_check_digit(FIRST_SERIAL + number),
        open_amount=fee,
        due=fee,
        paid=0,
        names=((NameKind.SCHOOL, f"{name.family_kana} {name.given_kana}"),),
        kanji_names=(f"{name.family} {name.given}",),
    )


def line(number: int, people: list[Name], claims: list[Claim]) -> Line:
    dice = random.Random(number)
    asked, name = claims[number % len(claims)], people[number % len(people)]
    way, payer, amount = dice.random(), name.in_katakana, asked.due
    if way < 0.3:
        payer = f"{asked.reference}{payer}"
    elif way < 0.4:
        amount -= dice.choice((110, 220, 440, 660))
    elif way < 0.5:
        payer = payer.split(" ")[0]
    elif way < 0.55:
        payer, amount = "カ）ママガワシヨウジ", dice.randint(1, 90) * 1000
    elif way < 0.65:
        payer = f"{payer.split(' ')[0]} {dice.choice(people).in_katakana.split(' ')[1]}"
    return Line(number + 1, payer, amount, FIRST_DAY + dt.timedelta(days=number % 60), number)
