import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from reunion import cast
from reunion.events.models import ProgramItem, Reunion, Venue, VenueBooking
from reunion.public.landing.asking import ask
from reunion.public.landing.names import attendance
from reunion.registrations.models import Registration, State

pytestmark = pytest.mark.django_db


def comes(reunion, classmate, *, reference, **changes):
    details = {"state": State.COMING, "attending": True, "show_surname": True, "family_name": "申込の名"}
    return Registration.objects.create(
        reunion=reunion, classmate=classmate, reference=reference, **(details | changes)
    )


def attending(reunion):
    answer = ask(reunion.slug, today=timezone.localdate())
    return attendance(answer.guests, answer.homerooms)


def groups(reunion):
    return [(group.heading, [tag.name for tag in group.names]) for group in attending(reunion).groups]


def test_surnames_of_school_days_stand_by_class_in_kana_order_and_namesakes_both():
    reunion = cast.mamagawa()
    people = ["渡辺 愛 わたなべ あい", "佐藤 和子 さとう かずこ", "佐藤 一 さとう はじめ"]
    for number, names in enumerate(people):
        comes(reunion, cast.classmate(reunion, names), reference=f"100{number}")
    comes(reunion, cast.classmate(reunion, "池田 茂 いけだ しげる", room="B"), reference="1010")
    teacher = cast.teacher(reunion)
    comes(reunion, None, teacher=teacher, reference="1011")
    assert groups(reunion) == [
        ("3年A組", ["佐藤", "佐藤", "渡辺"]),
        ("3年B組", ["池田"]),
        ("先生", ["原田先生"]),
    ]


def test_no_surname_without_consent_but_everyone_is_counted():
    reunion = cast.mamagawa()
    comes(reunion, cast.classmate(reunion), reference="1001", show_surname=False)
    assert (groups(reunion), attending(reunion).classmates) == ([("3年A組", [])], 1)
    assert [guest.name for guest in ask("mamagawa", today=timezone.localdate()).guests] == [None]


@pytest.mark.parametrize("state", [State.DECLINED, State.CANCELLED])
def test_nobody_is_shown_or_counted_without_coming(state):
    reunion = cast.mamagawa()
    comes(reunion, cast.classmate(reunion), reference="1001", state=state)
    assert groups(reunion) == []


def test_no_surname_of_a_registration_that_waits():
    reunion = cast.mamagawa()
    comes(reunion, None, reference="1001", state=State.WAITING)
    assert groups(reunion) == []


def test_the_dead_are_neither_shown_nor_counted():
    reunion = cast.mamagawa()
    comes(reunion, cast.classmate(reunion, deceased=True), reference="1001")
    assert (groups(reunion), attending(reunion).classmates) == ([], 0)


def test_withdrawn_consent_is_gone_at_the_next_request(client):
    reunion = cast.mamagawa()
    registration = comes(reunion, cast.classmate(reunion), reference="1001")
    assert "高田" in client.get("/mamagawa/").content.decode()
    registration.show_surname = False
    registration.save()
    assert "高田" not in client.get("/mamagawa/").content.decode()


@pytest.mark.parametrize("people", [1, 30])
def test_the_page_takes_two_queries_however_many_come_and_then_one(client, people):
    reunion = cast.mamagawa()
    venue = Venue.objects.create(name="ホテル市川ベイ")
    VenueBooking.objects.create(reunion=reunion, venue=venue, state=VenueBooking.State.BOOKED)
    for number in range(people):
        comes(reunion, cast.classmate(reunion, number=number), reference=f"1{number:03}")
    client.get("/nowhere/")  # the SQL is written, and PostgreSQL has its plan
    for expected in (2, 1):
        with CaptureQueriesContext(connection) as queries:
            page = client.get("/mamagawa/").content.decode()
        assert (len(queries), "ホテル市川ベイ" in page) == (expected, True)


def test_the_page_says_when_where_how_much_and_until_when(client):
    reunion = cast.mamagawa(held_on=dt.date(2099, 2, 14))
    venue = Venue.objects.create(name="ホテル市川ベイ", access="市川駅 徒歩2分")
    VenueBooking.objects.create(
        reunion=reunion, venue=venue, room="葛飾の間", state=VenueBooking.State.BOOKED
    )
    page = client.get("/mamagawa/").content.decode()
    for words in (
        "2099年（令和81年）",
        "ホテル市川ベイ 葛飾の間",
        "市川駅 徒歩2分",
        "1月24日（土）まで",
        "会費 8,000円",
    ):
        assert words in page
    assert "1234567" not in page


def test_after_the_deadline_nobody_is_asked_to_sign_up(client):
    reunion = cast.mamagawa()
    Reunion.objects.update(signup_deadline=timezone.localdate() - dt.timedelta(days=1))
    assert "/mamagawa/signup/" not in client.get("/mamagawa/").content.decode()
    assert reunion.slug in client.get("/").url


def test_a_draft_looks_like_no_reunion_at_all(client):
    cast.mamagawa(draft=True)
    assert client.get("/mamagawa/").status_code == client.get("/nowhere/").status_code == 404


def test_several_open_reunions_are_a_choice(client):
    cast.mamagawa()
    cast.mamagawa("second", name="二つ目の会")
    assert "二つ目の会" in client.get("/").content.decode()


def test_while_none_is_open_the_bare_address_leads_to_what_is_still_to_come(client):
    cast.mamagawa()
    Reunion.objects.update(state=Reunion.State.CLOSED)
    assert client.get("/").url == "/mamagawa/"
    Reunion.objects.update(state=Reunion.State.PAST)
    assert client.get("/").status_code == 200


def test_families_are_asked_for_pardon_and_told_whom_to_tell(client):
    cast.mamagawa()
    page = client.get("/mamagawa/").content.decode()
    families = page[page.index('id="families"') :]
    assert "どうぞお許しください。" in families
    assert "/mamagawa/question/" in families


def test_places_left_are_no_news_once_nobody_can_sign_up(client):
    cast.mamagawa()
    ProgramItem.objects.filter(kind="after_party").update(places=20)
    assert "残り20名" in client.get("/mamagawa/").content.decode()
    Reunion.objects.update(state=Reunion.State.CLOSED)
    assert "残り20名" not in client.get("/mamagawa/").content.decode()


def test_the_page_speaks_english_only_when_somebody_chose_it(client):
    cast.mamagawa()
    assert '<html lang="ja"' in client.get("/mamagawa/", headers={"accept-language": "en"}).content.decode()
    client.post("/language/", {"language": "en", "next": "/mamagawa/"})
    assert '<html lang="en"' in client.get("/mamagawa/").content.decode()
