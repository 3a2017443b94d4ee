"""What families said is a list at the desk, and each press asks once."""

import pytest

from reunion import cast
from reunion.outreach.family_answers import hear
from reunion.outreach.models import FamilyAnswer, SignupLink
from reunion.outreach.signup_links import links_of
from reunion.overview.todo import todo
from reunion.team.access import seat_of

pytestmark = pytest.mark.django_db
URL = "/staff/mamagawa/postcards/answers/"


@pytest.fixture
def answer(client):
    reunion = cast.mamagawa()
    client.user = cast.member(reunion)
    client.force_login(client.user)
    links_of(reunion, classmates=[cast.classmate(reunion)])
    return hear(SignupLink.objects.get(), what="deceased", note="三年前に")[0]


def test_the_list_says_it_and_home_counts_as_many_rows(client, answer):
    page = client.get(URL)
    assert [
        word for word in ("高田 裕子", "亡くなりました", "三年前に") if word not in page.content.decode()
    ] == []
    counts = {thing.thing: thing.count for thing in todo(seat_of(client.user, "mamagawa"))}
    assert (counts["family_answers"], len(page.context["page"].object_list)) == (1, 1)


def test_looking_decides_nothing_the_press_does_and_it_is_taken_back(client, answer):
    client.get(f"{URL}{answer.pk}/deceased/")
    assert FamilyAnswer.objects.get().is_open
    assert client.post(f"{URL}{answer.pk}/deceased/").url == URL
    answer.link.classmate.refresh_from_db()
    assert answer.link.classmate.deceased
    assert client.get(f"{URL}{answer.pk}/withdrawn/").status_code == 404
    assert "元に戻す" in client.get(f"{URL}?show=done").content.decode()
    client.post(f"{URL}{answer.pk}/reopen/")
    answer.link.classmate.refresh_from_db()
    assert (answer.link.classmate.deceased, FamilyAnswer.objects.get().is_open) == (False, True)


def test_as_many_questions_for_thirty(client, answer, django_assert_max_num_queries):
    reunion = answer.link.reunion
    people = [cast.classmate(reunion, f"加藤 明{number} かとう あきら") for number in range(30)]
    links_of(reunion, classmates=people)
    for link in SignupLink.objects.select_related("classmate", "reunion"):
        hear(link, what="told")
    with django_assert_max_num_queries(10):
        assert client.get(URL).status_code == 200
