"""Which municipality the beginning of an address names.

The letters 市, 区, 町 and 村 end a name or stand inside one (四日市市, 町田市), so every cut they allow is a
reading: 四日市｜市諏訪町, 四日市市｜諏訪町. A 郡 may end the county or stand in a name (郡山市, 小郡市).
Which reading is meant shows only when a town of that name follows.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from reunion.lib.place_names import Municipality, fold, municipality_parts

LONGEST_MUNICIPALITY = 8
LONGEST_COUNTY = 6
LONGEST_WARD = 6


@dataclass(frozen=True)
class Reading:
    """A municipality read off the folded text, and where it ends there."""

    written: Municipality
    end: int


def readings(text: str) -> Iterator[Reading]:
    """All municipalities that the beginning of a folded text, freed of its prefecture, may name."""
    yield Reading(Municipality("", "", ""), 0)
    for start in (0, *(at + 1 for at in range(1, LONGEST_COUNTY) if text[at : at + 1] == "郡")):
        for end in range(start + 2, min(len(text), start + LONGEST_MUNICIPALITY) + 1):
            if text[end - 1] in "市区町村":
                yield Reading(Municipality(text[:start], text[start:end], ""), end)
            if text[end - 1] == "市":
                yield from _with_wards(text, start, end)


def _with_wards(text: str, start: int, end: int) -> Iterator[Reading]:
    for ward_end in range(end + 2, min(len(text), end + LONGEST_WARD) + 1):
        if text[ward_end - 1] == "区":
            yield Reading(Municipality(text[:start], text[start:end], text[end:ward_end]), ward_end)


@lru_cache(maxsize=5_000)
def folded_parts(municipality: str) -> Municipality:
    parts = municipality_parts(municipality)
    return Municipality(fold(parts.county), fold(parts.city), fold(parts.ward))
