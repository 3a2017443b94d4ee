"""The first page in each of its states, and what it says to whom."""

import datetime as dt

import pytest
from django.utils import timezone

from reunion import cast
from reunion.events.models import RefundStep, Reunion
from reunion.public.landing.names import MOST_NAMES_OPEN

pytestmark = pytest.mark.django_db
SIGNUP = "/mamagawa/signup/"


def page(client) -> str:
    return client.get("/mamagawa/").content.decode()


def test_nobody_yet(client):
    cast.mamagawa()
    assert "最初のおひとりになりませんか" in page(client)


def test_full(client):
    reunion = cast.mamagawa()
    reunion.program_items.filter(kind="main").update(places=1)
    cast.guest(reunion)
    for words in ("本会は、いま満席です", "満席・空き待ちできます", SIGNUP):
        assert words in page(client)


def test_after_the_deadline(client):
    cast.mamagawa()
    Reunion.objects.update(signup_deadline=timezone.localdate() - dt.timedelta(days=1))
    assert ("お申し込みの受付は終わりました" in page(client), SIGNUP in page(client)) == (True, False)


def test_closed_before_the_deadline(client):
    cast.mamagawa()
    Reunion.objects.update(state="closed")
    assert ("お申し込みの受付は終わりました" in page(client), SIGNUP in page(client)) == (True, False)


@pytest.mark.parametrize(
    "over", [{"state": "past"}, {"held_on": dt.date(2020, 2, 15), "signup_deadline": dt.date(2020, 1, 25)}]
)
def test_over_thanks_without_names(client, over):
    reunion = cast.mamagawa()
    cast.guest(reunion, show_surname=True)
    Reunion.objects.update(**over)
    text = page(client)
    assert "同窓生 1 名と先生 0 名" in text
    for gone in ("高田", "お支払いと取り消し", "同級生に知らせる", SIGNUP):
        assert gone not in text


def test_what_goes_back_in_words(client):
    reunion = cast.mamagawa(held_on=dt.date(2099, 2, 14))
    assert "1月24日（土）までのお取り消しは、会費の全額をお返しします。" in page(client)
    RefundStep.objects.create(reunion=reunion, until=dt.date(2099, 2, 7), percent=50)
    assert "2月7日（土）までのお取り消しは、会費の50％をお返しします。" in page(client)


def test_a_guest_whose_name_is_not_shown_is_counted_in_the_class(client):
    reunion = cast.mamagawa()
    cast.guest(reunion, show_surname=True)
    cast.guest(reunion, "池田 茂 いけだ しげる")
    text = page(client)
    assert ("3年A組<span>2名</span>" in text, "ほか1名" in text, "池田" in text) == (True, True, False)


def test_those_looked_for_are_numbers_by_class(client):
    reunion = cast.mamagawa()
    cast.classmate(reunion, "秘田 茂 ひだ しげる", room="B")
    text = page(client)
    assert ("<span>3年B組</span> <b>1</b>名" in text, "秘田" in text) == (True, False)
    assert "/mamagawa/question/?about=reach" in text


def test_too_many_names_open_class_by_class(client):
    reunion = cast.mamagawa()
    for number in range(MOST_NAMES_OPEN):
        cast.guest(reunion, classmate=cast.classmate(reunion, number=number), show_surname=True)
    assert '<details class="name-class">' not in page(client)
    cast.guest(reunion, show_surname=True)
    assert '<details class="name-class">' in page(client)


def test_nothing_is_loaded_from_elsewhere_and_the_browser_asks_each_time(client):
    cast.mamagawa()
    answer = client.get("/mamagawa/")
    assert answer["Cache-Control"] == "no-cache"
    assert client.get("/mamagawa/", headers={"if-none-match": answer["ETag"]}).status_code == 304
    for part in answer.content.decode().split("src=")[1:]:
        assert part.startswith('"/')


def test_the_page_goes_out_packed_to_who_takes_it(client):
    cast.mamagawa()
    plain, packed = (
        client.get("/mamagawa/"),
        client.get("/mamagawa/", headers={"accept-encoding": "gzip, br"}),
    )
    assert "Content-Encoding" not in plain.headers
    assert packed["Content-Encoding"] == "gzip"
    assert len(packed.content) * 2 < len(plain.content)
    assert {"Accept-Encoding", "Cookie"} <= {part.strip() for part in packed["Vary"].split(",")}
