"""What to offer when no town of today bears the name in the address.

Towns get new names, and people misspell them. Offered are the row that Japan Post keeps in a municipality for
「以下に掲載がない場合」, and the towns whose names look most alike, in the municipality or where the old code
was used. These are for a person to choose from, except where the municipality has no towns at all.
"""

import re
from collections.abc import Iterable

from rapidfuzz import fuzz, process

from reunion.lib.municipality_readings import readings
from reunion.lib.place_names import fold, municipality_parts
from reunion.lib.postal_codes import Place
from reunion.lib.town_search import NAME_NEARBY, SAME_CITY, Match, TownSearch

MOST_SIMILAR = 5
ALIKE_ENOUGH = 50


def rest_of_municipality(search: TownSearch) -> list[Match]:
    """The rows without a town, for each municipality of today that the text names."""
    matches = []
    for prefecture, municipality, end in search.municipalities:
        places, has_towns = search.table.rows_without_town(prefecture, municipality)
        matches += [_row_without_town(search, place, end, has_towns) for place in places]
    return matches


def _row_without_town(search: TownSearch, place: Place, end: int, has_towns: bool) -> Match:
    """A place that bears the name of its municipality (泊村大字泊村) is written twice, or not at all."""
    named = not place.note
    if named:
        city = fold(municipality_parts(place.municipality).city)
        again = next((name for name in (city, city[:-1]) if search.folded.text.startswith(name, end)), "")
        end += len(again) if search.ends_cleanly(end + len(again)) else 0
    settled = not has_towns or (named and search.ends_cleanly(end))
    return Match(place, SAME_CITY, settled, end, end, leftover=not settled)


def similar_towns(search: TownSearch, places_by_code: Iterable[Place]) -> list[Match]:
    """The towns most alike in the municipality named, or else among the places of the old code."""
    named, text = search.municipalities, search.folded.text
    towns = [
        town
        for prefecture, municipality in dict.fromkeys(one[:2] for one in named)
        for town in search.table.towns_in(prefecture, municipality)
    ]
    ends = sorted({end for _, _, end in named} or {reading.end for reading in readings(text)})
    if towns:
        bond, rows = SAME_CITY, {end: _most_alike(text[end:], towns) for end in ends}
        places = search.table.in_rows({row for alike in rows.values() for row in alike})
        found = [(end, places[row]) for end, alike in rows.items() for row in alike]
    else:
        bond, by_code = NAME_NEARBY, list(places_by_code)
        towns = [(index, place.key) for index, place in enumerate(by_code)]
        found = [(end, by_code[index]) for end in ends for index in _most_alike(text[end:], towns)]
    matches: dict[Place, Match] = {}
    for end, place in found:
        matches.setdefault(place, Match(place, bond, False, end, _end_of_name(search, end), leftover=True))
    return list(matches.values())


def _most_alike(rest: str, towns: list[tuple[int, str]]) -> list[int]:
    """The numbers that stand beside the most similar names."""
    name = re.split(r"\d", rest, maxsplit=1)[0] or rest[:3]
    keys = [key for _number, key in towns]
    found = process.extract(name, keys, scorer=fuzz.ratio, limit=MOST_SIMILAR, score_cutoff=ALIKE_ENOUGH)
    return [towns[index][0] for _, _, index in found]


def _end_of_name(search: TownSearch, end: int) -> int:
    found = re.compile(r"\d").search(search.folded.text, end)
    return found.start() if found else end
