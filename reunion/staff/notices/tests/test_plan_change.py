import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from reunion import cast
from reunion.events.models import PlanChange
from reunion.mail.models import Message, about

pytestmark = pytest.mark.django_db


@pytest.fixture
def reunion(client):
    reunion = cast.mamagawa()
    client.force_login(cast.member(reunion))
    return reunion


def address(page):
    return reverse(f"staff:notices:{page}", args=["mamagawa"])


def told(reunion, number) -> None:
    guest = cast.guest(reunion, f"森 薫{number} もり かおる")
    Message.objects.create(
        reunion=reunion,
        key=f"{number}",
        message_id=f"{number}",
        about=about(guest),
        state="sent",
        sent_at=timezone.now(),
    )


def changed(reunion) -> None:
    PlanChange.objects.create(
        reunion=reunion, was_place="ホテル", changed_at=timezone.now() + dt.timedelta(days=1)
    )


def test_home_leads_to_as_many_people_and_to_a_draft_for_them(client, reunion):
    for number in range(3):
        told(reunion, number)
    changed(reunion)
    todo = client.get("/staff/mamagawa/home/").context["todo"]
    (thing,) = [each for each in todo if each["url"] == address("plan_change")]
    page = client.get(address("plan_change"))
    assert thing["count"] == len(page.context["page"]) == 3
    assert "前はホテル、いまは決まっていません" in page.text
    form = client.get(f"{address('new')}?start=plan_change").context["form"]
    assert (form["subject"].value(), form["audience"].value()) == ("会場が変わりました", "answered")


def test_once_all_is_told_nothing_is_left(client, reunion):
    told(reunion, 1)
    changed(reunion)
    for _press in range(2):
        client.post(address("settle_plan_change"))
    assert "前の日や会場を知らせたままの人はいません。" in client.get(address("plan_change")).text
    assert client.get(f"{address('new')}?start=plan_change").context["form"]["subject"].value() is None


def test_the_queries_do_not_grow(client, reunion, django_assert_max_num_queries):
    changed(reunion)
    counted = []
    for more in ((0,), range(1, 30)):
        for number in more:
            told(reunion, number)
        client.get(address("plan_change"))
        with django_assert_max_num_queries(15) as asked:
            client.get(address("plan_change"))
        counted.append(len(asked))
    assert counted[0] == counted[1]
