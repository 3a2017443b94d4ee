import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from reunion import cast
from reunion.postcards.models import Card
from reunion.postcards.tests.piles import people_at_home, posted_batch

pytestmark = pytest.mark.django_db
PAGE = "/staff/mamagawa/postcards/brought/"
LEADS_TO_CARDS = re.compile(r'href="(/staff/mamagawa/postcards/brought/\w+/[^"]*)">(\d+)')


@pytest.fixture
def batch(client):
    """Ten cards, of which seven came back and two were scanned."""
    reunion = cast.mamagawa()
    people_at_home(reunion, 10)
    client.force_login(cast.member(reunion))
    batch, now = posted_batch(reunion, days_ago=9), timezone.now()
    batch.cards.filter(number__lte=7).update(returned_at=now, returned_reason="unknown")
    batch.cards.filter(number__in=[8, 9]).update(arrived_at=now)
    return batch


def test_the_picture_and_the_sums_say_the_same(client, batch):
    page = client.get(PAGE).content.decode()
    assert "投函した10枚のうち、<b>2枚（20％）</b>がだれかに届きました。 7枚（70％）は戻りました。" in page
    assert "郵便料金は全部で850円です。 だれかに届いたはがき1枚あたり<b>425円</b>です。" in page
    pieces = re.findall(
        r'class="piece-(\w+)" x="([\d.]+)" y="[\d.]+" width="([\d.]+)".*?data-count="(\d+)"', page
    )
    assert pieces == [
        ("reached", "72.0", "41.2", "2"), ("silent", "113.2", "20.6", "1"),
        ("returned", "133.8", "144.2", "7"),
        ("returned", "72", "0.0", "0"), ("arrived", "72", "0.0", "0"), ("answered", "72", "0.0", "0"),
        ("returned", "72", "206.0", "7"), ("arrived", "72", "58.9", "2"), ("answered", "72", "0.0", "0"),
    ]  # fmt: skip


@pytest.mark.parametrize("query", ["", "?batch={}"])
def test_every_number_leads_to_a_list_of_so_many_cards(client, batch, query):
    links = LEADS_TO_CARDS.findall(client.get(PAGE + query.format(batch.pk)).content.decode())
    assert [int(count) for _address, count in links] == [10, 7, 2, 2, 0, 0, 0, 1, 10, 7, 2, 0, 1]
    for address, count in links:
        rows = client.get(address.replace("&amp;", "&")).context["page"].paginator.count
        assert (address, rows) == (address, int(count))


def test_nothing_posted_says_what_to_do_first(client):
    client.force_login(cast.member(cast.mamagawa()))
    assert "束のページで投函した日を入れると、ここに出ます。" in client.get(PAGE).content.decode()


@pytest.mark.parametrize("address", [PAGE, f"{PAGE}posted/"])
def test_the_same_number_of_questions_for_one_card_and_for_ten(client, batch, address):
    counts = []
    for cards in (10, 1):
        Card.objects.filter(number__gt=cards).delete()
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 15


def test_unknown_lists_and_classes_of_others_show_nothing(client, batch):
    assert client.get(f"{PAGE}everything/").status_code == 404
    assert client.get(f"{PAGE}posted/?homeroom=999").context["page"].paginator.count == 0
