"""The usual steps on the way to the day are reckoned from it, and follow it when it moves.

A new reunion gets them all; whose usual day has gone by already is due in a week. A step moves along only
as long as nobody has set its day by hand and it is not done; the committee sees first what would move. The
deadline for signing up and the day itself are dates: they follow what the reunion says. The day for the
number of guests is the one that the booked venue has named, if it has.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reunion.accounts.models import User
from reunion.journal.recording import record
from reunion.lib.refused import Refused

from .models import Milestone, Reunion, VenueBooking

Step = Milestone.Step

# From the day of the reunion. Committees who did it began half a year ahead, and at the latest then held a
# room; the cards lead to the page, so the page opens first.
DAYS_FROM_THE_DAY: Mapping[str, int] = {
    Step.HOLD_ROOM: -183,
    Step.CLASS_STAFF: -150,
    Step.KICK_OFF: -120,
    Step.PAGE_OPENS: -105,
    Step.POSTCARDS: -100,
    Step.GUARANTEE: -10,
    Step.WEEK_BEFORE: -7,
    Step.DAY: 0,
    Step.THANKS: 3,
    Step.SETTLEMENT: 30,
}
DAYS_FOR_WHAT_IS_LATE = 7


@dataclass(frozen=True)
class Move:
    """What the step of a reunion would become."""

    milestone: Milestone
    due_on: dt.date
    reckoned_from: dt.date


def usual_days(reunion: Reunion, *, guarantee_until: dt.date | None = None) -> dict[str, tuple]:
    """Step → (its day, the date it is reckoned from), in the order of Step."""
    soon = timezone.localdate() + dt.timedelta(days=DAYS_FOR_WHAT_IS_LATE)
    days = {}
    for step in Step.values:
        base = reunion.held_on
        if step == Step.DEADLINE:
            base = due = reunion.signup_deadline
        elif step == Step.GUARANTEE and guarantee_until:
            base = due = guarantee_until
        else:
            due = base + dt.timedelta(days=DAYS_FROM_THE_DAY[step])
        late = due < soon < reunion.held_on and step not in Milestone.PASS_BY_THEMSELVES
        days[step] = (soon if late and base == reunion.held_on else due, base)
    return days


@transaction.atomic
def plan_usual_steps(reunion: Reunion) -> int:
    """Those that the reunion does not have yet, taken out ones included; gives how many are new."""
    Reunion.objects.select_for_update().get(pk=reunion.pk)
    there = set(Milestone.objects.filter(reunion=reunion).values_list("step", flat=True))
    new = [
        Milestone(reunion=reunion, step=step, due_on=due, reckoned_from=base)
        for step, (due, base) in usual_days(reunion, guarantee_until=_guarantee_until(reunion)).items()
        if step not in there
    ]
    return len(Milestone.objects.bulk_create(new))


def moves(reunion: Reunion) -> list[Move]:
    """What would move now, since the date it was reckoned from is another by now."""
    days = usual_days(reunion, guarantee_until=_guarantee_until(reunion))
    untouched = Milestone.objects.of(reunion).to_do().filter(moved_by_hand=False).exclude(step="")
    found = (Move(milestone, *days[milestone.step]) for milestone in untouched)
    return [move for move in found if move.milestone.reckoned_from != move.reckoned_from]


def staying(reunion: Reunion) -> list[Milestone]:
    """What would stay although the day has moved: set by hand, or the committee's own."""
    return [
        milestone
        for milestone in Milestone.objects.of(reunion).to_do()
        if milestone.moved_by_hand or not milestone.step
    ]


@transaction.atomic
def follow_the_day(reunion: Reunion, *, actor: User) -> int:
    """Gives how many have moved; pressed twice, the second press moves none."""
    reunion = Reunion.objects.select_for_update().get(pk=reunion.pk)
    found = moves(reunion)
    for move in found:
        move.milestone.due_on, move.milestone.reckoned_from = move.due_on, move.reckoned_from
    Milestone.objects.bulk_update([move.milestone for move in found], ["due_on", "reckoned_from"])
    if found:
        words = {"count": len(found)}
        _note(reunion, gettext_lazy("開催日に合わせて、予定を%(count)s件動かしました"), words, actor)
    return len(found)


