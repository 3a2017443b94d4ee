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
    named = search.municipalities
    places = [
        place
        for prefecture, municipality in dict.fromkeys(one[:2] for one in named)
        for place in search.table.in_municipality(prefecture, municipality)
    ]
    bond = SAME_CITY if places else NAME_NEARBY
    ends = {end for _, _, end in named} or {reading.end for reading in readings(search.folded.text)}
    matches: dict[Place, Match] = {}
    for end in sorted(ends):
        for place in _most_alike(search.folded.text[end:], places or places_by_code):
            matches.setdefault(
                place, Match(place, bond, False, end, _end_of_name(search, end), leftover=True)
            )
    return list(matches.values())


def _most_alike(rest: str, places: Iterable[Place]) -> list[Place]:
    name = re.split(r"\d", rest, maxsplit=1)[0] or rest[:3]
    by_index = list(places)
    keys = [place.key for place in by_index]
    found = process.extract(name, keys, scorer=fuzz.ratio, limit=MOST_SIMILAR, score_cutoff=ALIKE_ENOUGH)
    return [by_index[index] for _, _, index in found]


def _end_of_name(search: TownSearch, end: int) -> int:
    found = re.compile(r"\d").search(search.folded.text, end)
    return found.start() if found else end
