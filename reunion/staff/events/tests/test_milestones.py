import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from reunion import cast
from reunion.events.models import Milestone
from reunion.tests.signing_in import show_second_step

pytestmark = pytest.mark.django_db


@pytest.fixture
def reunion(client):
    reunion = cast.mamagawa()
    show_second_step(client, cast.member(reunion))
    return reunion


def address(page, *more):
    return reverse(f"staff:events:{page}", args=["mamagawa", *more])


def test_the_queries_do_not_grow_with_the_steps(client, reunion, django_assert_max_num_queries):
    counted = []
    for more in (1, 29):
        for number in range(more):
            day = timezone.localdate() + dt.timedelta(days=number)
            Milestone.objects.create(reunion=reunion, name=f"店{number}", due_on=day)
        client.get(address("milestones"))
        with django_assert_max_num_queries(15) as asked:
            assert client.get(address("milestones")).status_code == 200
        counted.append(len(asked))
    assert counted[0] == counted[1]


def test_a_press_made_twice_leaves_the_step_done(client, reunion):
    step = Milestone.objects.get(step="class_staff")
    for _press in range(2):
        client.post(address("milestone_done", step.pk), {"done": "yes"})
    step.refresh_from_db()
    assert step.done_on == timezone.localdate()
    client.post(address("milestone_done", step.pk), {"done": "no"})
    step.refresh_from_db()
    assert step.done_on is None


def test_a_step_without_a_day_is_asked_for_it_and_keeps_its_name(client, reunion):
    page = client.post(address("add_milestone"), {"name": "二次会の店を決める", "due_on": ""}).text
    assert "日付を選んでください。" in page
    assert 'value="二次会の店を決める"' in page
    assert not Milestone.objects.filter(step="").exists()


def test_a_step_of_another_reunion_is_not_to_be_found(client, reunion):
    foreign = cast.mamagawa("another").milestones.first()
    for page in ("milestone", "milestone_done", "remove_milestone"):
        assert client.post(address(page, foreign.pk)).status_code == 404
