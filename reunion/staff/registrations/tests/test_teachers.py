import pytest
from django.urls import reverse

from reunion import cast
from reunion.registrations.models import State
from reunion.registrations.signing_up import Reply, register
from reunion.roster.models import Teacher

pytestmark = pytest.mark.django_db


@pytest.fixture
def reunion():
    return cast.mamagawa()


@pytest.fixture
def desk(client, reunion):
    client.force_login(cast.member(reunion, name="石井"))
    return client


def page(reunion, name, registration):
    return reverse(f"staff:registrations:{name}", args=[reunion.slug, registration.pk])


def waiting(reunion, *, is_teacher=True, **changes):
    names = {"family_name": "原田", "given_name": "正", "family_kana": "はらだ", "given_kana": "ただし"}
    return register(reunion, reply=Reply(attending=True, is_teacher=is_teacher, **(names | changes)))


def test_the_teachers_of_the_year_stand_beside_a_teachers_reply(desk, reunion):
    cast.classmate(reunion, "原田 正 はらだ ただし")
    near = cast.teacher(reunion, given_kana="まさし", homeroom=cast.homeroom(reunion))
    registration = waiting(reunion)
    answer = desk.get(page(reunion, "decide", registration))
    assert [choice.teacher for choice in answer.context["choices"]] == [near]
    text = answer.content.decode()
    for words in ("名簿の先生と読みがなが違います", "漢字は同じで、読みがなが違います", "3年A組の担任"):
        assert words in text
    assert "振込先のご案内" not in text
    listed = desk.get(reverse("staff:registrations:list", args=[reunion.slug])).content.decode()
    assert "恩師" in listed


def test_one_press_ties_a_teacher(desk, reunion):
    harada = cast.teacher(reunion, given_kana="まさし")
    registration = waiting(reunion)
    answer = desk.post(page(reunion, "tie", registration), {"teacher": harada.pk}, follow=True)
    assert "原田 正先生の申込にしました。" in answer.content.decode()
    registration.refresh_from_db()
    assert (registration.state, registration.teacher, registration.amount_due) == (State.COMING, harada, 0)


def test_a_teacher_who_is_not_on_the_list_is_added(desk, reunion):
    registration = waiting(reunion)
    answer = desk.post(page(reunion, "add", registration), {"as_teacher": "1"}, follow=True)
    assert "原田 正先生を名簿に加えました。" in answer.content.decode()
    registration.refresh_from_db()
    assert registration.teacher == Teacher.objects.get()


@pytest.mark.parametrize("number", ["", "abc", "999999"])
def test_nobody_is_tied_to_a_teacher_who_does_not_exist(desk, reunion, number):
    registration = waiting(reunion)
    assert desk.post(page(reunion, "tie", registration), {"teacher": number}).status_code == 404


def test_whoever_took_the_wrong_door_is_found_on_the_other_side(desk, reunion):
    teacher = cast.teacher(reunion)
    classmate = cast.classmate(reunion, "原田 正 はらだ ただし", room="B")
    as_classmate = waiting(reunion, is_teacher=False, homeroom=cast.homeroom(reunion))
    answer = desk.get(page(reunion, "decide", as_classmate), {"as": "teacher", "q": "はらだ"})
    assert [choice.teacher for choice in answer.context["choices"]] == [teacher]
    assert 'name="as" value="teacher"' in answer.content.decode()
    desk.post(page(reunion, "tie", as_classmate), {"teacher": teacher.pk})
    as_classmate.refresh_from_db()
    assert (as_classmate.teacher, as_classmate.amount_due) == (teacher, 0)
    as_teacher = waiting(reunion)
    answer = desk.get(page(reunion, "decide", as_teacher), {"as": "classmate"})
    assert [choice.classmate for choice in answer.context["choices"]] == [classmate]
    desk.post(page(reunion, "tie", as_teacher), {"classmate": classmate.pk})
    as_teacher.refresh_from_db()
    assert (as_teacher.classmate, as_teacher.amount_due) == (classmate, 8000)
