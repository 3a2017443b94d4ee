"""Two people have the same form open; whoever saves second is told what the first one changed.

A form carries what its reader saw, field by field. When that no longer stands, nothing is saved: the second
one reads, for each field, what stood there, what stands there now, and what they typed themselves. Where they
left a field alone the new value is taken over; where both changed it, their own stays in the form until they
press again, knowing of the other.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Field, ForeignKey, Model
from django.utils.translation import gettext as _

from reunion.journal.models import Entry
from reunion.lib.refused import Refused


@dataclass(frozen=True)
class Difference:
    """One field that somebody else changed, in words for the screen; `theirs_raw` as a form would type it."""

    name: str
    label: str
    before: str
    theirs: str
    yours: str
    theirs_raw: object
    is_contested: bool


class Overtaken(Refused):
    """Somebody else saved first. `seen` is for the next try; `by` is a name, empty when nobody is known."""

    def __init__(self, sentence: str, *, differences: tuple[Difference, ...], seen: str, by: str) -> None:
        super().__init__(sentence)
        self.differences, self.seen, self.by = differences, seen, by


def seen_of(thing: Model, names: Iterable[str]) -> str:
    """What stands in these fields, as a text that a hidden field carries."""
    return json.dumps({name: getattr(thing, _field(thing, name).attname) for name in names})


def refuse_if_overtaken(
    current: Model, *, seen: str, typed: Mapping[str, object], names: Iterable[str], sentence: str
) -> None:
    """`typed` holds by field name what the second one wants to save. Raises Overtaken."""
    now = seen_of(current, names)
    if now == seen:
        return
    before, standing = _read(seen), json.loads(now)
    changed = [name for name in standing if name not in before or before[name] != standing[name]]
    if not changed:
        return
    differences = tuple(_difference(current, name, before.get(name), typed) for name in changed)
    raise Overtaken(sentence, differences=differences, seen=now, by=_last_hand(current))


def _read(seen: str) -> dict:
    """Empty when the form lost it: then everything counts as changed."""
    try:
        values = json.loads(seen)
    except ValueError:
        return {}
    return values if isinstance(values, dict) else {}


def _difference(current: Model, name: str, before: object, typed: Mapping[str, object]) -> Difference:
    field = _field(current, name)
    theirs = getattr(current, field.attname)
    yours = typed.get(field.name, before)
    yours = yours.pk if isinstance(yours, Model) else yours
    return Difference(
        name=field.name,
        label=str(field.verbose_name),
        before=in_words(field, before),
        theirs=in_words(field, theirs),
        yours=in_words(field, yours),
        theirs_raw=theirs,
        is_contested=yours not in (before, theirs),
    )


def in_words(field: Field, value: object) -> str:
    """A stored value as a person reads it."""
    if value in (None, ""):
        return _("（なし）")
    if isinstance(value, bool):
        return _("はい") if value else _("いいえ")
    if isinstance(field, ForeignKey):
        return str(field.related_model.objects.filter(pk=value).first() or _("（なし）"))
    return str(dict(field.flatchoices).get(value, value))


def _field(thing: Model, name: str) -> Field:
    return thing._meta.get_field(name)


def _last_hand(thing: Model) -> str:
    return Entry.objects.about(thing).values_list("actor_name", flat=True).first() or ""
