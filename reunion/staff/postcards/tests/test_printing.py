import pytest

from reunion import cast
from reunion.journal.models import Entry
from reunion.lib.pdf.tests.reading import texts_of
from reunion.postcards import print_room
from reunion.postcards.making import make_batch
from reunion.postcards.models import Batch, Card, Printout
from reunion.postcards.printouts import AT_ONCE
from reunion.postcards.tests.addresses import lives_at
from reunion.roster.models import Classmate

pytestmark = pytest.mark.django_db
LIST = "/staff/mamagawa/postcards/"
GOOD = {
    "sender_name": "幹事会",
    "sender_postal_code": "２７２0826",
    "sender_address": "千葉県市川市真間1-2-3",
    "telephone": "047-000-0000",
    "message": "お元気ですか。",
    "postage": "110",
    "shift_x": "-1.5",
    "shift_y": "0",
}


@pytest.fixture
def batch(client, settings, tmp_path):
    settings.VAR_DIR = tmp_path
    reunion = cast.mamagawa()
    for number in range(3):
        lives_at(cast.classmate(reunion, f"高田{number} 裕子 かな かな", number=number), rest=f"{number}-1")
    client.force_login(cast.member(reunion))
    return make_batch(reunion)


def pdf(answer) -> list[str]:
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    return texts_of(b"".join(answer.streaming_content))


def test_one_real_card_is_looked_at_before(client, batch):
    address = f"{LIST}{batch.pk}/preview/"
    assert "高田0裕子様" in "".join(pdf(client.get(address))[0].split())
    assert "高田2裕子様" in "".join(pdf(client.get(address, {"number": "3"}))[0].split())
    assert "ご家族の方へ" in pdf(client.get(address, {"side": "message"}))[0]
    assert client.get(address, {"number": "99"}).status_code == 404
    assert client.get(address, {"side": "x"}).status_code == 404


def test_sender_message_and_shift_are_set_until_it_is_printed(client, batch):
    answer = client.post(f"{LIST}{batch.pk}/stationery/", GOOD, follow=True)
    assert "差出人と文面を保存しました。" in answer.content.decode()
    batch.refresh_from_db()
    assert (batch.sender_postal_code, batch.postage, batch.shift) == ("272-0826", 110, (-1.5, 0))
    assert "郵便料金は330円" in client.get(f"{LIST}{batch.pk}/").content.decode()
    client.post(f"{LIST}{batch.pk}/printed/")
    answer = client.post(f"{LIST}{batch.pk}/stationery/", GOOD | {"postage": "85"}, follow=True)
    assert "もう印刷した" in answer.content.decode()
    batch.refresh_from_db()
    assert batch.postage == 110


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("message", "長" * 900, "文面がはがきに入りきりません"),
        ("sender_postal_code", "272", "郵便番号は7桁の数字"),
        ("shift_x", "40", "10"),
    ],
)
def test_what_cannot_be_is_refused_in_words_and_kept(client, batch, field, value, words):
    page = client.post(f"{LIST}{batch.pk}/stationery/", GOOD | {field: value}).content.decode()
    assert words in page
    assert value in page
    batch.refresh_from_db()
    assert batch.postage == 85


@pytest.mark.parametrize(
    ("what", "words"),
    [("address", "高田0裕子様"), ("message", "ご家族の方へ"), ("labels-12", "高田2裕子様")],
)
def test_a_short_pdf_is_made_at_once(client, batch, what, words):
    answer = client.post(f"{LIST}{batch.pk}/print/", {"what": what, "stock": "plain"})
    assert words in "".join("".join(pdf(answer)).split())
    assert Entry.objects.about(batch).first().sentence == "はがきの宛名を書き出しました（PDF）"


def make_it_long(batch: Batch) -> None:
    """One more than anybody waits for."""
    people = Classmate.objects.bulk_create(
        Classmate(cohort=batch.reunion.cohort, family_name=f"田中{number}", given_name="茂")
        for number in range(4, AT_ONCE + 2)
    )
    Card.objects.bulk_create(
        Card(batch=batch, number=number, classmate=person, family_name=person.family_name)
        for number, person in enumerate(people, 4)
    )


def test_a_long_pdf_is_made_by_a_worker_and_then_fetched(client, batch):
    make_it_long(batch)
    page = client.post(f"{LIST}{batch.pk}/print/", {"what": "address", "stock": "plain"}, follow=True)
    assert "作っています" in page.content.decode()
    printout = Printout.objects.get()
    file = f"{LIST}printouts/{printout.pk}/file/"
    assert client.get(file)["Location"] == f"{LIST}printouts/{printout.pk}/"
    print_room.sweep()
    assert "PDFを受け取る" in client.get(f"{LIST}printouts/{printout.pk}/").content.decode()
    assert len(pdf(client.get(file))) == AT_ONCE + 1


def test_nothing_chosen_is_told(client, batch):
    answer = client.post(f"{LIST}{batch.pk}/print/", {"what": "x"}, follow=True)
    assert "何を印刷するかを選んでください。" in answer.content.decode()


def test_the_test_page_opens(client, batch):
    assert "郵便はがき" in pdf(client.get(f"{LIST}{batch.pk}/test-page/"))[0]


def test_what_cannot_be_printed_is_listed_before(client, batch):
    batch.cards.filter(number=2).update(given_name="裕😀")
    page = client.get(f"{LIST}{batch.pk}/").content.decode()
    assert "印刷できない字があります" in page
    assert "😀 はがき番号 2" in page


def test_a_teacher_whose_address_is_known_gets_a_letter(client, batch):
    assert "手紙を出せる先生はいません" in client.get(LIST).content.decode()
    cast.teacher(batch.reunion, address="千葉県市川市真間1-2-3", postal_code="272-0826")
    assert "1名の先生への手紙を作る" in client.get(LIST).content.decode()
    page = client.post(f"{LIST}make/", {"audience": "teachers"}, follow=True).content.decode()
    assert "先生への1回目の手紙を作りました。" in page
    assert "郵便料金は110円" in page
    made = Batch.objects.get(audience="teachers")
    assert client.get(f"{LIST}{made.pk}/stationery/").status_code == 200
