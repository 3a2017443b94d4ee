import pytest

from reunion import cast
from reunion.outreach.assignment import assignment

pytestmark = pytest.mark.django_db


def test_the_class_staff_of_the_class_else_the_secretariat():
    reunion = cast.mamagawa()
    cast.member(reunion, "organizer", name="安藤")
    cast.member(reunion, "class_staff", name="宮本", rooms="AB")
    cast.member(reunion, "class_staff", name="林", rooms="B")
    cast.member(cast.mamagawa("another"), "class_staff", name="森", rooms="C")
    rooms = {label: cast.homeroom(reunion, label).pk for label in "ABC"}
    assert assignment(reunion).of(rooms["C"]) == ("安藤",)
    cast.member(reunion, "secretariat", name="大西")
    assigned = assignment(reunion)
    assert {label: assigned.of(room) for label, room in rooms.items()} == {
        "A": ("宮本",),
        "B": ("宮本", "林"),
        "C": ("大西",),
    }
    assert assigned.of(None) == ("大西",)
