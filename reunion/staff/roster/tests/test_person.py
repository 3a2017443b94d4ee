"""One classmate's page, and correcting it; teachers; taking the roster out."""

import pytest
from django.urls import reverse

from reunion import cast
from reunion.journal.models import Entry
from reunion.roster.correcting import version_of
from reunion.roster.models import Classmate, ContactPoint, Teacher, YearbookAddress
from reunion.team.models import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def reunion():
    return cast.mamagawa()


@pytest.fixture
def person(reunion):
    person = cast.guest(reunion, reference="1000").classmate
    ContactPoint.objects.create(classmate=person, kind="phone", value="090-1111-2222")
    YearbookAddress.objects.create(
        classmate=person,
        printed_code="272",
        printed_address="千葉県市川市八幡3-4-5",
        postal_code="2720021",
        prefecture="千葉県",
        municipality="市川市",
        town="八幡",
        rest="3-4-5",
        grade="likely",
        reason="町名だけから",
    )
    return person


def address(name, reunion, *parts) -> str:
    return reverse(f"staff:roster:{name}", args=[reunion.slug, *parts])


def form(person, **changes) -> dict:
    typed = {
        "homeroom": person.homeroom_id,
        "number": "",
        "family_name": person.family_name,
        "given_name": person.given_name,
        "family_kana": person.family_kana,
        "given_kana": person.given_kana,
        "seen": version_of(person),
    }
    return typed | changes


def test_everything_known_stands_on_the_page(client, reunion, person):
    client.force_login(cast.member(reunion, Role.TREASURER))
    text = client.get(address("classmate", reunion, person.pk)).content.decode()
    for known in ("090-1111-2222", "〒272 ", "〒272-0021", "町名だけから", "たぶん", "1000", "参加"):
        assert known in text
    assert "この人を直す" not in text and "この住所に決める" not in text


def test_class_staff_see_nobody_of_another_class(client, reunion, person):
    client.force_login(cast.member(reunion, Role.CLASS_STAFF, rooms="B"))
    assert client.get(address("classmate", reunion, person.pk)).status_code == 404
    assert client.get(address("edit", reunion, person.pk)).status_code == 403


def test_a_correction_is_saved_with_kana_and_digits_of_any_width(client, reunion, person):
    user = cast.member(reunion)
    client.force_login(user)
    typed = form(person, number="１２", current_family_name="石井", current_family_kana="ｲｼｲ")
    answer = client.post(address("edit", reunion, person.pk), typed)
    assert answer.url == address("classmate", reunion, person.pk)
    person.refresh_from_db()
    assert (person.number, person.current_family_name, person.current_family_kana) == (12, "石井", "いしい")
    assert Entry.objects.about(person).get().actor == user


def test_clubs_are_corrected_with_the_rest(client, reunion, person):
    client.force_login(cast.member(reunion))
    typed = form(person, clubs_seen="", clubs_typed="演劇部、書道部")
    client.post(address("edit", reunion, person.pk), typed)
    page = client.get(address("edit", reunion, person.pk)).content.decode()
    assert page.count('value="書道部、演劇部"') + page.count('value="演劇部、書道部"') == 2
    typed = {"family_name": "新井", "clubs_seen": "", "clubs_typed": "演劇部"}
    client.post(address("add", reunion), typed)
    assert [str(club) for club in Classmate.objects.get(family_name="新井").clubs.all()] == ["演劇部"]


def test_the_second_of_two_keeps_what_was_typed_and_is_told(client, reunion, person):
    client.force_login(cast.member(reunion))
    first, second = form(person, current_family_name="石井"), form(person, current_family_name="佐藤")
    client.post(address("edit", reunion, person.pk), first)
    answer = client.post(address("edit", reunion, person.pk), second)
    assert "ほかの人が先にこの人を直しました" in answer.content.decode()
    assert 'value="佐藤"' in answer.content.decode()
    assert Classmate.objects.get().current_family_name == "石井"


