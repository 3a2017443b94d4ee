"""Working through the addresses of the yearbook."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from reunion import cast
from reunion.postcards.choosing import choice
from reunion.roster.confirming import leave_unused
from reunion.roster.models import YearbookAddress
from reunion.roster.tests.test_confirming import NESTED, printed, stands

pytestmark = pytest.mark.django_db
NAMES = ("高田 裕子 たかだ ゆうこ", "森 薫 もり かおる", "林 亮 はやし りょう")


@pytest.fixture
def reunion(client):
    reunion = cast.mamagawa()
    client.force_login(cast.member(reunion))
    return reunion


@pytest.fixture
def addresses(reunion):
    """Two that are unclear in two classes, one certain."""
    return [
        printed(reunion, NAMES[0]),
        printed(reunion, NAMES[1], text=f"{NESTED}7-2", room="B"),
        printed(reunion, NAMES[2], "272", "千葉県市川市八幡3-4-5"),
    ]


def url(name, reunion, *parts) -> str:
    return reverse(f"staff:roster:{name}", args=[reunion.slug, *parts])


def press(client, reunion, address, **typed):
    return client.post(url("decide_address", reunion, address.classmate_id), typed, follow=True)


def names_listed(client, reunion, query="") -> list[str]:
    page = client.get(url("addresses", reunion) + query).content.decode()
    return re.findall(r'<th scope="row"><a [^>]+>([^<]+)</a>', page)


def test_each_tab_lists_what_it_counts(client, reunion, addresses):
    answer = client.get(url("addresses", reunion))
    assert [tab["count"] for tab in answer.context["tabs"]] == [2, 1, 0, 2, 0]
    for tab in answer.context["tabs"]:
        assert client.get(tab["url"]).context["page"].paginator.count == tab["count"]
    room = addresses[1].classmate.homeroom_id
    assert names_listed(client, reunion, f"?show=unclear&homeroom={room}") == ["森 薫"]


def test_home_counts_the_rows_of_the_list_it_opens(client, reunion, addresses):
    page = client.get(f"/staff/{reunion.slug}/home/").content.decode()
    things = re.findall(
        r'href="([^"]+)"><span class="todo-count">(\d+)</span> <span class="todo-text">([^<]+)', page
    )
    assert (url("addresses", reunion), "2", "いまの住所を選ぶ") in things
    assert len(names_listed(client, reunion)) == 2


def test_the_postcards_page_leads_to_exactly_those_it_leaves_out(client, reunion, addresses):
    cast.guest(reunion, classmate=addresses[0].classmate)
    link = url("addresses", reunion) + "?show=cards"
    assert link in client.get(f"/staff/{reunion.slug}/postcards/").content.decode()
    assert names_listed(client, reunion, "?show=cards") == ["森 薫"]
    leave_unused(addresses[1], actor=None)
    assert names_listed(client, reunion, "?show=cards") == []
    told = [(str(row.reason), row.count) for row in choice(reunion).left_out]
    assert told == [("返事のあった人", 1), ("アルバムの住所を使わない人", 1)]


def test_one_press_opens_the_next_and_can_be_taken_back(client, reunion, addresses):
    first, second, _certain = addresses
    answer = client.get(url("next_address", reunion), follow=True)
    assert answer.context["person"] == first.classmate and answer.context["left"] == 2
    answer = press(client, reunion, first, step="choose", candidate="1-0380024")
    assert answer.context["person"] == second.classmate and answer.context["left"] == 1
    assert stands(first) == ("certain", "chosen", "0380024", "浪館前田")
    assert "元に戻す" in answer.content.decode() and "同じ町の1件も同じにする" in answer.content.decode()
    press(client, reunion, first, step="undo")
    assert stands(first)[1] == ""


def test_the_same_town_is_pressed_for_the_others(client, reunion, addresses):
    first, second, _certain = addresses
    press(client, reunion, first, step="choose", candidate="1-0380024")
    answer = press(client, reunion, first, step="same", count="1")
    assert stands(second) == ("certain", "chosen", "0380024", "浪館前田")
    assert "ここに入る住所はありません。" in answer.content.decode()


def test_the_second_of_two_persons_is_told(client, reunion, addresses):
    press(client, reunion, addresses[0], step="choose", candidate="1-0380024")
    answer = press(client, reunion, addresses[0], step="choose", candidate="0-0380022")
    assert "もう決まっています" in answer.content.decode()
    assert stands(addresses[0])[2] == "0380024"


def test_putting_off_opens_the_other_one(client, reunion, addresses):
    answer = press(client, reunion, addresses[0], step="later")
    assert answer.context["person"] == addresses[1].classmate


def test_an_address_of_today_is_written_with_its_post_code(client, reunion, addresses):
    here = url("where", reunion, addresses[0].classmate_id)
    assert [place.town for place in client.get(here + "?postal_code=２７２−００２１").context["places"]] == [
        "八幡"
    ]
    assert "町が見つかりません" in client.get(here + "?postal_code=99").content.decode()
    wrong = press(client, reunion, addresses[0], step="write", postal_code="99", town="0", rest="1")
    assert "郵便番号を7桁で書いて" in wrong.content.decode()
    press(client, reunion, addresses[0], step="write", postal_code="272-0021", town="0", rest="３－４")
    assert stands(addresses[0]) == ("certain", "written", "2720021", "八幡")
    assert addresses[0].address_today == "千葉県市川市八幡3-4"


def test_certain_ones_are_accepted_with_one_press(client, reunion, addresses):
    page = client.get(url("addresses", reunion) + "?show=certain").content.decode()
    assert "確実な1件をまとめて確かめる" in page
    client.post(url("accept_addresses", reunion), {"count": "1"})
    assert stands(addresses[2])[:2] == ("certain", "accepted")
    again = client.post(url("accept_addresses", reunion), {"count": "1"}, follow=True)
    assert "件数が変わりました" in again.content.decode()


def test_the_map_learns_no_name(client, reunion, addresses):
    page = client.get(url("where", reunion, addresses[0].classmate_id)).content.decode()
    links = re.findall(r'<a[^>]+href="(https://[^"]+)" target="_blank" rel="(\w+)"', page)
    assert [rel for _link, rel in links] == ["noreferrer"] * 3
    assert not any("%E9%AB%98%E7%94%B0" in link for link, _rel in links)


@pytest.mark.parametrize("typed", [{}, {"step": "nonsense"}, {"step": "choose", "candidate": "x-y"}])
def test_nonsense_decides_nothing(client, reunion, addresses, typed):
    assert press(client, reunion, addresses[0], **typed).status_code == 200
    assert stands(addresses[0])[1] == ""


def test_an_address_of_another_cohort_is_not_there(client, reunion, addresses):
    other = printed(cast.mamagawa("other", graduated=(1990, 3)), NAMES[0])
    assert press(client, reunion, other, step="unused").status_code == 404


def test_thirty_rows_ask_no_more_than_one(client, reunion, addresses):
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            client.get(url("addresses", reunion))
        return len(asked)

    queries()
    few = queries()
    for number in range(30):
        person = cast.classmate(reunion, f"林{number} 亮 はやし りょう")
        YearbookAddress.objects.create(classmate=person, printed_address="不明", grade="unclear")
    assert queries() == few <= 15
