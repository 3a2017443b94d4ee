"""The ways from the first page to the calling, and what a class's number counts."""

import pytest
from django.urls import reverse

from reunion import cast
from reunion.outreach.models import FamilyAnswer, SignupLink
from reunion.team.models import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def reunion():
    reunion = cast.mamagawa()
    cast.classmate(reunion)
    return reunion


def address(name, *arguments):
    return reverse(f"staff:{name}", args=["mamagawa", *arguments])


@pytest.mark.parametrize(
    ("role", "name"),
    [
        (Role.ORGANIZER, "outreach:classes"),
        (Role.SECRETARIAT, "outreach:classes"),
        (Role.CLASS_STAFF, "outreach:my_classes"),
        (Role.CLASS_STAFF, "payments:cash"),
    ],
)
def test_home_leads_there(client, reunion, role, name):
    client.force_login(cast.member(reunion, role, rooms="A"))
    assert f'href="{address(name)}"' in client.get(address("home:home")).content.decode()


@pytest.mark.parametrize("name", ["outreach:classes", "outreach:my_classes"])
def test_but_not_who_may_not_call(client, reunion, name):
    client.force_login(cast.member(reunion, Role.TREASURER))
    assert f'href="{address(name)}"' not in client.get(address("home:home")).content.decode()


def test_a_class_counts_as_many_as_its_list_shows(client, reunion):
    left_alone = cast.classmate(reunion, "秋山 一郎 あきやま いちろう")
    link = SignupLink.objects.create(reunion=reunion, classmate=left_alone, code="X")
    FamilyAnswer.objects.create(link=link, what=FamilyAnswer.What.NO_CONTACT)
    client.force_login(cast.member(reunion))
    [row] = client.get(address("outreach:classes")).context["page"].object_list
    assert (row["room"].people, client.get(row["url"]).context["total"]) == (1, 1)
