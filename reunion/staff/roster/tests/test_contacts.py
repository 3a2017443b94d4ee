"""Adding, correcting and taking away a way to a classmate, as the pages do it."""

import pytest
from django.urls import reverse

from reunion import cast
from reunion.roster.contact_points import contact_version
from reunion.roster.models import ContactPoint
from reunion.team.models import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def reunion():
    return cast.mamagawa()


@pytest.fixture
def person(reunion):
    return cast.classmate(reunion)


@pytest.fixture
def desk(client, reunion):
    client.force_login(cast.member(reunion, Role.CLASS_STAFF, rooms="A"))
    return client


def page(name, reunion, *parts) -> str:
    return reverse(f"staff:roster:{name}", args=[reunion.slug, *parts])


def typed(kind="phone", value="090-1111-2222", told_by="山田さん", **more) -> dict:
    return {"kind": kind, "value": value, "told_by": told_by} | more


def stored() -> list[tuple]:
    return list(ContactPoint.objects.order_by("pk").values_list("kind", "value", "told_by"))


@pytest.mark.parametrize(
    ("kind", "value", "kept"),
    [
        ("phone", "０９０ー１１１１ー２２２２", "090-1111-2222"),
        ("phone", "+81 90 1111 2222", "090 1111 2222"),
        ("mail", " ｈａｎａｋｏ＠example.jp ", "hanako@example.jp"),
        ("mail", "a..b.@docomo.ne.jp", "a..b.@docomo.ne.jp"),
        ("line", "はなちゃん", "はなちゃん"),
        ("friend", "3組の山田さん", "3組の山田さん"),
    ],
)
def test_a_way_is_kept_as_it_was_meant(desk, reunion, person, kind, value, kept):
    answer = desk.post(page("add_contact", reunion, person.pk), typed(kind, value))
    assert answer.url == page("classmate", reunion, person.pk)
    assert stored() == [(kind, kept, "山田さん")]


@pytest.mark.parametrize(
    ("kind", "value", "sentence"),
    [
        ("phone", "1111-2222", "電話番号が10桁か11桁になっていません。例 090-1234-5678"),
        ("phone", "山田", "電話番号が10桁か11桁になっていません。例 090-1234-5678"),
        ("mail", "hanako", "@（アットマーク）がありません。メールアドレスをもう一度ご確認ください。"),
        (
            "mail",
            "hanako@docomo.blackberry.com",
            "このメールアドレスのサービスは終わっているため、届きません。"
            "いまお使いの別のメールアドレスをお知らせください。",
        ),
        ("line", "", "番号やアドレスなどを書いてください。例 090-1234-5678"),
    ],
)
def test_what_cannot_work_comes_back_with_what_to_do(desk, reunion, person, kind, value, sentence):
    answer = desk.post(page("add_contact", reunion, person.pk), typed(kind, value))
    assert answer.context["form"].errors == {"value": [sentence]}
    assert stored() == []


def test_a_slip_is_asked_about_once(desk, reunion, person):
    url = page("add_contact", reunion, person.pk)
    answer = desk.post(url, typed("mail", "hanako@docomo.ne.jo"))
    assert "「hanako@docomo.ne.jp」ではないか" in answer.content.decode()
    assert 'value="hanako@docomo.ne.jo"' in answer.content.decode()
    assert stored() == []
    desk.post(url, typed("mail", "hanako@docomo.ne.jo", as_typed="on"))
    assert stored() == [("mail", "hanako@docomo.ne.jo", "山田さん")]


def test_the_second_of_two_keeps_what_was_typed_and_is_told(desk, reunion, person):
    point = ContactPoint.objects.create(classmate=person, kind="phone", value="090-1111-2222")
    url, seen = page("edit_contact", reunion, person.pk, point.pk), contact_version(point)
    desk.post(url, typed(value="090-3333-4444", told_by="", seen=seen))
    answer = desk.post(url, typed(value="090-1111-2222", told_by="妹さん", seen=seen))
    assert "ほかの人が先にこの連絡先を直しました" in answer.content.decode()
    form = answer.context["form"]
    assert (form["value"].value(), form["told_by"].value()) == ("090-3333-4444", "妹さん")
    desk.post(url, {name: form[name].value() for name in ("kind", "value", "told_by", "seen")})
    assert stored() == [("phone", "090-3333-4444", "妹さん")]


def test_it_is_taken_away_after_a_question(desk, reunion, person):
    point = ContactPoint.objects.create(classmate=person, kind="phone", value="090-1111-2222")
    url = page("remove_contact", reunion, person.pk, point.pk)
    assert "090-1111-2222" in desk.get(url).content.decode()
    for _press in range(2):
        assert desk.post(url).url == page("classmate", reunion, person.pk)
    assert stored() == []
    assert desk.get(url).url == page("classmate", reunion, person.pk)


def test_class_staff_touch_nobody_of_another_class(desk, reunion):
    other = cast.classmate(reunion, room="B", number=9)
    point = ContactPoint.objects.create(classmate=other, kind="phone", value="090-1111-2222")
    own = cast.classmate(reunion, number=8)
    assert desk.get(page("add_contact", reunion, other.pk)).status_code == 404
    for name in ("edit_contact", "remove_contact"):
        assert desk.get(page(name, reunion, other.pk, point.pk)).status_code == 404
        assert desk.post(page(name, reunion, own.pk, point.pk), typed()).status_code in (302, 404)
    assert stored() == [("phone", "090-1111-2222", "")]
