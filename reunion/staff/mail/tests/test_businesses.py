import pytest
from django.urls import reverse

from reunion import cast
from reunion.events.models import Venue, VenueBooking
from reunion.mail.models import Business, BusinessLetter, Message
from reunion.team.models import Role

pytestmark = pytest.mark.django_db
FIRST = "お世話になります。\n人数は95名です。"


@pytest.fixture
def reunion(client):
    reunion = cast.mamagawa()
    client.force_login(cast.member(reunion, name="安藤"))
    return reunion


def address(page, *more):
    return reverse(f"staff:mail:{page}", args=["mamagawa", *more])


@pytest.fixture
def hotel(reunion):
    return Business.objects.create(
        reunion=reunion, name="ホテル", person="佐藤", email="banquet@hotel.example"
    )


def typed(client, business, do, **changes) -> dict:
    form = client.get(address("write_to_business", business.pk)).context["form"]
    return {
        "subject": "人数の件",
        "text": FIRST,
        "submission": form["submission"].value(),
        "do": do,
    } | changes


def test_from_a_venue_the_first_letter_asks_whom_to_write_to_and_later_ones_do_not(client, reunion):
    venue = Venue.objects.create(name="ホテル市川ベイ", phone="047-000-0001")
    booking = VenueBooking.objects.create(reunion=reunion, venue=venue, contact_person="佐藤")
    page = client.get(address("write_to_venue", booking.pk), follow=True)
    form = page.context["form"]
    assert (form["name"].value(), form["person"].value(), form["phone"].value()) == (
        "ホテル市川ベイ",
        "佐藤",
        "047-000-0001",
    )
    place = f"{address('add_business')}?booking={booking.pk}"
    for _press in range(2):
        client.post(
            place,
            {"name": "ホテル市川ベイ", "person": "佐藤", "email": "ｂａｎｑｕｅｔ＠ｈｏｔｅｌ．example"},
        )
    made = Business.objects.get()
    assert (made.venue, made.email) == (venue, "banquet@hotel.example")
    answer = client.get(address("write_to_venue", booking.pk))
    assert answer.url == address("business", made.pk)


def test_the_form_holds_the_words_for_the_purpose_with_todays_numbers(client, reunion, hotel):
    cast.guest(reunion)
    page = client.get(address("write_to_business", hotel.pk), {"purpose": "heads", "style": "letter"})
    text = page.context["form"]["text"].value()
    assert text.startswith("拝啓　")
    assert "■ 人数\n1名" in text
    assert client.get(address("write_to_business", hotel.pk), {"purpose": "x"}).status_code == 200


def test_it_is_shown_before_it_is_sent_and_what_was_typed_stays(client, reunion, hotel):
    page = client.post(address("write_to_business", hotel.pk), typed(client, hotel, "preview")).text
    assert "佐藤 様\n\nお世話になります。\n人数は95名です。" in page
    assert (BusinessLetter.objects.count(), Message.objects.count()) == (0, 0)


def test_a_mail_leaves_once_and_stands_in_the_history(client, reunion, hotel):
    press = typed(client, hotel, "mail")
    for _press in range(2):
        answer = client.post(f"{address('write_to_business', hotel.pk)}?purpose=heads", press)
    letter = BusinessLetter.objects.get()
    assert answer.url == address("business_letter", letter.pk)
    assert (letter.purpose, letter.writer_name, letter.message) == ("heads", "安藤", Message.objects.get())
    page = client.get(address("business", hotel.pk)).text
    assert address("business_letter", letter.pk) in page
    assert "安藤" in client.get(address("business_letter", letter.pk)).text


def test_a_wrong_opening_is_pointed_out_once_and_the_writer_decides(client, reunion, hotel):
    press = typed(client, hotel, "mail", text="いつもお世話になっております。")
    page = client.post(address("write_to_business", hotel.pk), press)
    sentence = "はじめて便りを出す相手です。「お世話になります」で始めます。"
    assert sentence in page.text
    assert not BusinessLetter.objects.exists()
    client.post(address("write_to_business", hotel.pk), press | {"knows": sentence})
    assert BusinessLetter.objects.count() == 1


def test_on_paper_without_an_address(client, reunion, hotel):
    Business.objects.update(email="")
    refused = client.post(address("write_to_business", hotel.pk), typed(client, hotel, "mail"))
    assert "メールアドレスが書いてありません。" in refused.text
    client.post(address("write_to_business", hotel.pk), typed(client, hotel, "paper"))
    letter = BusinessLetter.objects.get()
    answer = client.get(address("business_letter_pdf", letter.pk))
    assert (answer["Content-Type"], answer.content[:5]) == ("application/pdf", b"%PDF-")


def test_an_empty_letter_is_asked_for(client, reunion, hotel):
    page = client.post(address("write_to_business", hotel.pk), typed(client, hotel, "mail", text=" \n　"))
    assert "ここを書いてください。" in page.text
    assert not BusinessLetter.objects.exists()


def test_what_belongs_to_another_reunion_is_not_to_be_found(client, reunion):
    foreign = cast.mamagawa("another")
    business = Business.objects.create(reunion=foreign, name="x")
    letter = business.letters.create(
        reunion=foreign, purpose="other", addressee="x", subject="x", text="x", signature="x"
    )
    for page in ("business", "edit_business", "write_to_business"):
        assert client.post(address(page, business.pk)).status_code == 404
    for page in ("business_letter", "business_letter_pdf"):
        assert client.get(address(page, letter.pk)).status_code == 404


def test_the_queries_do_not_grow(client, reunion, hotel, django_assert_max_num_queries):
    pages, counted = (address("businesses"), address("business", hotel.pk)), []
    for more in (1, 29):
        for number in range(more):
            Business.objects.create(reunion=reunion, name=f"店{more}{number}")
            client.post(
                address("write_to_business", hotel.pk),
                typed(
                    client,
                    hotel,
                    "paper",
                    knows="前にも便りを出した相手です。「お世話になっております」で始めます。",
                ),
            )
        for page in pages:
            with django_assert_max_num_queries(15) as asked:
                assert client.get(page).status_code == 200
            counted.append(len(asked))
    assert counted[:2] == counted[2:]


def test_the_treasurer_writes_no_letters(client, reunion, hotel):
    client.force_login(cast.member(reunion, Role.TREASURER))
    assert client.get(address("businesses")).status_code == 403
