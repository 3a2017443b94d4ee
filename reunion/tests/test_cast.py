import pytest

from reunion import cast
from reunion.events.models import Reunion

pytestmark = pytest.mark.django_db


def test_the_cast_meets_in_an_open_reunion():
    reunion = cast.mamagawa()
    assert reunion.state == Reunion.State.OPEN
    assert [(item.name, item.fee) for item in reunion.program_items.all()] == [
        ("校内見学", 0),
        ("本会", 8000),
        ("二次会", 4000),
    ]
    assert str(cast.classmate(reunion).homeroom) == "3年A組"
