"""Which part of a town an address lies in, where the parts have post codes of their own.

The number part is held against Japan Post's notes, and the old code against the code each part had. Where the
number names its part outright and the code names another, both stay for a person to choose from. Where it
does not, the code decides. `doubtful` tells that the code did not set the parts wholly apart.
"""

from collections.abc import Iterator
from dataclasses import replace

from reunion.lib.house_numbers import (
    HouseNumber,
    is_anywhere_else,
    is_street_note,
    named_part,
    note_fits,
    read_house_number,
    street_fits,
    tidy,
)
from reunion.lib.place_names import Folded
from reunion.lib.postal_codes import Place
from reunion.lib.town_search import Match

NEW_CODE_LENGTH = 7
# What the code adds to the bond of the municipality. A code that only begins alike counts a little less.
CODE_AGREES, CODE_BEGINS_ALIKE, CODE_NEAR, CODE_DIFFERS = 1.5, 1.4, -0.3, -0.5


def agreement_of(place: Place, code: str) -> float:
    """Above zero where the code (3, 5 or 7 digits) agrees, zero without a code, below where it differs."""
    if not code:
        return 0.0
    known = place.postal_code if len(code) == NEW_CODE_LENGTH else place.old_code
    if known == code:
        return CODE_AGREES
    if len(code) == 3 and known.startswith(code):
        return CODE_BEGINS_ALIKE
    return CODE_NEAR if known[:3] == code[:3] else CODE_DIFFERS


def parts_allowed(town: list[Match], code: str, folded: Folded) -> list[tuple[Match, bool]]:
    """The rows of one town that number part and code allow, each with whether it is doubtful."""
    if len({match.place.postal_code for match in town}) == 1:
        return [(max(town, key=lambda match: agreement_of(match.place, code)), False)]
    allowed, settled = _allowed_by_number(town, folded)
    agreement = {match.place: agreement_of(match.place, code) for match in [*town, *allowed]}
    most = max(agreement.values())
    if most <= 0:
        return [(match, False) for match in allowed]
    agreeing = [match for match in allowed if agreement[match.place] > 0]
    if not agreeing:
        by_code = [match for match in town if agreement[match.place] > 0]
        return [(match, True) for match in [*by_code, *(allowed if settled else [])]]
    nearest = [match for match in agreeing if agreement[match.place] == most] or agreeing
    parted = settled or sum(one > 0 for one in agreement.values()) == len(nearest)
    return [(match, not parted) for match in nearest]


def _allowed_by_number(town: list[Match], folded: Folded) -> tuple[list[Match], bool]:
    """The rows whose notes fit, and whether the address names its part outright."""
    number = read_house_number(tidy(folded.rest_of_written(town[0].end)))
    answers = {match: _fits(match, number) for match in town if not is_anywhere_else(match.place.note)}
    fitting = [match for match, answer in answers.items() if answer]
    if fitting:
        return list(_longest_named(fitting, number)), number.either is None
    unknown = [match for match, answer in answers.items() if answer is None]
    anywhere_else = [match for match in town if match not in answers]
    return [*unknown, *anywhere_else] or town, False


def _fits(match: Match, number: HouseNumber) -> bool | None:
    note = match.place.note
    return street_fits(note, match.street) if is_street_note(note) else note_fits(note, number)


def _longest_named(fitting: list[Match], number: HouseNumber) -> Iterator[Match]:
    """Of the parts 七瀬 and 七瀬南部 the longer one; a part that is named leaves nothing unexplained."""
    names = {match: named_part(match.place.note, number) for match in fitting}
    longest = max(names.values(), key=len)
    for match, name in names.items():
        if len(name) == len(longest):
            yield replace(match, leftover=match.leftover and not name)
