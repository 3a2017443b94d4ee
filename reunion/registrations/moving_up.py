"""Whoever waits gets a place by itself, as soon as there is one.

First come, first served. A party that does not fit is passed over for one that does: a free place helps
nobody while a party of three waits for it, and that party keeps its turn. 本会 goes first, because without a
place there nobody takes part in anything else; whoever gets one is coming from now on, and stands in line for
their other wishes as long as before. Somebody of whom nobody has said yet who it is gets the place, but no
letter. It ends with the day of the reunion, not with the last day for signing up.
"""

from django.db import transaction
from django.utils.translation import gettext_lazy

from reunion.events.models import ProgramItem, Reunion
from reunion.journal.recording import record

from .models import ChosenItem, Registration, State
from .places import places_left
from .references import locked
from .telling import tell


@transaction.atomic
def move_up(reunion: Reunion, *, told_by_caller: Registration | None = None) -> list[Registration]:
    """Those who got a place now, each told once; `told_by_caller` gets its letter elsewhere."""
    reunion = locked(reunion)
    if reunion.state == Reunion.State.PAST or reunion.days_left < 0:
        return []
    line = _line(reunion)
    ready = _those_who_fit(line, places_left(reunion)) if line else []
    ChosenItem.objects.filter(pk__in=[chosen.pk for chosen in ready]).update(waiting_since=None)
    by_guest: dict[int, list[ChosenItem]] = {}
    for chosen in ready:
        by_guest.setdefault(chosen.registration_id, []).append(chosen)
    return [_seated(reunion, mine, is_told=told_by_caller) for mine in by_guest.values()]


def _line(reunion: Reunion) -> list[ChosenItem]:
    """Who stands for 本会 first, each line by its turn."""
    rows = ChosenItem.objects.in_line().filter(registration__reunion=reunion)
    rows = rows.select_related("item", "registration__classmate", "registration__teacher")
    return sorted(rows, key=lambda chosen: not _is_main(chosen))


def _is_main(chosen: ChosenItem) -> bool:
    return chosen.item.kind == ProgramItem.Kind.MAIN


def _those_who_fit(line: list[ChosenItem], left: dict[int, int | None]) -> list[ChosenItem]:
    without_main = {chosen.registration_id for chosen in line if _is_main(chosen)}
    ready = []
    for chosen in line:
        places = left[chosen.item_id]
        may_take_part = _is_main(chosen) or chosen.registration_id not in without_main
        if not may_take_part or (places is not None and chosen.people > places):
            continue
        if places is not None:
            left[chosen.item_id] = places - chosen.people
        if _is_main(chosen):
            without_main.discard(chosen.registration_id)
        ready.append(chosen)
    return ready


def _seated(
    reunion: Reunion, ready: list[ChosenItem], *, is_told: Registration | None = None
) -> Registration:
    registration = ready[0].registration
    registration.reunion = reunion
    if registration.state == State.WAITLISTED and any(_is_main(chosen) for chosen in ready):
        registration.state = State.COMING
        registration.save(update_fields=["state", "updated_at"])
    record(
        registration,
        action="moved up",
        sentence=gettext_lazy("%(name)sに「%(items)s」の空きが回りました"),
        words={
            "name": registration.school_name,
            "items": "、".join(chosen.item.name for chosen in ready),
        },
        reunion_slug=reunion.slug,
    )
    if registration.is_known and registration != is_told:
        tell(registration, again=True, ready=ready)
    return registration
