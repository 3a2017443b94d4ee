"""The commands that carry the great amounts, each in a process of its own: time, and memory at its highest.

Each is measured with a tenth of the amount first, to see how its memory grows. Rows per second include what
starting the command takes.
"""

import csv
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from django.conf import settings
from django.core.management import load_command_class

from bench.figures import Figure
from bench.filling import CLASS_SIZE, founded, with_classmates
from bench.invented import names
from bench.old_addresses import old_addresses
from bench.sizes import Sizes
from bench.web_server import resident
from reunion.postcards.making import make_batch
from reunion.postcards.models import Batch
from reunion.roster.models import Classmate, YearbookAddress

SECONDS_BETWEEN_LOOKS = 0.02
FLAT_MEGABYTES = 40


@dataclass(frozen=True)
class Run:
    rows: int
    seconds: float
    megabytes: float  # 0 where the system does not tell


def measure(sizes: Sizes, mail_calls: Sequence) -> Iterator[Figure]:
    folder = Path(settings.VAR_DIR)
    yield from roster(folder, sizes)
    yield from addresses(folder, sizes)
    yield from cards(folder, sizes)


def roster(folder: Path, sizes: Sizes) -> Iterator[Figure]:
    runs = []
    for number, rows in enumerate((sizes.imported // 10, sizes.imported)):
        reunion = founded(f"bench-import-{rows}", 20 + number)
        file = roster_file(folder / f"roster-{rows}.csv", rows)
        runs.append(manage(rows, "import_roster", str(file), "--reunion", reunion.slug))
        entered = Classmate.objects.filter(cohort=reunion.cohort).count()
        if entered < rows * 0.99:
            raise RuntimeError(f"only {entered} of {rows} rows of the roster came in")
    yield grown("import_roster, CSV", "rows", runs, least=500, flat=False)
    again = manage(sizes.imported, "import_roster", str(file), "--reunion", reunion.slug)
    yield Figure(f"import_roster, the same {sizes.imported:,} rows again", f"{again.seconds:.1f} s")


def roster_file(path: Path, rows: int) -> Path:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["組", "番号", "氏名", "ふりがな", "郵便番号", "住所"])
        for place, (name, address) in enumerate(islice(zip(names(), old_addresses(), strict=False), rows)):
            person = [f"{name.family} {name.given}", f"{name.family_kana} {name.given_kana}"]
            room = f"3年{place // CLASS_SIZE + 1}組"
            writer.writerow([room, place % CLASS_SIZE + 1, *person, *address])
    return path


def addresses(folder: Path, sizes: Sizes) -> Iterator[Figure]:
    runs = []
    for rows in (sizes.addresses // 10, sizes.addresses):
        file = folder / f"addresses-{rows}.tsv"
        lines = ["\t".join(each) for each in islice(old_addresses(seed=7), rows)]
        file.write_text("\n".join(lines), encoding="utf-8")
        runs.append(manage(rows, "resolve_address", "--file", str(file), "--json"))
    yield grown("resolve_address", "addresses", runs, least=500)


def cards(folder: Path, sizes: Sizes) -> Iterator[Figure]:
    batches = [batch_of(count, 30 + place) for place, count in enumerate((sizes.cards // 10, sizes.cards))]
    for file_format in formats():
        runs = [
            manage(
                batch.cards.count(),
                "export_postcards",
                str(batch.pk),
                "--format",
                file_format,
                "-o",
                str(folder / "cards"),
            )
            for batch in batches
        ]
        yield grown(f"export_postcards, {file_format}", "cards", runs, least=100)


def batch_of(cards: int, number: int) -> Batch:
    reunion = founded(f"bench-cards-{cards}", number)
    with_classmates(reunion, cards)
    # Every one of them gets a card, two thirds with the yearbook's text.
    YearbookAddress.objects.filter(classmate__cohort=reunion.cohort).update(grade="certain")
    return make_batch(reunion)


def formats() -> list[str]:
    """All that the command offers; a test page has no cards."""
    parser = load_command_class("reunion.console", "export_postcards").create_parser("manage.py", "x")
    choices = next(action.choices for action in parser._actions if action.dest == "format")
    return [each for each in choices if each != "test-page"]


def manage(rows: int, *arguments: str) -> Run:
    start, highest = time.perf_counter(), 0.0
    command = [sys.executable, "manage.py", *arguments]
    with (Path(settings.VAR_DIR) / "errors.txt").open("w+") as errors:
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=errors)
        while process.poll() is None:
            highest = max(highest, resident(process.pid, "VmHWM"))
            time.sleep(SECONDS_BETWEEN_LOOKS)
        seconds = time.perf_counter() - start
        if process.returncode:
            errors.seek(0)
            raise RuntimeError(f"{arguments[0]}: {errors.read()[-300:]}")
    return Run(rows, seconds, highest)


def grown(title: str, unit: str, runs: Sequence[Run], *, least: int, flat: bool = True) -> Figure:
    """`least` rows a second; `flat`: the memory does not grow with them."""
    few, many = runs
    speed, growth = many.rows / many.seconds, many.megabytes - few.megabytes
    measured = f"{many.seconds:.1f} s, {speed:.0f} / s, highest {many.megabytes:.0f} MB ({growth:+.0f} MB)"
    target = f"≥ {least} / s" + (f", + ≤ {FLAT_MEGABYTES} MB" if flat else "")
    ok = speed >= least and (growth <= FLAT_MEGABYTES or not flat)
    return Figure(f"{title}, {many.rows:,} {unit}", measured, target, ok)
