"""What a row of a file changes, field by field, in words: what stood there, what stands there then.

Several columns that say one thing are told as one: a name, a reading. Whoever looks at a file before it is
taken in reads this row by row, and so does whoever looks afterwards.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from .models import Classmate

TOLD = (
    (("homeroom_id",), _("クラス")),
    (("number",), _("番号")),
    (("family_name", "given_name"), _("名前")),
    (("family_kana", "given_kana"), _("ふりがな")),
    (("current_family_name", "current_family_kana"), _("いまの名字")),
    (("deceased",), _("物故")),
    (("remarks",), _("備考")),
)
FIELDS = tuple(name for names, _label in TOLD for name in names)


class Change(NamedTuple):
    label: str
    before: str
    after: str


@dataclass(frozen=True)
class RowTold:
    """`row` is the number the spreadsheet shows; `remark` a doubt, or why the row is left out."""

    row: int
    kind: str
    name: str = ""
    changes: tuple[Change, ...] = ()
    remark: str = ""
    differs: str = ""


def values_of(classmate: Classmate) -> dict[str, object]:
    return {name: getattr(classmate, name) for name in FIELDS}


def changes_between(
    before: Mapping[str, object], after: Mapping[str, object], *, rooms: Mapping[int, str]
) -> tuple[Change, ...]:
    """`rooms` are the names of homerooms by their ids."""
    told = ((str(label), _said(before, names, rooms), _said(after, names, rooms)) for names, label in TOLD)
    return tuple(Change(*one) for one in told if one[1] != one[2])


def _said(values: Mapping[str, object], names: tuple[str, ...], rooms: Mapping[int, str]) -> str:
    words = (_word(name, values[name], rooms) for name in names)
    return " ".join(word for word in words if word)


def _word(name: str, value: object, rooms: Mapping[int, str]) -> str:
    if name == "homeroom_id":
        return rooms.get(value, "")
    if name == "deceased":
        return str(_("物故")) if value else ""
    return "" if value is None else str(value)
