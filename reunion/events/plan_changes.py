"""When the date or the place becomes another, the one that guests had been told is written down.

The place is the booked venue, without one what the main event says. The first place is no change: nobody was
told another. What changes again before everybody has heard of it joins the change that is open, which keeps
what was told first. A draft has told nobody anything. Who was told, the notices know (told_before.py there).
"""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy

from reunion.accounts.models import User
from reunion.journal.recording import record

from .models import PlanChange, ProgramItem, Reunion, VenueBooking


@dataclass(frozen=True)
class Plan:
    is_draft: bool
    held_on: dt.date
    place: str


def plan_of(reunion: Reunion) -> Plan:
    """As the database has it now."""
    state, held_on = Reunion.objects.values_list("state", "held_on").get(pk=reunion.pk)
    booked = VenueBooking.objects.filter(reunion=reunion, state=VenueBooking.State.BOOKED)
    booking = booked.select_related("venue").first()
    main = ProgramItem.objects.filter(reunion=reunion, kind=ProgramItem.Kind.MAIN)
    place = str(booking) if booking else main.values_list("place", flat=True).first() or ""
    return Plan(state == Reunion.State.DRAFT, held_on, place)


@contextmanager
def watched(reunion: Reunion) -> Iterator[None]:
    """Around whatever may change date or place, within its transaction."""
    before = plan_of(reunion)
    yield
    now = plan_of(reunion)
    another_day, another_place = now.held_on != before.held_on, before.place not in ("", now.place)
    if (another_day or another_place) and not before.is_draft:
        _note(reunion, before.held_on if another_day else None, before.place if another_place else "")


def _note(reunion: Reunion, held_on: dt.date | None, place: str) -> None:
    change, _is_new = PlanChange.objects.select_for_update().get_or_create(reunion=reunion, settled_at=None)
    change.was_held_on = change.was_held_on or held_on
    change.was_place = change.was_place or place[:200]
    change.changed_at = timezone.now()
    change.save()


@transaction.atomic
def settle(reunion: Reunion, *, actor: User) -> None:
    """Everybody has heard of it; pressed twice, the second press finds nothing."""
    if PlanChange.objects.filter(reunion=reunion).open().update(settled_at=timezone.now()):
        record(
            reunion,
            action="plan change told",
            sentence=gettext_lazy("日や会場の変更を、みなさんに知らせ終えました"),
            actor=actor,
            reunion_slug=reunion.slug,
        )
