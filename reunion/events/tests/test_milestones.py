import datetime as dt

import pytest
from django.utils import timezone

from reunion import cast
from reunion.events import milestones
from reunion.events.changing import change
from reunion.events.models import Milestone, Venue, VenueBooking
from reunion.journal.models import Entry
from reunion.lib.refused import Refused

pytestmark = pytest.mark.django_db


def in_days(days: int) -> dt.date:
    return timezone.localdate() + dt.timedelta(days=days)


def reunion_in(days: int):
    return cast.mamagawa(held_on=in_days(days), draft=True)


def test_a_new_reunion_has_all_the_usual_steps_reckoned_from_its_day():
    reunion = reunion_in(300)
    found = [(each.step, (each.due_on - reunion.held_on).days) for each in Milestone.objects.of(reunion)]
    assert found == [
        ("hold_room", -183),
        ("class_staff", -150),
        ("kick_off", -120),
        ("page_opens", -105),
        ("postcards", -100),
        ("deadline", -21),
        ("guarantee", -10),
        ("week_before", -7),
        ("day", 0),
        ("thanks", 3),
        ("settlement", 30),
    ]


def test_what_is_late_already_when_a_reunion_begins_is_due_in_a_week():
    steps = Milestone.objects.of(reunion_in(110))
    assert [(each.step, each.days_left) for each in steps[:5]] == [
        ("hold_room", 7),
        ("class_staff", 7),
        ("kick_off", 7),
        ("page_opens", 7),
        ("postcards", 10),
    ]


def test_planning_twice_adds_nothing_and_brings_back_nothing_that_was_taken_out():
    reunion = reunion_in(300)
    actor = cast.member(reunion)
    milestones.take_out(Milestone.objects.get(step="kick_off"), actor=actor)
    assert milestones.plan_usual_steps(reunion) == 0
    assert "kick_off" not in Milestone.objects.of(reunion).values_list("step", flat=True)
    Milestone.objects.filter(step="thanks").delete()
    assert milestones.plan_usual_steps(reunion) == 1


def test_only_what_nobody_touched_follows_the_day():
    reunion = reunion_in(300)
    actor = cast.member(reunion)
    milestones.change(Milestone.objects.get(step="kick_off"), name="顔合わせ", due_on=in_days(5), actor=actor)
    milestones.mark_done(Milestone.objects.get(step="hold_room"), actor=actor)
    own = milestones.add(reunion, name="合唱の練習", due_on=in_days(9), actor=actor)
    reunion.held_on += dt.timedelta(days=7)
    reunion.save()
    moved = {
        move.milestone.step: (move.due_on - move.milestone.due_on).days for move in milestones.moves(reunion)
    }
    assert moved == dict.fromkeys(
        [
            "class_staff",
            "page_opens",
            "postcards",
            "guarantee",
            "week_before",
            "day",
            "thanks",
            "settlement",
        ],
        7,
    )
    assert [each.title for each in milestones.staying(reunion)] == ["顔合わせ", own.name]
    assert milestones.follow_the_day(reunion, actor=actor) == 8
    assert milestones.follow_the_day(reunion, actor=actor) == 0
    assert Milestone.objects.get(step="day").due_on == reunion.held_on
    assert Entry.objects.filter(sentence="開催日に合わせて、予定を8件動かしました").count() == 1


def test_what_was_renamed_only_still_follows_the_day():
    reunion = reunion_in(300)
    step = Milestone.objects.get(step="postcards")
    milestones.change(step, name="はがきを投函", due_on=step.due_on, actor=cast.member(reunion))
    reunion.held_on += dt.timedelta(days=1)
    assert "postcards" in [move.milestone.step for move in milestones.moves(reunion)]


def test_time_that_passes_moves_nothing(monkeypatch):
    reunion = reunion_in(110)
    later = in_days(3)
    monkeypatch.setattr(timezone, "localdate", lambda *args: later)
    assert milestones.moves(reunion) == []


def test_the_number_of_guests_is_due_when_the_booked_venue_says():
    reunion = reunion_in(300)
    VenueBooking.objects.create(
        reunion=reunion, venue=Venue.objects.create(name="x"), state="booked", guarantee_until=in_days(280)
    )
    (move,) = milestones.moves(reunion)
    assert (move.milestone.step, move.due_on) == ("guarantee", in_days(280))


def test_next_ones_and_overdue_ones():
    reunion = reunion_in(300)
    Milestone.objects.filter(step="hold_room").update(due_on=in_days(-1))
    Milestone.objects.filter(step="kick_off").update(due_on=in_days(-2), done_on=in_days(-2))
    Milestone.objects.filter(step="deadline").update(due_on=in_days(-3))
    Milestone.objects.filter(step="thanks").update(due_on=in_days(0))
    assert [each.step for each in Milestone.objects.overdue(reunion)] == ["hold_room"]
    assert [each.step for each in Milestone.objects.next_for(reunion)[:2]] == ["thanks", "class_staff"]


def test_a_date_of_the_reunion_is_not_moved_here():
    reunion = reunion_in(300)
    with pytest.raises(Refused, match="会のことを直す"):
        milestones.change(
            Milestone.objects.get(step="day"), name="当日", due_on=in_days(1), actor=cast.member(reunion)
        )


def test_done_is_said_once_and_may_be_taken_back():
    reunion = reunion_in(300)
    actor, step = cast.member(reunion), Milestone.objects.get(step="postcards")
    milestones.mark_done(step, actor=actor)
    milestones.mark_done(step, actor=actor)
    assert Entry.objects.filter(action="milestones").count() == 1
    milestones.mark_not_done(step, actor=actor)
    assert Milestone.objects.get(step="postcards").done_on is None


def test_what_somebody_else_took_out_is_not_changed():
    reunion = reunion_in(300)
    actor, step = cast.member(reunion), Milestone.objects.get(step="postcards")
    milestones.take_out(step, actor=actor)
    with pytest.raises(Refused, match="もうほかの人が外しました"):
        milestones.mark_done(step, actor=actor)


def test_the_page_opens_when_the_reunion_takes_signups():
    reunion = reunion_in(300)
    step = Milestone.objects.filter(step="page_opens")
    assert step.get().done_on is None
    reunion.state = "open"
    change(reunion, reunion=reunion, sentence="x", actor=cast.member(reunion))
    assert step.get().done_on == in_days(0)


def test_a_reunion_that_is_open_from_the_start_has_its_page_opened():
    reunion = cast.mamagawa()
    assert Milestone.objects.get(reunion=reunion, step="page_opens").done_on == in_days(0)


def test_what_happened_before_is_done_as_of_that_day_and_stays_so():
    reunion = reunion_in(300)
    for day in (in_days(-3), in_days(-1)):
        milestones.step_is_done(reunion, step="postcards", on=day)
    assert Milestone.objects.get(step="postcards").done_on == in_days(-3)
