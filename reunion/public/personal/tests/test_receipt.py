import pytest
from django.urls import reverse

from reunion import cast
from reunion.lib.pdf.tests.reading import texts_of
from reunion.payments.closing.models import Receipt
from reunion.payments.closing.receipts import issue
from reunion.payments.hand_booking import undo_by_hand
from reunion.payments.models import HandBookedPayment
from reunion.registrations.links import token

pytestmark = pytest.mark.django_db


@pytest.fixture
def guest():
    guest = cast.guest(cast.mamagawa())
    pay(guest, 8000)
    return guest


def pay(guest, yen):
    HandBookedPayment.objects.create(registration=guest, amount=yen, received_on="2026-11-20", taken_by="x")


def address(guest, name="personal_receipt", *parts):
    return reverse(f"public:{name}", args=[guest.reunion.slug, token(guest), *parts])


def test_looking_writes_nothing_and_a_press_writes_one(client, guest):
    assert "領収書を受け取る" in client.get(address(guest, "personal")).content.decode()
    page = client.get(address(guest)).content.decode()
    assert "高田 裕子 様" in page
    assert Receipt.objects.count() == 0
    for _ in range(2):
        client.post(address(guest), {"addressee": "株式会社 真間川 御中"})
    receipt = Receipt.objects.get()
    assert (receipt.number, receipt.amount, receipt.addressee) == (1, 8000, "株式会社 真間川 御中")
    assert receipt.issued_by is None


def test_the_file_is_private_and_a_download(client, guest):
    issue(guest, actor=None)
    answer = client.get(address(guest, "personal_receipt_file", 1))
    assert "￥8,000―" in texts_of(answer.content)[0]
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'attachment; filename="mamagawa-receipt-1.pdf"'
    assert (answer["Referrer-Policy"], answer["X-Robots-Tag"]) == ("no-referrer", "noindex, nofollow")
    assert {"no-store", "private"} <= set(answer["Cache-Control"].replace(",", "").split())
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_nobody_gets_the_receipt_of_somebody_else(client, guest):
    other = cast.guest(guest.reunion, "池田 茂 いけだ しげる")
    pay(other, 8000)
    issue(guest, actor=None)
    issue(other, actor=None)
    assert client.get(address(other, "personal_receipt_file", 1)).status_code == 404
    assert client.get(address(other, "personal_receipt_file", 2)).status_code == 200
    wrong = reverse("public:personal_receipt_file", args=[guest.reunion.slug, "x", 1])
    assert client.get(wrong).status_code == 404


def test_who_has_not_paid_all_is_told_when(client):
    guest = cast.guest(cast.mamagawa())
    pay(guest, 3000)
    page = client.get(address(guest)).content.decode()
    assert "全額の入金を確認できましたら" in page
    assert "<form" not in page.partition("<main")[2].partition("</main")[0]
    assert "領収書を受け取る" not in client.get(address(guest, "personal")).content.decode()


def test_a_teacher_has_none(client):
    reunion = cast.mamagawa()
    teacher = cast.registration(reunion, teacher=cast.teacher(reunion))
    assert client.post(address(teacher), {"addressee": "x"}).status_code == 200
    assert Receipt.objects.count() == 0


def test_after_the_payment_was_undone_the_receipt_is_closed(client, guest):
    issue(guest, actor=None)
    undo_by_hand(HandBookedPayment.objects.get(), actor=None)
    assert client.get(address(guest, "personal_receipt_file", 1)).status_code == 404
    assert "いまは領収書をお出しできません" in client.get(address(guest)).content.decode()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [("", "宛名を書いてください"), ("あ" * 61, "60文字まで"), ("高田😀", "「😀」は印刷できない")],
)
def test_a_name_that_cannot_be_printed_is_told_and_kept(client, guest, text, sentence):
    page = client.post(address(guest), {"addressee": text}).content.decode()
    assert sentence in page
    assert text in page
    assert Receipt.objects.count() == 0


def test_in_english_the_paper_stays_japanese(client, guest):
    client.cookies["django_language"] = "en"
    client.post(address(guest), {"addressee": "高田 裕子 様"})
    assert Receipt.objects.get().proviso == "同窓会会費として"


def test_what_is_stored_tells_of_the_receipt(client, guest):
    issue(guest, actor=None)
    page = client.get(address(guest, "personal_stored")).content.decode()
    assert "領収書 No.1 高田 裕子 様 8,000円" in page