def test_the_second_press_saves_what_was_typed_and_keeps_what_the_other_changed(client, reunion, person):
    client.force_login(cast.member(reunion, name="佐藤 一郎"))
    first = form(person, current_family_name="石井", number="7")
    second = form(person, current_family_name="佐藤", remarks="同級会で会った")
    client.post(address("edit", reunion, person.pk), first)
    answer = client.post(address("edit", reunion, person.pk), second)
    text = answer.content.decode()
    assert "佐藤 一郎さんが先に直したところ" in text
    assert "<strong>石井</strong>" in text
    shown = answer.context["form"]
    again = {
        field.name: field.value() or "" for field in shown if field.name not in ("deceased", "do_not_contact")
    }
    assert (again["number"], again["current_family_name"]) == ("7", "佐藤")
    assert again["seen"] == version_of(Classmate.objects.get())
    client.post(address("edit", reunion, person.pk), again)
    person.refresh_from_db()
    assert (person.number, person.current_family_name, person.remarks) == (7, "佐藤", "同級会で会った")


def test_what_is_not_kana_comes_back_with_what_to_do(client, reunion, person):
    client.force_login(cast.member(reunion))
    answer = client.post(address("edit", reunion, person.pk), form(person, family_kana="高田", number="十"))
    assert answer.context["form"].errors == {
        "family_kana": ["ひらがなかカタカナで書いてください。例 たかだ"],
        "number": ["番号は1から9999の数字で書いてください。例 12"],
    }


def test_a_doubt_is_cleared_by_one_press_or_with_a_correction(client, reunion, person):
    client.force_login(cast.member(reunion))
    Classmate.objects.update(doubt="番号がありません。")
    client.post(address("checked", reunion, person.pk))
    assert Classmate.objects.get().doubt == ""
    Classmate.objects.update(doubt="番号がありません。")
    person.refresh_from_db()
    client.post(address("edit", reunion, person.pk), form(person, checked="on", number="1"))
    assert Classmate.objects.get().doubt == ""


def test_somebody_the_yearbook_forgot_is_added(client, reunion, person):
    client.force_login(cast.member(reunion))
    typed = {"family_name": "新井", "given_name": "光", "homeroom": person.homeroom_id, "number": "40"}
    client.post(address("add", reunion), typed)
    added = Classmate.objects.get(family_name="新井")
    assert (added.cohort, added.number) == (reunion.cohort, 40)
    assert Entry.objects.about(added).get().sentence == "名簿に加えました：新井 光"
    answer = client.post(address("add", reunion), typed)
    assert "同じ組の同じ番号に、同じ名前の人がもういます。" in answer.content.decode()


def test_a_person_chooses_where_the_address_lies(client, reunion, person):
    client.force_login(cast.member(reunion))
    page = client.get(address("classmate", reunion, person.pk))
    assert 'value="0-2720021"' in page.content.decode()
    for nonsense in ("", "x", "9-2720021", "-1-2720021"):
        answer = client.post(address("address", reunion, person.pk), {"candidate": nonsense}, follow=True)
        assert "候補が変わりました" in answer.content.decode()
    assert YearbookAddress.objects.get().grade == "likely"
    client.post(address("address", reunion, person.pk), {"candidate": "0-2720021"})
    assert YearbookAddress.objects.get().grade == "certain"
    for late in ("", "9-2720021", "0-2720021"):
        answer = client.post(address("address", reunion, person.pk), {"candidate": late}, follow=True)
        assert "もう決まっています" in answer.content.decode()


def test_a_teacher_is_added_and_corrected(client, reunion):
    client.force_login(cast.member(reunion))
    client.post(address("add_teacher", reunion), {"family_name": "原田", "honorific": "先生"})
    teacher = Teacher.objects.get()
    client.post(
        address("edit_teacher", reunion, teacher.pk),
        {"family_name": "原田", "family_kana": "ハラダ", "honorific": "先生", "seen": version_of(teacher)},
    )
    teacher.refresh_from_db()
    assert (teacher.cohort, teacher.family_kana) == (reunion.cohort, "はらだ")
    assert [entry.sentence for entry in Entry.objects.about(teacher)] == [
        "恩師の記録を直しました：原田先生",
        "恩師を加えました：原田先生",
    ]
    assert "原田先生" in client.get(address("teachers", reunion)).content.decode()
