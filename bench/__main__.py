"""`make bench`, or `python -m bench [--quick] [--json] [GROUP…]`: measures and prints."""

import argparse
import logging
import os
import signal
import sys
import time
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

from bench.figures import Figure, as_json, table
from bench.installation import forget_keys, temporary
from bench.sizes import FULL, QUICK, Sizes

GROUPS = ("public_page", "signup", "staff_pages", "announcements", "matching", "treasurer", "commands")


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description="Measure how fast the house is.")
    parser.add_argument("groups", nargs="*", metavar="GROUP", help=f"some of: {', '.join(GROUPS)}")
    parser.add_argument("--quick", action="store_true", help="smaller numbers, under a minute")
    parser.add_argument("--json", action="store_true", help="figures as JSON")
    chosen = parser.parse_args()
    unknown = set(chosen.groups) - set(GROUPS)
    if unknown:
        parser.error(f"no such group: {', '.join(sorted(unknown))}")
    return chosen


def measured(groups: Sequence[str], sizes: Sizes, mail_calls: Sequence) -> list[Figure]:
    import_module("reunion.wsgi")  # as the web server starts
    # The pages of the desk are found by asking; that some answer "not so" is no news.
    logging.getLogger("django.request").setLevel(logging.ERROR)
    settings = import_module("django.conf").settings
    call_command = import_module("django.core.management").call_command
    figures = []
    try:
        call_command("migrate", verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        for name in groups:
            figures += measured_group(name, sizes, mail_calls)
    finally:
        import_module("django.db").connections.close_all()
        forget_keys(settings.REDIS_URL, settings.INSTALLATION)
    return figures


def measured_group(name: str, sizes: Sizes, mail_calls: Sequence) -> list[Figure]:
    """A group that breaks costs its own figures only."""
    start, figures = time.perf_counter(), []
    print(f"{name} …", file=sys.stderr, flush=True)
    try:
        for figure in import_module(f"bench.{name}").measure(sizes, mail_calls):
            figures.append(figure)
    except Exception as error:
        words = " ".join(f"{type(error).__name__}: {error}".split())
        figures.append(Figure(name, f"broke: {words[-150:]}", "measured", False))
    print(f"{name}: {time.perf_counter() - start:.0f} s", file=sys.stderr, flush=True)
    return figures


def main() -> None:
    chosen = arguments()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with temporary() as mail_server:
        sizes = QUICK if chosen.quick else FULL
        figures = measured(chosen.groups or GROUPS, sizes, mail_server.calls)
    print(as_json(figures) if chosen.json else table(figures))


if __name__ == "__main__":
    os.chdir(Path(__file__).resolve().parent.parent)
    main()
