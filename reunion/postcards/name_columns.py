"""How the name stands in the middle of a card: the biggest thing on it.

Half a character is between family name, given name and 様. Whoever shares the card has a column further to
the left, at the height of the given name, each with their own 様. A long name becomes smaller; it is never
divided. Names are printed exactly as they are written.
"""

from collections.abc import Sequence

from .address_columns import POINT, Column, length_of, rounded_down

GAP = 0.5
JOINT_APART = 1.3
JOINT_SIZE = 0.85


def name_columns(
    family: str,
    givens: Sequence[str],
    honorific: str,
    *,
    x: float,
    top: float,
    foot: float,
    largest: float,
) -> list[Column]:
    """`givens` are the given names; without one, or of an organisation, `family` stands alone."""
    names = [given for given in givens if given]
    most = max((_ems(name) for name in names), default=0)
    whole = _ems(family) + (GAP + most if names else 0) + GAP + _ems(honorific)
    size = largest if len(names) < 2 else largest * JOINT_SIZE
    size = rounded_down(min(size, (foot - top) / (whole * POINT)))
    em = size * POINT
    right = x + (max(len(names), 1) - 1) * em * JOINT_APART / 2
    second = top + (_ems(family) + GAP) * em
    last = second + (most + GAP) * em if names else second
    columns = [Column(family, right, top, size)]
    for place, name in enumerate(names or [""]):
        left = right - place * em * JOINT_APART
        if name:
            columns.append(Column(name, left, second, size))
        columns.append(Column(honorific, left, last, size))
    return [Column(each.text, round(each.x, 3), round(each.y, 3), each.size) for each in columns]


def _ems(text: str) -> float:
    return length_of(text, 1) / POINT
