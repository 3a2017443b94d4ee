"""How many places of each program item are left.

A place is taken by whoever comes and by each companion, and also by somebody of whom nobody has said yet who
it is: nearly always that is somebody of ours, and a place once promised is never taken away. Whoever waits
for a place, has declined or has cancelled takes none. Staff may go beyond a limit, and a limit may be lowered
below what is taken; then nothing is left, and nobody loses a place. A count is true only while
`references.locked` is held.
"""

from collections.abc import Collection, Mapping

from django.db.models import F, Sum
from django.utils.translation import gettext as _

from reunion.events.models import ProgramItem, Reunion
from reunion.lib.refused import Refused

from .models import ChosenItem, Registration


class Full(Refused):
    """`items` have not enough places. `can_wait` is False for who would give up a place by waiting."""

    def __init__(self, left: Mapping[ProgramItem, int], *, can_wait: bool = True):
        super().__init__(left, can_wait)
        self.items = tuple(left)
        self.left, self.can_wait = left, can_wait

    def __str__(self) -> str:
        """In the language of whoever reads it, not of who found out."""
        return "".join(_sentence(item, places, self.can_wait) for item, places in self.left.items())


def places_left(
    reunion: Reunion,
    *,
    items: Collection[ProgramItem] | None = None,
    apart_from: Registration | None = None,
) -> dict[int, int | None]:
    """By item id; None without a limit, never below 0. `items` saves a question when they are read already.

    The places of `apart_from` count as free.
    """
    items = list(reunion.program_items.all()) if items is None else items
    taken = _places_taken(reunion, apart_from) if any(item.places is not None for item in items) else {}
    return {
        item.pk: None if item.places is None else max(item.places - taken.get(item.pk, 0), 0)
        for item in items
    }


def items_beyond_limit(registration: Registration) -> list[ProgramItem]:
    """What this registration takes part in and more people do than there are places."""
    mine = registration.chosen_items.filter(waiting_since=None, item__places__isnull=False)
    taken = _places_taken(registration.reunion, None)
    items = [chosen.item for chosen in mine.select_related("item")]
    return [item for item in items if taken.get(item.pk, 0) > item.places]


def _places_taken(reunion: Reunion, apart_from: Registration | None) -> dict[int, int]:
    rows = ChosenItem.objects.holding().filter(registration__reunion=reunion)
    if apart_from is not None and apart_from.pk:
        rows = rows.exclude(registration_id=apart_from.pk)
    return dict(rows.order_by().values_list("item_id").annotate(people=Sum(1 + F("companions"))))


def _sentence(item: ProgramItem, places: int, can_wait: bool) -> str:
    words = {"item": item.name, "places": places}
    if not can_wait:
        return _("%(item)sは、いま席が足りず、人数を増やすことができません。") % words
    if places:
        return _("%(item)sの空きは、あと%(places)s名分です。人数を減らすか、空きをお待ちになれます。") % words
    return _("%(item)sは、いま満席になりました。空きが出るのをお待ちになれます。") % words
