"""From the address in the yearbook to today's post code.

The old code and the old town together find today's place; neither is trusted alone. People remember codes
wrongly, so the code raises or lowers a reading but never rules one out. Three grades: certain is the only
reading, and the code agrees; likely is the only reading, but the code differs or is missing; unclear is
several readings, or none, and a person chooses among the candidates. The text as printed stays in the
record; the card bears today's address.
"""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from reunion.lib.address_text import (
    clean_code,
    shown_code,
    split_care_of,
    split_leading_code,
    split_prefecture,
)
from reunion.lib.house_numbers import tidy
from reunion.lib.place_names import Folded, fold_written
from reunion.lib.postal_codes import Place, PostalCodeTable, open_table
from reunion.lib.similar_towns import rest_of_municipality, similar_towns
from reunion.lib.town_parts import NEW_CODE_LENGTH, agreement_of, parts_allowed
from reunion.lib.town_search import ELSEWHERE, SAME_CITY, UNKNOWN, Match, TownSearch

CERTAIN, LIKELY, UNCLEAR = "certain", "likely", "unclear"
MOST_CANDIDATES = 20
LEFTOVER, NOT_EXACT = -1.5, -0.4
CLEARLY_BETTER = 0.45


@dataclass(frozen=True)
class Candidate:
    """Today's address; `rest` is the number part and the building."""

    postal_code: str
    prefecture: str
    municipality: str
    town: str
    rest: str


@dataclass(frozen=True)
class Resolution:
    grade: str
    reason: str
    candidates: tuple[Candidate, ...]
    care_of: str


@dataclass(frozen=True)
class Weighed:
    """A match weighed against the code and the number part."""

    match: Match
    score: float
    agrees: bool
    doubtful: bool = False  # number part and code point to different parts of the town


def postal_code_table() -> PostalCodeTable:
    return _table_in(settings.VAR_DIR)


@lru_cache(maxsize=4)
def _table_in(folder: Path) -> PostalCodeTable:
    return open_table(folder / "postal_codes.sqlite3")


def resolve(code: object, address: str, table: PostalCodeTable) -> Resolution:
    """Finds today's address for an old code (3, 5 or 7 digits in any writing) and the text beside it."""
    leading, text = split_leading_code(address or "")
    text, care_of = split_care_of(text)
    prefecture, text = split_prefecture(text)
    code, folded = clean_code(code) or leading, fold_written(text)
    found, moved = _weighed(folded, prefecture, code, table), False
    if prefecture and not any(_is_clear(one) for one in found):
        # A few places changed their prefecture (山口村, 1958 to 2005 in 長野県, now in 岐阜県).
        elsewhere = {place.prefecture for place in _places_by_code(code, table)} - {prefecture}
        beyond = [one for name in elsewhere for one in _weighed(folded, name, code, table)]
        if any(_is_clear(one) and one.agrees for one in beyond):
            found, moved = [*beyond, *found], True
    return _graded(found, code, moved, folded, care_of)


def _places_by_code(code: str, table: PostalCodeTable) -> list[Place]:
    if len(code) == NEW_CODE_LENGTH:
        return table.with_postal_code(code)
    return table.with_old_code(code) if code else []


def _weighed(folded: Folded, prefecture: str, code: str, table: PostalCodeTable) -> list[Weighed]:
    search = TownSearch(table, folded, [prefecture] if prefecture else [])
    matches = search.matches()
    if not any(match.bond >= SAME_CITY and not match.leftover for match in matches):
        matches += rest_of_municipality(search)
        if all(match.leftover or match.bond == ELSEWHERE for match in matches):
            by_code = () if search.municipalities else _places_by_code(code, table)
            matches += similar_towns(search, by_code)
    towns: dict[tuple, list[Match]] = {}
    for match in _without_outdone(matches):
        towns.setdefault(match.place[:3], []).append(match)
    return [
        _weigh(match, doubtful, code)
        for town in towns.values()
        for match, doubtful in parts_allowed(town, code, folded)
    ]


