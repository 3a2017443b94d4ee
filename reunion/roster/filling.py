"""What a file may change on somebody who is in the roster already: it fills what is empty.

A row that says what it said last time changes nothing, even where staff emptied a field since. Otherwise
it fills gaps and may mark a death; it never takes a death or a wish for silence back and never puts its own
word over one that stands there. Name and kana go together: half a name is never filled from a file. Where
file and roster differ, the difference is told.
"""

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reunion.lib.names import name_key

from .models import Classmate
from .yearbook import RosterRow

SINGLE = ("imported_as", "homeroom_id", "number", "deceased", "remarks", "doubt")
NAME = ("family_name", "given_name")
KANA = ("family_kana", "given_kana")
CURRENT = ("current_family_name", "current_family_kana")
COMPARED = {
    NAME: gettext_lazy("名前"),
    KANA: gettext_lazy("ふりがな"),
    CURRENT[:1]: gettext_lazy("いまの名字"),
    ("number",): gettext_lazy("番号"),
    ("remarks",): gettext_lazy("備考"),
}


def open_fields(classmate: Classmate, row: Mapping) -> frozenset[str]:
    """The fields a row may set on this classmate; everything on somebody new."""
    if classmate.pk is None:
        return frozenset({"imported_text", *SINGLE, *NAME, *KANA, *CURRENT})
    if classmate.imported_text == row["imported_text"]:
        return frozenset()
    fields = {field for field in SINGLE if not getattr(classmate, field)}
    fields |= set() if any(getattr(classmate, field) for field in KANA) else set(KANA)
    if not classmate.current_family_name:
        fields |= set(CURRENT)
    elif classmate.current_family_name == row["current_family_name"] and not classmate.current_family_kana:
        fields.add("current_family_kana")
    return frozenset(fields | {"imported_text"})


def difference(classmate: Classmate, row: RosterRow) -> str:
    """What the file says otherwise than the roster, after filling; "" when nothing."""
    told = [
        _("%(what)s：名簿「%(roster)s」、ファイル「%(file)s」")
        % {"what": what, "roster": _said(classmate, fields), "file": _said(row, fields)}
        for fields, what in COMPARED.items()
        if _said(row, fields) and name_key(_said(row, fields)) != name_key(_said(classmate, fields))
    ]
    if row.deceased and not classmate.deceased:
        told.append(_("ファイルでは亡くなったことになっています"))
    return _("、").join(told)


def _said(somebody: Classmate | RosterRow, fields: tuple[str, ...]) -> str:
    return " ".join(str(value) for field in fields if (value := getattr(somebody, field)) not in (None, ""))
