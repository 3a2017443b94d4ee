import datetime as dt

import pytest

from reunion import cast
from reunion.events.models import RefundStep
from reunion.events.refunds import percent_on, sentences, set_steps, steps_of
from reunion.journal.models import Entry
from reunion.lib.refused import Refused

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
NOTHING_LATER = "それより後のお取り消しは、会費をお返しできません。"


def test_without_steps_everything_goes_back_until_the_deadline():
    reunion = cast.mamagawa()
    deadline = reunion.signup_deadline
    assert [percent_on(reunion, day) for day in (deadline - DAY, deadline, deadline + DAY)] == [100, 100, 0]
    assert reunion.refund_steps.count() == 0


def test_each_step_counts_up_to_and_with_its_day():
    reunion = cast.mamagawa()
    first, second = reunion.held_on - 21 * DAY, reunion.held_on - 7 * DAY
    RefundStep.objects.create(reunion=reunion, until=second, percent=50)
    RefundStep.objects.create(reunion=reunion, until=first, percent=100)
    assert [step.percent for step in steps_of(reunion)] == [100, 50]
    days = (first, first + DAY, second, second + DAY)
    assert [percent_on(reunion, day) for day in days] == [100, 50, 50, 0]


def test_all_steps_are_set_at_once_in_the_order_of_their_days():
    reunion = cast.mamagawa()
    actor = cast.member(reunion)
    first, second = reunion.held_on - 21 * DAY, reunion.held_on - 7 * DAY
    set_steps(reunion, steps=[(second, 50), (first, 100)], actor=actor)
    assert [(step.until, step.percent) for step in steps_of(reunion)] == [(first, 100), (second, 50)]
    set_steps(reunion, steps=[(first, 100), (second, 50)], actor=actor)
    assert Entry.objects.get().actor == actor
    set_steps(reunion, steps=[], actor=actor)
    assert [(step.until, step.percent) for step in steps_of(reunion)] == [(reunion.signup_deadline, 100)]
    assert Entry.objects.count() == 2


@pytest.mark.parametrize(
    ("steps", "sentence"),
    [
        ([(1, 50)], "開催日かそれより前の日"),
        ([(-9, 101)], "0から100までの数字"),
        ([(-9, -1)], "0から100までの数字"),
        ([(-9, 50), (-9, 40)], "同じ日が2回"),
        ([(-9, 50), (-1, 60)], "同じか、低い割合"),
        ([(-9, 50), (-8, 50), (-7, 50), (-6, 50), (-5, 50)], "4つまで"),
    ],
)
def test_steps_that_make_no_sense_are_refused_and_the_old_ones_stay(steps, sentence):
    reunion = cast.mamagawa()
    set_steps(reunion, steps=[(reunion.held_on, 30)], actor=None)
    wanted = [(reunion.held_on + days * DAY, percent) for days, percent in steps]
    with pytest.raises(Refused, match=sentence):
        set_steps(reunion, steps=wanted, actor=None)
    assert [(step.until, step.percent) for step in steps_of(reunion)] == [(reunion.held_on, 30)]


@pytest.mark.parametrize(
    ("percents", "words"),
    [
        ([100], ["2月6日（土）までのお取り消しは、会費の全額をお返しします。", NOTHING_LATER]),
        (
            [100, 50],
            [
                "2月6日（土）までのお取り消しは、会費の全額をお返しします。",
                "2月13日（土）までのお取り消しは、会費の50％をお返しします。",
                NOTHING_LATER,
            ],
        ),
        ([0], ["2月6日（土）までのお取り消しは、会費をお返しできません。"]),
    ],
)
def test_what_the_steps_mean_in_words(percents, words):
    days = (dt.date(2027, 2, 6), dt.date(2027, 2, 13))
    steps = [RefundStep(until=day, percent=percent) for day, percent in zip(days, percents, strict=False)]
    assert sentences(steps) == words
