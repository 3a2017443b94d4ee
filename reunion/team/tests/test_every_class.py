import pytest

from reunion import cast
from reunion.events.models import Milestone
from reunion.team.membership import add_member
from reunion.team.models import Role

pytestmark = pytest.mark.django_db


def test_the_step_is_done_with_the_last_class():
    reunion = cast.mamagawa()
    rooms = [cast.homeroom(reunion, label) for label in "ABC"]
    step = Milestone.objects.filter(step="class_staff")
    seen = []
    for number, classes in enumerate((rooms[:1], rooms[1:])):
        add_member(
            reunion,
            email=f"{number}@x.example",
            name="x",
            role=Role.CLASS_STAFF,
            homerooms=classes,
            actor=None,
        )
        seen.append(step.get().is_done)
    assert seen == [False, True]


def test_staff_of_another_reunion_of_the_year_do_not_count():
    reunion, other = cast.mamagawa(), cast.mamagawa("another")
    cast.homeroom(reunion, "A")
    cast.member(other, Role.CLASS_STAFF, rooms="A")
    found = Milestone.objects.filter(step="class_staff").order_by("reunion")
    assert [step.is_done for step in found] == [False, True]