def _without_outdone(matches: list[Match]) -> list[Match]:
    """In one municipality the longer name wins (浪館前田 over 浪館), and the name as written over a likeness.

    Not where the longer one is only reached by passing over a 字: 浪館字前田 may be either.
    """
    by_municipality: dict[tuple, list[Match]] = {}
    for match in matches:
        by_municipality.setdefault(match.place[:2], []).append(match)
    return [
        match
        for rivals in by_municipality.values()
        for match in rivals
        if not any(_outdoes(rival, match) for rival in rivals)
    ]


def _outdoes(rival: Match, match: Match) -> bool:
    if rival.leftover != match.leftover:
        return match.leftover
    if rival.bond != match.bond:
        return rival.bond > match.bond
    if rival.start != match.start and not (rival.street and match.street):
        return rival.start < match.start
    if rival.end != match.end:
        return rival.end > match.end and not rival.skips_mark
    return rival.exact and not match.exact


def _weigh(match: Match, doubtful: bool, code: str) -> Weighed:
    agreement = agreement_of(match.place, code)
    score = match.bond + agreement + LEFTOVER * match.leftover + NOT_EXACT * (not match.exact)
    return Weighed(match, score, agreement > 0, doubtful)


def _is_clear(one: Weighed) -> bool:
    return one.match.bond > ELSEWHERE and not one.match.leftover


def _graded(found: list[Weighed], code: str, moved: bool, folded: Folded, care_of: str) -> Resolution:
    ranked = sorted(found, key=lambda one: -one.score)
    if not ranked:
        return Resolution(UNCLEAR, _("あてはまる町が見つかりません。住所を確かめてください。"), (), care_of)
    best = ranked[0]
    others = [one for one in ranked if one.match.place.postal_code != best.match.place.postal_code]
    rivals = [one for one in others if one.score > best.score - CLEARLY_BETTER or _speaks_against(one, best)]
    grade = UNCLEAR if rivals else _grade(best, others, moved)
    offered = ranked[:MOST_CANDIDATES] if grade == UNCLEAR else [best]
    candidates = dict.fromkeys(_candidate(one.match, folded) for one in offered)
    return Resolution(grade, _reason(grade, best, code, len(rivals) + 1), tuple(candidates), care_of)


def _candidate(match: Match, folded: Folded) -> Candidate:
    place = match.place
    rest = tidy(folded.rest_of_written(match.end))
    return Candidate(place.postal_code, place.prefecture, place.municipality, place.town, rest)


def _speaks_against(one: Weighed, best: Weighed) -> bool:
    """The number part says one part of the town, the code another."""
    return one.doubtful and best.doubtful and one.match.place[:3] == best.match.place[:3]


def _grade(best: Weighed, others: list[Weighed], moved: bool) -> str:
    if best.match.bond == ELSEWHERE or (best.match.leftover and not (best.agrees and best.match.exact)):
        return UNCLEAR
    standing = (best.match.bond, best.match.exact)
    contradicted = best.doubtful or any(
        (one.match.bond, one.match.exact) > standing and _is_clear(one) for one in others
    )
    if best.agrees and best.match.bond >= UNKNOWN and not (best.match.leftover or contradicted or moved):
        return CERTAIN
    return LIKELY


def _reason(grade: str, best: Weighed, code: str, readings: int) -> str:
    place = best.match.place
    words = {
        "code": shown_code(code),
        "town": place.town or place.municipality,
        "municipality": place.municipality,
        "readings": readings,
    }
    if grade == UNCLEAR and readings > 1:
        return _("候補が%(readings)s件あります。選んでください。") % words
    if grade == UNCLEAR:
        return _("ぴったり合う町名がありません。いちばん近いのは%(municipality)sの「%(town)s」です。") % words
    if not code:
        return _("町名「%(town)s」→ %(municipality)s（番号は書かれていません）") % words
    if not best.agrees:
        return _("町名「%(town)s」→ %(municipality)s（番号%(code)sとは合いません）") % words
    if len(code) == NEW_CODE_LENGTH:
        return _("郵便番号%(code)s＋町名「%(town)s」→ %(municipality)s") % words
    return _("旧番号%(code)s＋町名「%(town)s」→ %(municipality)s") % words
