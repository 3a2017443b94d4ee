"""The classes somebody looks after: to tick, or in a large year to write.

A school has a handful of classes; ticks are quickest. Where there are very many nobody would find theirs
among the ticks, so they are written as people write them: 3年A組、3-B、C.
What is no class of the year is named.
"""

import re

from django import forms
from django.utils.translation import gettext_lazy as _

from reunion.lib.half_width import half_width
from reunion.roster.models import Cohort, Homeroom

MOST_TICKS = 40
HINT = _("クラススタッフだけが選びます。ほかのクラスの名簿は見えません。")
LABEL = _("受け持ちのクラス")
BETWEEN = re.compile(r"[、,，・\s]+")
SIGNS_AROUND = re.compile(r"[年組\-ー－‐/]")


def homerooms_field(cohort: Cohort) -> forms.Field:
    rooms = Homeroom.objects.filter(cohort=cohort)
    if rooms.count() > MOST_TICKS:
        return WrittenHomerooms(rooms)
    return forms.ModelMultipleChoiceField(
        rooms, label=LABEL, help_text=HINT, required=False, widget=forms.CheckboxSelectMultiple
    )


class WrittenHomerooms(forms.CharField):
    def __init__(self, rooms):
        hint = _("クラススタッフだけに書きます。例 3年A組、3年B組。ほかのクラスの名簿は見えません。")
        super().__init__(label=LABEL, help_text=hint, required=False)
        self.rooms = rooms

    def prepare_value(self, value) -> str:
        return "、".join(str(room) for room in value) if isinstance(value, list) else value

    def clean(self, value) -> list[Homeroom]:
        names = [name for name in BETWEEN.split(half_width(super().clean(value))) if name]
        if not names:
            return []
        known = _by_name(self.rooms)
        unknown = [name for name in names if bare(name) not in known]
        if unknown:
            words = {"names": "、".join(unknown)}
            raise forms.ValidationError(
                _("%(names)s というクラスは見つかりません。例 3年A組、3年B組") % words
            )
        return list({known[bare(name)].pk: known[bare(name)] for name in names}.values())


def bare(name: str) -> str:
    """3年A組, 3-A and 3a are the same."""
    return SIGNS_AROUND.sub("", half_width(name)).strip().upper()


def _by_name(rooms) -> dict[str, Homeroom]:
    """By year and class together; by the class alone where only one year has it."""
    known, labels = {}, {}
    for room in rooms:
        known[bare(f"{room.grade}{room.label}")] = room
        labels.setdefault(bare(room.label), []).append(room)
    return {label: found[0] for label, found in labels.items() if len(found) == 1} | known