@transaction.atomic
def add(reunion: Reunion, *, name: str, due_on: dt.date, actor: User) -> Milestone:
    milestone = Milestone.objects.create(reunion=reunion, name=name, due_on=due_on, moved_by_hand=True)
    _note(milestone, gettext_lazy("予定を加えました（%(what)s）"), {"what": name}, actor)
    return milestone


@transaction.atomic
def change(milestone: Milestone, *, name: str, due_on: dt.date, actor: User) -> Milestone:
    """Another name or day; a mere date of the reunion is changed where the reunion is."""
    milestone = _locked(milestone)
    if milestone.passes_by_itself and due_on != milestone.due_on:
        raise Refused(_("この日は「会のことを直す」で変えます。予定は後から付いてきます。"))
    milestone.moved_by_hand = milestone.moved_by_hand or due_on != milestone.due_on
    milestone.name = "" if milestone.step and name == milestone.get_step_display() else name
    milestone.due_on = due_on
    milestone.save()
    _note(milestone, gettext_lazy("予定を変えました（%(what)s）"), {"what": milestone.title}, actor)
    return milestone


@transaction.atomic
def mark_done(milestone: Milestone, *, actor: User) -> None:
    milestone = _locked(milestone)
    if not milestone.is_done:
        milestone.done_on = timezone.localdate()
        milestone.save(update_fields=["done_on"])
        _note(milestone, gettext_lazy("予定を済みにしました（%(what)s）"), {"what": milestone.title}, actor)


@transaction.atomic
def mark_not_done(milestone: Milestone, *, actor: User) -> None:
    milestone = _locked(milestone)
    if milestone.is_done:
        milestone.done_on = None
        milestone.save(update_fields=["done_on"])
        words = {"what": milestone.title}
        _note(milestone, gettext_lazy("予定をまだに戻しました（%(what)s）"), words, actor)


@transaction.atomic
def take_out(milestone: Milestone, *, actor: User) -> None:
    """One of the usual steps is kept out of sight, so that it does not come back."""
    milestone = _locked(milestone)
    words = {"what": milestone.title}
    _note(milestone, gettext_lazy("予定から外しました（%(what)s）"), words, actor)
    if not milestone.step:
        milestone.delete()
        return
    milestone.taken_out_on = timezone.localdate()
    milestone.save(update_fields=["taken_out_on"])


def step_is_done(reunion: Reunion, *, step: str, on: dt.date | None = None) -> None:
    """What the house itself sees happen needs nobody's press; today unless it happened before."""
    Milestone.objects.of(reunion).to_do().filter(step=step).update(done_on=on or timezone.localdate())


def step_was_taken_back(reunion: Reunion, *, step: str) -> None:
    Milestone.objects.of(reunion).filter(step=step).update(done_on=None)


def _guarantee_until(reunion: Reunion) -> dt.date | None:
    return VenueBooking.objects.filter(reunion=reunion).last_day_for_numbers()


def _locked(milestone: Milestone) -> Milestone:
    found = Milestone.objects.select_for_update(of=("self",)).select_related("reunion")
    try:
        return found.get(pk=milestone.pk, taken_out_on=None)
    except Milestone.DoesNotExist as error:
        raise Refused(_("この予定は、もうほかの人が外しました。")) from error


def _note(thing: Milestone | Reunion, sentence: Promise, words: Mapping, actor: User | None) -> None:
    slug = thing.slug if isinstance(thing, Reunion) else thing.reunion.slug
    record(thing, action="milestones", sentence=sentence, words=words, actor=actor, reunion_slug=slug)
