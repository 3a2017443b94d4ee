"""What a guest may choose of the program, at which fee, and how many places are left.

Whoever comes takes part in 本会, so it is shown but not asked about. A full item may be chosen all the same:
that is the waiting list. Companions go wherever the guest goes and companions may, and each takes a place.
Whoever waits for 本会 holds no place anywhere and owes nothing yet. Teachers are told no fee.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from reunion.events.models import ProgramItem, Reunion
from reunion.registrations.places import places_left

Kind = ProgramItem.Kind


@dataclass
class Program:
    """Of one reunion, for classmates or for teachers, as it is at this moment."""

    reunion: Reunion
    for_teachers: bool = False
    items: dict[str, ProgramItem] = field(init=False)

    def __post_init__(self):
        hidden = {ProgramItem.OpenTo.CLASSMATES} if self.for_teachers else set()
        rows = [item for item in self.reunion.program_items.all() if item.open_to not in hidden]
        self.items = {str(item.pk): item for item in rows if item.kind != Kind.MAIN}
        self.main = next((item for item in rows if item.kind == Kind.MAIN), None)

    @cached_property
    def left(self) -> dict[int, int | None]:
        return places_left(self.reunion)

    @property
    def all_items(self) -> list[ProgramItem]:
        return [*([self.main] if self.main else []), *self.items.values()]

    @property
    def main_label(self) -> str:
        return self.label(self.main) if self.main else ""

    @property
    def main_is_full(self) -> bool:
        return self.main is not None and self.is_full(self.main)

    @property
    def with_companions(self) -> list[ProgramItem]:
        return [item for item in self.all_items if item.takes_companions]

    def choices(self) -> list[tuple[str, str]]:
        return [(number, self.label(item)) for number, item in self.items.items()]

    def is_full(self, item: ProgramItem) -> bool:
        return self.left.get(item.pk) == 0

    def label(self, item: ProgramItem) -> str:
        """二次会（4,000円・残り3名）"""
        left = self.left.get(item.pk)
        parts = [] if self.for_teachers else [fee_in_words(item.fee)]
        if left == 0:
            parts.append(_("満席、空き待ちができます"))
        elif left is not None:
            parts.append(_("残り%(places)s名") % {"places": left})
        return in_brackets(item.name, parts)

    def companion_fees(self) -> str:
        """お一人 本会 8,000円、二次会 4,000円"""
        fees = [
            _("%(item)s %(yen)s") % {"item": item.name, "yen": fee_in_words(item.companion_fee)}
            for item in self.with_companions
        ]
        return _("お一人につき %(fees)s") % {"fees": _("、").join(fees)}


@dataclass(frozen=True)
class Chosen:
    """Items for a guest and their companions."""

    program: Program
    items: tuple[ProgramItem, ...]
    companions: int = 0

    def people(self, item: ProgramItem) -> int:
        return 1 + (self.companions if item.takes_companions else 0)

    @cached_property
    def lacking(self) -> tuple[ProgramItem, ...]:
        """Those without places enough at this moment."""
        left = self.program.left
        return tuple(
            item for item in self.items if left.get(item.pk) is not None and self.people(item) > left[item.pk]
        )

    @property
    def waited_for(self) -> tuple[ProgramItem, ...]:
        """Without a place at 本会 everything waits."""
        return self.items if self.program.main in self.lacking else self.lacking

    @property
    def cost(self) -> int:
        return sum(self._cost(item) for item in self.items if item not in self.waited_for)

    def _cost(self, item: ProgramItem) -> int:
        return item.fee + (self.people(item) - 1) * (item.companion_fee or 0)

    def in_words(self) -> list[str]:
        """How it would be if the guest goes on."""
        waited_for = self.waited_for
        return [self._in_words(item, _("空き待ち") if item in waited_for else "") for item in self.items]

    def wished_in_words(self) -> list[str]:
        """How it cannot be: the guest has not said yet whether to wait."""
        return [self._in_words(item, _("いま満席") if item in self.lacking else "") for item in self.items]

    def _in_words(self, item: ProgramItem, standing: str) -> str:
        fee = "" if self.program.for_teachers else fee_in_words(item.fee)
        return in_brackets(item.name, [part for part in (fee, standing) if part])


def fee_in_words(yen: int) -> str:
    return _("%(yen)s円") % {"yen": f"{yen:,}"} if yen else _("無料")


def in_brackets(name: str, parts: Iterable[str]) -> str:
    inside = _("・").join(parts)
    return _("%(item)s（%(inside)s）") % {"item": name, "inside": inside} if inside else name
