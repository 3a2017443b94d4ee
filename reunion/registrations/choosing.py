"""What a registration has chosen of the program and whom it brings along, at the fees of that day.

Whoever comes takes part in 本会; everything else is a choice. A fee stays what it was when it was chosen,
also when the item's fee is changed later. Companions go wherever the guest goes and companions may; each pays
the item's fee for companions. Teachers and whom they bring are guests. Where places are missing, the guest
waits in line if ready to, else nothing is changed. Without a place at 本会 the whole registration waits: it
holds no place anywhere and owes nothing. Call these while `references.locked` is held.
"""

from collections.abc import Iterable

from django.utils import timezone

from reunion.events.models import ProgramItem, Reunion

from .models import ChosenItem, Companion, Registration, State
from .moving_up import move_up
from .places import Full, places_left


def choose(
    registration: Registration,
    *,
    items: Iterable[ProgramItem] = (),
    companions: Iterable[str] = (),
    waits_for: Iterable[int] = (),
    may_exceed: bool = False,
) -> None:
    """Adds 本会 and these items; what was chosen before stays, and so do companions when none are named.

    `waits_for` are ids of items for whose waiting list the guest is ready; otherwise a full one raises Full,
    before anything is written. With `may_exceed` no limit counts, not even for 本会 of somebody in line.
    """
    choice = _Choice(registration, waits_for=frozenset(waits_for), may_exceed=may_exceed)
    wanted = {item.pk for item in items} | set(choice.before)
    choice.settle(wanted, names=_names(companions) or choice.names_before)


def rechoose(
    registration: Registration,
    *,
    items: Iterable[ProgramItem],
    companions: Iterable[str] = (),
    waits_for: Iterable[int] = (),
    may_exceed: bool = False,
) -> None:
    """本会, exactly these items and these companions from now on; the fees of what is kept stay.

    Whoever has a place never loses it to a wish for more: that raises Full, also with `waits_for`. Who waits
    keeps their turn. What becomes free goes to those in line; the caller tells this guest.
    """
    choice = _Choice(registration, waits_for=frozenset(waits_for), may_exceed=may_exceed)
    choice.settle({item.pk for item in items}, names=_names(companions))
    move_up(registration.reunion, told_by_caller=registration)
    registration.refresh_from_db(fields=["state"])


def check_places(
    reunion: Reunion,
    *,
    is_teacher: bool,
    items: Iterable[ProgramItem] = (),
    companions: Iterable[str] = (),
    waits_for: Iterable[int] = (),
) -> None:
    """Raises Full as `choose` would for anybody who is new, so that nobody learns who is registered."""
    anybody = Registration(reunion=reunion, is_teacher=is_teacher)
    choice = _Choice(anybody, waits_for=frozenset(waits_for), may_exceed=False)
    choice.rows({item.pk for item in items}, len(_names(companions)))


def state_of_answer(registration: Registration) -> str:
    """What a registration is once somebody has said whose it is."""
    if not registration.attending:
        return State.DECLINED
    waits = registration.chosen_items.filter(item__kind=ProgramItem.Kind.MAIN, waiting_since__isnull=False)
    return State.WAITLISTED if waits.exists() else State.COMING


def charge_as_guest(registration: Registration) -> None:
    """Whoever turns out to be a teacher owes nothing, nor do those whom they bring."""
    registration.chosen_items.update(fee=0, companion_fee=0)


def charge_as_classmate(registration: Registration) -> None:
    """Whoever turns out to be no teacher pays the fees of today."""
    for chosen in registration.chosen_items.select_related("item"):
        chosen.fee, chosen.companion_fee = chosen.item.fee, chosen.item.companion_fee or 0
        chosen.save(update_fields=["fee", "companion_fee"])


def _names(companions: Iterable[str]) -> list[str]:
    return [name.strip()[:80] for name in companions if name.strip()]


def _is_main(chosen: ChosenItem) -> bool:
    return chosen.item.kind == ProgramItem.Kind.MAIN


