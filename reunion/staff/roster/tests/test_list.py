"""The list: what stands behind each tab, in whose eyes, and how many questions it costs."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from reunion import cast
from reunion.overview.figures import board
from reunion.registrations.models import State
from reunion.roster.models import ContactPoint
from reunion.team.models import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def reunion():
    """A: coming, declined, found, doubtful and to be left alone, dead. B: unknown."""
    reunion = cast.mamagawa()
    cast.guest(reunion, "相川 明 あいかわ あきら")
    cast.guest(reunion, "石田 泉 いしだ いずみ", state=State.DECLINED, attending=False)
    found = cast.classmate(reunion, "上田 海 うえだ うみ", number=3)
    ContactPoint.objects.create(classmate=found, kind="phone", value="090-0000-0000")
    cast.classmate(reunion, "江口 栄 えぐち さかえ", doubt="番号がありません。", do_not_contact=True)
    cast.classmate(
        reunion, "大野 治 おおの おさむ", deceased=True, doubt="亡くなったかどうかを確かめてください。"
    )
    cast.classmate(reunion, "川上 要 かわかみ かなめ", room="B")
    return reunion


def names(client, reunion, query: str = "") -> list[str]:
    page = client.get(reverse("staff:roster:list", args=[reunion.slug]) + query).context["page"]
    return [person.family_name for person in page]


def counts(client, reunion, query: str = "") -> dict:
    answer = client.get(reverse("staff:roster:list", args=[reunion.slug]) + query)
    return {
        tab["url"].partition("show=")[2].partition("&")[0]: tab["count"] for tab in answer.context["tabs"]
    }


TABS = {
    "": ["相川", "石田", "上田", "江口", "川上"],
    "?show=known": ["相川", "石田", "上田"],
    "?show=coming": ["相川"],
    "?show=unknown": ["江口", "川上"],
    "?show=doubtful": ["江口", "大野"],
    "?show=alone": ["江口"],
    "?show=deceased": ["大野"],
}


@pytest.mark.parametrize("query", TABS)
def test_a_tab_shows_whom_it_names_and_counts_as_many(client, reunion, query):
    client.force_login(cast.member(reunion))
    shown = sorted(names(client, reunion, query), key=TABS[query].index)
    assert shown == TABS[query]
    assert counts(client, reunion)[query.removeprefix("?show=")] == len(TABS[query])


def test_the_figures_of_the_first_page_are_the_rows_behind_them(client, reunion):
    client.force_login(cast.member(reunion))
    figures = board(reunion, homeroom_ids=None)
    assert (figures.found, figures.coming) == (3, 1)
    assert len(names(client, reunion, "?show=known")) == figures.found
    for row in figures.rows:
        assert len(names(client, reunion, f"?homeroom={row.homeroom.pk}")) == row.total


def test_with_a_class_chosen_rows_and_counts_are_of_that_class(client, reunion):
    client.force_login(cast.member(reunion))
    query = f"?homeroom={cast.homeroom(reunion, 'B').pk}"
    assert names(client, reunion, query) == ["川上"]
    assert list(counts(client, reunion, query).values()) == [1, 0, 0, 0, 0, 1, 0, 0, 0]


def test_class_staff_see_their_own_class_only(client, reunion):
    client.force_login(cast.member(reunion, Role.CLASS_STAFF, rooms="B"))
    assert names(client, reunion) == ["川上"]
    assert names(client, reunion, "?q=あいかわ") == []
    assert names(client, reunion, f"?homeroom={cast.homeroom(reunion, 'A').pk}") == []


def test_a_search_finds_the_dead_too_in_every_tab(client, reunion):
    client.force_login(cast.member(reunion))
    assert names(client, reunion, "?show=coming&q=ｵｵﾉ") == ["大野"]


@pytest.mark.parametrize("query", ["?show=nonsense", "?homeroom=x", "?homeroom=²", "?page=999", "?q=%00"])
def test_an_address_that_makes_no_sense_shows_a_page(client, reunion, query):
    client.force_login(cast.member(reunion))
    assert client.get(reverse("staff:roster:list", args=[reunion.slug]) + query).status_code == 200


def test_another_cohort_is_never_seen(client, reunion):
    other = cast.mamagawa("other", school="別の高校")
    client.force_login(cast.member(other))
    assert names(client, other) == []
    assert names(client, other, "?q=相川") == []


@pytest.mark.parametrize("query", ["", "?show=unknown", "?q=山"])
def test_the_number_of_queries_is_the_same_for_one_and_thirty(client, query):
    reunion = cast.mamagawa()
    client.force_login(cast.member(reunion))
    asked = []
    for numbers in (range(1), range(1, 30)):
        for number in numbers:
            cast.classmate(reunion, "山田 恵 やまだ めぐみ", number=number)
        with CaptureQueriesContext(connection) as queries:
            names(client, reunion, query)
        asked.append(len(queries))
    assert asked[0] == asked[1]


def test_an_empty_roster_says_what_to_do_first(client):
    reunion = cast.mamagawa()
    client.force_login(cast.member(reunion))
    answer = client.get(reverse("staff:roster:list", args=[reunion.slug]))
    assert "名簿がまだありません。" in answer.content.decode()
    assert reverse("staff:roster:import", args=[reunion.slug]) in answer.content.decode()
