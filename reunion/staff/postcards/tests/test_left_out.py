import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reunion import cast
from reunion.postcards.tests.piles import people_at_home, posted_batch

pytestmark = pytest.mark.django_db
DESK = "/staff/mamagawa/postcards/"


def test_each_count_leads_to_exactly_these_people(client):
    reunion = cast.mamagawa()
    people_at_home(reunion, 2)
    cast.classmate(reunion, "森 薫 もり かおる", deceased=True)
    cast.teacher(reunion, deceased=True)
    client.force_login(cast.member(reunion))
    posted_batch(reunion)
    page = client.get(DESK).content.decode()
    for name, count in (("on_the_way", 2), ("deceased", 1), ("teachers_deceased", 1)):
        address = f"{DESK}left-out/{name}/"
        assert f'href="{address}"' in page
        assert len(client.get(address).context["page"].object_list) == count
    assert client.get(f"{DESK}left-out/nonsense/").status_code == 404


@pytest.mark.parametrize("name", ["deceased", "teachers_deceased"])
def test_the_number_of_queries_does_not_grow(client, name):
    reunion = cast.mamagawa()
    client.force_login(cast.member(reunion))
    counts = []
    for number in range(30):
        cast.classmate(reunion, deceased=True, number=number)
        cast.teacher(reunion, deceased=True)
        if number in (0, 29):
            with CaptureQueriesContext(connection) as captured:
                client.get(f"{DESK}left-out/{name}/")
            counts.append(len(captured))
    assert counts[0] == counts[1]
    assert counts[0] <= 15
