"""How an address stands in columns, and how large.

It is divided only where a reader pauses: after the prefecture, after a district, city or ward, before the
number, before the building; never inside the name of a place or a number. The building has a column of its
own. Every further column is to the left of the one before and a character lower. The type becomes smaller
until two columns are enough, and a long building becomes smaller alone. Lengths are millimetres, sizes
points.
"""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from reunion.lib.address_text import split_prefecture
from reunion.lib.pdf import SERIF
from reunion.lib.vertical_text import vertical_address

POINT = 25.4 / 72
STEP = 0.5
APART = 1.35
DISTRICT = re.compile(r"(?P<first>.{1,4}郡)(?P<second>.+[町村])|(?P<city>.+市)(?P<ward>.+区)")
# The numbers of a street in Sapporo (北3条) and of a settlement (5線) are parts of its name.
NUMBER = re.compile(r"[0-9０-９](?![0-9０-９]*[条線])")
HOUSE = re.compile(r"[^0-9０-９]*[0-9０-９][0-9０-９\-－‐−―ー番地丁目号の]*")
NO_BUILDING = re.compile(r"[0-9０-９](?:丁目|番|条|線|地割)")


@dataclass(frozen=True)
class Frame:
    """Where the columns stand: the centre of the first, and the top and foot of all."""

    x: float
    top: float
    foot: float
    largest: float
    smallest: float


@dataclass(frozen=True)
class Column:
    text: str
    x: float
    y: float
    size: float


@dataclass(frozen=True)
class Address:
    """`pieces` are never divided; the last one is the number."""

    pieces: tuple[str, ...]
    building: str


def address_of(prefecture: str, municipality: str, town: str, rest: str) -> Address:
    number, building = split_building(rest)
    pieces = [prefecture, *_units(municipality), town, number]
    return Address(tuple(piece for piece in pieces if piece), building)


def address_in(text: str) -> Address:
    """Of a text as somebody wrote it; cities are not looked for, since 四日市市 is only one."""
    prefecture, rest = split_prefecture(" ".join(text.split()))
    found = NUMBER.search(rest)
    place, house = (rest[: found.start()], rest[found.start() :]) if found else (rest, "")
    number, building = split_building(house)
    return Address(tuple(piece for piece in (prefecture, place, number) if piece), building)


def split_building(rest: str) -> tuple[str, str]:
    """What follows the town, as its number and its building."""
    number, space, building = rest.replace("\u3000", " ").strip().partition(" ")
    if space:
        return number, building.strip()
    found = HOUSE.match(rest)
    if not found or NO_BUILDING.search(rest, found.end() - 1) or len(rest) - found.end() < 2:
        return rest, ""
    return rest[: found.end()], rest[found.end() :]


def columns_of(address: Address, frame: Frame, *, care_of: str = "", arabic: bool = False) -> list[Column]:
    """The first column is the outermost; `care_of` stands last, such as 馬場様方."""
    pieces = [vertical_address(piece, arabic=arabic) for piece in address.pieces]
    size, lines = _divided(pieces, frame)
    if address.building:
        lines.append(vertical_address(address.building, arabic=arabic))
    if care_of:
        lines.append(care_of)
    return [_column(line, place, size, frame) for place, line in enumerate(lines)]


def rounded_down(size: float) -> float:
    """Rounded up, a line that just fits would not."""
    return math.floor(size * 100) / 100


def length_of(text: str, size: float) -> float:
    """Of a column."""
    return SERIF.run(text, vertical=True).length / 1000 * size * POINT


def _units(municipality: str) -> Sequence[str]:
    found = DISTRICT.fullmatch(municipality)
    return [unit for unit in found.groups() if unit] if found else [municipality]


def _divided(pieces: Sequence[str], frame: Frame) -> tuple[float, list[str]]:
    """The largest size at which the pieces stand in one column, or else in two."""
    size = frame.largest
    while size >= frame.smallest:
        for end in (len(pieces), *range(len(pieces) - 1, 0, -1)):
            lines = ["".join(part) for part in (pieces[:end], pieces[end:]) if part]
            if all(_fits(line, place, size, frame) for place, line in enumerate(lines)):
                return size, lines
        size -= STEP
    return frame.smallest, _in_three(pieces, frame)


def _in_three(pieces: Sequence[str], frame: Frame) -> list[str]:
    """Each column takes what fits into it."""
    lines = [""]
    for piece in pieces:
        full = lines[-1] and not _fits(lines[-1] + piece, len(lines) - 1, frame.smallest, frame)
        if full and len(lines) < 3:
            lines.append(piece)
        else:
            lines[-1] += piece
    return lines


def _top(place: int, size: float, frame: Frame) -> float:
    return frame.top + place * size * POINT


def _fits(line: str, place: int, size: float, frame: Frame) -> bool:
    return _top(place, size, frame) + length_of(line, size) <= frame.foot


def _column(line: str, place: int, size: float, frame: Frame) -> Column:
    """Set smaller alone where it is too long, beyond any size that looks well rather than cut off."""
    top = _top(place, size, frame)
    own_size = min(size, size * (frame.foot - top) / max(length_of(line, size), 1))
    return Column(
        line, round(frame.x - place * size * POINT * APART, 3), round(top, 3), rounded_down(own_size)
    )
