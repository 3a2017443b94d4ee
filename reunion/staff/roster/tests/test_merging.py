"""The pages on which two records become one."""

import pytest
from django.urls import reverse

from reunion import cast
from reunion.roster.models import Classmate, SetApart
from reunion.team.models import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def reunion():
    return cast.mamagawa()


def address(name, reunion, *parts) -> str:
    return reverse(f"staff:roster:{name}", args=[reunion.slug, *parts])


def test_from_the_list_of_namesakes_to_one_record(client, reunion):
    client.force_login(cast.member(reunion, Role.SECRETARIAT))
    kept = cast.classmate(reunion, number=12)
    gone = cast.classmate(reunion, room="B", current_family_name="石井")
    here = address("merge", reunion, kept.pk, gone.pk)
    assert here in client.get(address("duplicates", reunion)).content.decode()
    assert here in client.get(address("merge_choose", reunion, kept.pk)).content.decode()
    page = client.get(here)
    assert [row.name for row in page.context["differing"]] == ["homeroom", "number", "current_family_name"]
    answer = client.post(here, {"seen": page.context["seen"], "current_family_name": "other"}, follow=True)
    assert "二つの記録を一つにまとめました。" in answer.content.decode()
    merged = Classmate.objects.get()
    assert (merged.pk, merged.number, merged.current_family_name) == (kept.pk, 12, "石井")


def test_the_other_one_is_found_by_search(client, reunion):
    client.force_login(cast.member(reunion))
    kept, other = cast.classmate(reunion), cast.classmate(reunion, "池田 茂 いけだ しげる")
    page = client.get(address("merge_choose", reunion, kept.pk), {"q": "イケダ"})
    assert page.context["others"] == [other]


def test_two_answers_are_told_before_anybody_presses(client, reunion):
    client.force_login(cast.member(reunion))
    people = [cast.guest(reunion, reference=number).classmate for number in ("1000", "1010")]
    text = client.get(address("merge", reunion, *(person.pk for person in people))).content.decode()
    assert "二つとも返事があります" in text
    assert "この内容で一つにまとめる" not in text


def test_nobody_of_another_year_can_be_taken_in(client, reunion):
    client.force_login(cast.member(reunion))
    stranger = cast.classmate(cast.mamagawa("another", graduated=(1984, 3)))
    here = address("merge", reunion, cast.classmate(reunion).pk, stranger.pk)
    assert (client.get(here).status_code, client.post(here).status_code) == (404, 404)


def test_the_list_of_namesakes_costs_the_same_for_many(client, reunion, django_assert_num_queries):
    client.force_login(cast.member(reunion))
    for people in (2, 30):
        for _one in range(people):
            cast.classmate(reunion)
        with django_assert_num_queries(9):
            client.get(address("duplicates", reunion))


def test_two_people_are_set_apart_with_one_press_and_offered_again_with_another(client, reunion):
    client.force_login(cast.member(reunion, Role.SECRETARIAT))
    first, second = cast.classmate(reunion), cast.classmate(reunion, room="B")
    press = address("set_apart", reunion, first.pk, second.pk)
    assert press in client.get(address("merge_choose", reunion, first.pk)).content.decode()
    for _press in range(2):
        text = client.post(press, follow=True).content.decode()
        assert "高田 裕子さんの二つの記録は、別の人と決めました。" in text
        assert "同じ名前の人はいません。" in text and "別の人と決めた二人 1組" in text
    pair = SetApart.objects.get()
    undo = address("take_back_apart", reunion, pair.pk)
    assert undo in client.get(address("apart", reunion)).content.decode()
    for _press in range(2):
        text = client.post(undo, follow=True).content.decode()
        assert "別の人と決めた二人は、まだいません。" in text
    assert press in client.get(address("duplicates", reunion)).content.decode()


def test_the_pairs_of_another_year_cannot_be_touched(client, reunion):
    another = cast.mamagawa("another", graduated=(1984, 3))
    pair = SetApart.objects.create(first=cast.classmate(another), second=cast.classmate(another, room="B"))
    client.force_login(cast.member(reunion))
    client.post(address("take_back_apart", reunion, pair.pk))
    assert SetApart.objects.count() == 1
    press = address("set_apart", reunion, cast.classmate(reunion).pk, pair.first_id)
    assert client.post(press).status_code == 404


def test_the_list_of_those_set_apart_costs_the_same_for_many(client, reunion, django_assert_num_queries):
    client.force_login(cast.member(reunion))
    first = cast.classmate(reunion)
    for people in (1, 30):
        for _one in range(people):
            SetApart.objects.create(first=first, second=cast.classmate(reunion))
        with django_assert_num_queries(5):
            client.get(address("apart", reunion))
