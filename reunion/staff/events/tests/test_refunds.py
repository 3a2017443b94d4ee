import datetime as dt

import pytest
from django.urls import reverse

from reunion import cast
from reunion.events.refunds import steps_of

pytestmark = pytest.mark.django_db
DAY = dt.date(2027, 2, 13)
FIRST, SECOND = (
    {"until_1": "2027-01-23", "percent_1": "１００％"},
    {"until_2": "2027-02-06", "percent_2": "50"},
)
ALL, HALF = "1月23日（土）までのお取り消しは、会費の全額", "2月6日（土）までのお取り消しは、会費の50％"


@pytest.fixture
def reunion(client):
    reunion = cast.mamagawa(held_on=DAY)
    client.force_login(cast.member(reunion))
    return reunion


def address(page="refunds"):
    return reverse(f"staff:events:{page}", args=["mamagawa"])


def stored(reunion) -> list[tuple]:
    return [(step.until, step.percent) for step in reunion.refund_steps.all()]


def test_the_steps_are_written_on_one_page_and_stand_there_in_words(client, reunion):
    assert ALL in client.get(address()).content.decode()  # the default: all until the deadline
    client.post(address(), FIRST | SECOND)
    assert stored(reunion) == [(dt.date(2027, 1, 23), 100), (dt.date(2027, 2, 6), 50)]
    for page in ("refunds", "overview"):
        words = client.get(address(page)).content.decode()
        assert ALL in words
        assert HALF in words
    client.post(address(), {"until_1": ""})
    assert stored(reunion) == []


def test_a_look_shows_the_words_and_keeps_nothing(client, reunion):
    page = client.post(address(), FIRST | SECOND | {"look": "1"}).content.decode()
    assert "保存すると、案内ページはこうなります" in page
    assert HALF in page
    assert 'value="2027-02-06"' in page
    assert stored(reunion) == []


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"until_1": "2027-01-23"}, "お返しする割合を書いてください。例 50"),
        ({"percent_3": "50"}, "いつまでの取り消しかを選んでください。"),
        ({"until_1": "来週", "percent_1": "50"}, "日付が読めません。例 2027-01-23"),
        ({"until_1": "2027-01-23", "percent_1": "半分"}, "数字で書いてください。例 50"),
        ({"until_1": "2027-01-23", "percent_1": "150"}, "100以下の数字で書いてください。"),
        ({"until_1": "2027-02-14", "percent_1": "50"}, "開催日かそれより前の日にしてください。"),
        (SECOND | {"until_1": "2027-01-01", "percent_1": "40"}, "日付が後のほうの割合が高く"),
    ],
)
@pytest.mark.parametrize("press", [{}, {"look": "1"}])
def test_what_makes_no_sense_is_refused_and_stays_to_be_corrected(client, reunion, typed, sentence, press):
    reunion.refund_steps.create(until=DAY, percent=30)
    page = client.post(address(), typed | press).content.decode()
    assert sentence in page
    assert all(f'value="{value}"' in page for value in typed.values())
    assert [step.percent for step in steps_of(reunion)] == [30]