class _Choice:
    """What a registration has, and what it shall have: looked at whole, then written whole or not at all."""

    def __init__(self, registration: Registration, *, waits_for: frozenset[int], may_exceed: bool):
        self.registration, self.waits_for, self.may_exceed = registration, waits_for, may_exceed
        mine = ChosenItem.objects.filter(registration_id=registration.pk)
        self.before = {chosen.item_id: chosen for chosen in mine}
        self.held = {chosen.item_id: chosen.people for chosen in mine.holding()} if self.before else {}
        self.in_line = {chosen.item_id for chosen in mine.in_line()} if self.before else set()
        # Whoever has chosen nothing yet brings nobody yet.
        companions = registration.companions.all() if self.before else ()
        self.names_before = [companion.name for companion in companions]

    def rows(self, wanted: set[int], companions: int) -> list[ChosenItem]:
        reunion = self.registration.reunion
        items = list(reunion.program_items.all())
        self.left = places_left(reunion, items=items, apart_from=self.registration)
        rows = [self._row(item, companions) for item in items if self._is_chosen(item, wanted)]
        self._give_places(rows)
        return rows

    def settle(self, wanted: set[int], *, names: list[str]) -> None:
        rows = self.rows(wanted, len(names))
        self._save(rows)
        self._bring(names)
        self._answer(rows)

    def _is_chosen(self, item: ProgramItem, wanted: set[int]) -> bool:
        if item.kind == ProgramItem.Kind.MAIN:
            return True
        is_open = item.open_to == ProgramItem.OpenTo.EVERYONE or not self.registration.is_guest_of_honour
        return is_open and item.pk in wanted

    def _row(self, item: ProgramItem, companions: int) -> ChosenItem:
        """A row of its own; what was there before is written over at the end."""
        before = self.before.get(item.pk)
        chosen = ChosenItem(registration=self.registration, item=item, fee=before.fee if before else item.fee)
        chosen.pk = before.pk if before else None
        chosen.companions, chosen.companion_fee = companions, item.companion_fee or 0
        if before and before.companions:
            chosen.companion_fee = before.companion_fee
        if not item.takes_companions:
            chosen.companions = min(companions, before.companions if before else 0)
        if self.registration.is_guest_of_honour:
            chosen.fee = chosen.companion_fee = 0
        return chosen

    def _give_places(self, rows: list[ChosenItem]) -> None:
        for chosen in rows:
            if chosen.item_id in self.in_line and not (self.may_exceed and _is_main(chosen)):
                chosen.waiting_since = self.before[chosen.item_id].waiting_since
        short = [chosen for chosen in rows if self._lacks_places(chosen)]
        refused = [
            chosen for chosen in short if chosen.item_id in self.held or chosen.item_id not in self.waits_for
        ]
        if refused:
            can_wait = not any(chosen.item_id in self.held for chosen in refused)
            raise Full({chosen.item: self.left[chosen.item_id] for chosen in refused}, can_wait=can_wait)
        now = timezone.now()
        main_waits = any(_is_main(chosen) for chosen in rows if chosen in short or chosen.waiting_since)
        for chosen in rows if main_waits else short:
            chosen.waiting_since = chosen.waiting_since or now

    def _lacks_places(self, chosen: ChosenItem) -> bool:
        """Of a place that somebody has, only more people are looked at."""
        left = self.left[chosen.item_id]
        if left is None or self.may_exceed or chosen.waiting_since:
            return False
        return chosen.people > max(left, self.held.get(chosen.item_id, 0))

    def _save(self, rows: list[ChosenItem]) -> None:
        dropped = set(self.before) - {chosen.item_id for chosen in rows}
        ChosenItem.objects.filter(registration=self.registration, item_id__in=dropped).delete()
        kept = [chosen for chosen in rows if chosen.pk]
        ChosenItem.objects.bulk_update(kept, ["fee", "companions", "companion_fee", "waiting_since"])
        ChosenItem.objects.bulk_create([chosen for chosen in rows if not chosen.pk])
        _forget_read(self.registration, "chosen_items")

    def _bring(self, names: list[str]) -> None:
        if names == self.names_before:
            return
        self.registration.companions.all().delete()
        Companion.objects.bulk_create(Companion(registration=self.registration, name=name) for name in names)
        _forget_read(self.registration, "companions")

    def _answer(self, rows: list[ChosenItem]) -> None:
        """Whoever chooses comes, or waits for 本会; who it is still decides a person."""
        registration = self.registration
        if registration.state == State.WAITING:
            return
        waits = any(chosen.waiting_since for chosen in rows if _is_main(chosen))
        answer = State.WAITLISTED if waits else State.COMING
        if registration.state == answer and registration.attending and registration.cancelled_at is None:
            return
        registration.state, registration.attending = answer, True
        registration.cancelled_at = registration.refund_percent = None
        registration.save(
            update_fields=["state", "attending", "cancelled_at", "refund_percent", "updated_at"]
        )


def _forget_read(registration: Registration, relation: str) -> None:
    """Rows that were read ahead are not what they were."""
    if relation in getattr(registration, "_prefetched_objects_cache", {}):
        registration.refresh_from_db(fields=[relation])
