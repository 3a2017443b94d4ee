import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from reunion import cast
from reunion.journal.models import Entry
from reunion.postcards.models import Batch
from reunion.roster.models import YearbookAddress

pytestmark = pytest.mark.django_db
LIST = "/staff/mamagawa/postcards/"


def house(client, people: int):
    reunion = cast.mamagawa()
    for number in range(people):
        person = cast.classmate(reunion, f"高田 裕子{number} たかだ ゆうこ", number=number)
        YearbookAddress.objects.create(
            classmate=person, printed_address="千葉県市川市八幡3-4-5", grade="certain"
        )
    client.force_login(cast.member(reunion))


def test_a_batch_is_made_with_one_press_and_taken_out(client):
    house(client, 2)
    assert "2名へのはがきを作る" in client.get(LIST).content.decode()
    page = client.post(f"{LIST}make/", {"name": "秋のはがき"}, follow=True).content.decode()
    assert "秋のはがきを作りました。" in page
    batch = Batch.objects.get()
    answer = client.get(f"{LIST}{batch.pk}/xlsx/")
    assert (answer.status_code, answer.content[:2]) == (200, b"PK")
    assert Entry.objects.about(batch).first().sentence == "はがきの宛名を書き出しました（XLSX）"
    assert client.get(f"{LIST}{batch.pk}/pdf/").status_code == 404
    for file_format in ("cp932", "atena", "csv"):
        assert client.get(f"{LIST}{batch.pk}/{file_format}/").status_code == 200


def test_without_a_roster_that_comes_first(client):
    house(client, 0)
    page = client.get(LIST).content.decode()
    assert ("名簿がまだありません。" in page, "0名" in page) == (True, False)


def test_with_nobody_to_write_to_the_press_says_why(client):
    house(client, 0)
    page = client.post(f"{LIST}make/", follow=True).content.decode()
    assert "はがきを出す相手がいません" in page
    assert Batch.objects.count() == 0


@pytest.mark.parametrize("page", ["", "batch"])
def test_the_number_of_queries_does_not_grow(client, page):
    counts = []
    house(client, 30)
    client.post(f"{LIST}make/")
    batch = Batch.objects.get()
    for cards in (30, 1):
        batch.cards.filter(number__gt=cards).delete()
        with CaptureQueriesContext(connection) as captured:
            client.get(f"{LIST}{batch.pk}/" if page else LIST)
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_a_batch_made_by_mistake_is_thrown_away_after_a_question(client):
    house(client, 1)
    client.post(f"{LIST}make/", {"name": "秋のはがき"})
    assert "「秋のはがき」（1枚）は、まだ投函したことになっていません。" in client.get(LIST).content.decode()
    address = f"{LIST}{Batch.objects.get().pk}/throw-away/"
    assert "秋のはがきを捨てますか" in client.get(address).content.decode()
    assert Batch.objects.count() == 1
    page = client.post(address, follow=True).content.decode()
    assert "秋のはがきを捨てました。" in page and "まだ投函したことになっていません" not in page
    assert client.post(address).status_code == 404


def test_a_posted_batch_is_kept_and_the_reason_told(client):
    house(client, 1)
    client.post(f"{LIST}make/", {"name": "秋のはがき"})
    batch = Batch.objects.get()
    client.post(f"{LIST}{batch.pk}/posted/", {"posted_on": str(timezone.localdate())})
    page = client.post(f"{LIST}{batch.pk}/throw-away/", follow=True).content.decode()
    assert "投函した束は、捨てられません。" in page
    assert Batch.objects.count() == 1
