"""Addresses as a yearbook prints them: real towns with their old codes, written in several ways.

One in ten has a slip in the name of its town, so that the slow ways of looking up are measured too.
"""

import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing

from django.conf import settings

from reunion.roster.addresses import postal_code_table

KANJI_DIGITS = str.maketrans("123456789", "一二三四五六七八九")


def old_addresses(seed: int = 1983) -> Iterator[tuple[str, str]]:
    """(code, address) without end."""
    postal_code_table()  # builds the table where it is missing
    with closing(sqlite3.connect(settings.VAR_DIR / "postal_codes.sqlite3")) as table:
        rows = table.execute(
            "SELECT DISTINCT prefecture, municipality, town, old_code FROM place"
            " WHERE town <> '' ORDER BY 1, 2, 3, 4"
        ).fetchall()
    dice = random.Random(seed)
    while True:
        yield _written(dice, *dice.choice(rows))


def _written(
    dice: random.Random, prefecture: str, municipality: str, town: str, code: str
) -> tuple[str, str]:
    way, block = dice.random(), dice.randint(1, 9)
    numbers = f"{block}-{dice.randint(1, 30)}-{dice.randint(1, 20)}"
    if way < 0.1 and len(town) > 2:
        town = town[:-2] + town[-1]
    elif way < 0.4:
        prefecture = ""
    elif way < 0.6:
        numbers = f"{str(block).translate(KANJI_DIGITS)}丁目{dice.randint(1, 30)}番地"
    return code[:3] if way > 0.8 else code, f"{prefecture}{municipality}{town}{numbers}"
