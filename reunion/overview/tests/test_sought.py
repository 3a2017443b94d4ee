import pytest

from reunion import cast
from reunion.overview.sought import still_sought
from reunion.roster.models import Classmate, ContactPoint

pytestmark = pytest.mark.django_db


def test_only_the_living_of_whom_nothing_is_known_and_who_want_to_hear_from_us():
    reunion = cast.mamagawa()
    room = cast.homeroom(reunion)
    for number in range(2):
        cast.classmate(reunion, number=number)
    cast.classmate(reunion, room="B", number=1)
    cast.classmate(reunion, number=3, deceased=True)
    cast.classmate(reunion, number=4, do_not_contact=True)
    ContactPoint.objects.create(
        classmate=cast.classmate(reunion, number=5), kind="mail", value="x@example.jp"
    )
    cast.guest(reunion, "池田 茂 いけだ しげる", state="declined")
    Classmate.objects.filter(pk=cast.classmate(reunion, number=6).pk).update(homeroom=None)
    assert still_sought(reunion) == {room.id: 2, cast.homeroom(reunion, "B").id: 1, None: 1}


def test_one_query_however_many(django_assert_num_queries):
    reunion = cast.mamagawa()
    for number in range(30):
        cast.classmate(reunion, number=number)
    with django_assert_num_queries(1):
        assert sum(still_sought(reunion).values()) == 30
