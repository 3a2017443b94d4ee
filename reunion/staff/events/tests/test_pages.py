import pytest
from django.urls import reverse

from reunion import cast
from reunion.events.accounts import set_account
from reunion.events.models import AccountChange, BankAccount, Reunion, VenueBooking
from reunion.journal.models import Entry
from reunion.mail.models import Message
from reunion.tests.signing_in import show_second_step

pytestmark = pytest.mark.django_db


@pytest.fixture
def reunion(client):
    reunion = cast.mamagawa(account=None)
    show_second_step(client, cast.member(reunion))
    return reunion


def address(page, *more):
    return reverse(f"staff:events:{page}", args=["mamagawa", *more])


def test_the_account_sends_the_letters_that_waited_for_it(client, reunion):
    cast.guest(reunion)
    account = {"bank": "ゆうちょ銀行", "branch": "〇一八店", "kind": "普通", "holder_kana": "ドウソウカイ"}
    wrong = client.post(address("account"), account | {"number": "12"}).content.decode()
    assert "口座番号は数字だけで、4桁から10桁で書いてください。" in wrong
    assert 'value="〇一八店"' in wrong
    assert (BankAccount.objects.count(), Message.objects.count()) == (0, 0)
    client.post(address("account"), account | {"number": "１２３ー４５６７"})
    assert BankAccount.objects.get().number == "1234567"
    assert "1234567" in Message.objects.get().body
    assert "1234567" not in " ".join(Entry.objects.values_list("sentence", flat=True))


def test_the_account_page_tells_beforehand_how_many_letters_it_sends(client, reunion):
    assert "通出ます" not in client.get(address("account")).text
    cast.guest(reunion)
    assert "待っている案内のメールが1通出ます" in client.get(address("account")).text
    set_account(reunion, account=cast.ACCOUNT)
    assert "口座を変えると、メールが1通出ます" in client.get(address("account")).text


def test_another_account_waits_for_a_second_person_who_presses_one_of_two_buttons(client, reunion):
    set_account(reunion, account=cast.ACCOUNT)
    cast.guest(reunion)
    second = cast.member(reunion, name="大西")
    client.post(address("account"), vars(cast.ACCOUNT) | {"number": "7654321"})
    change = AccountChange.objects.get()
    page = client.get(address("account")).text
    assert ("1234567" in page, "7654321" in page) == (True, True)
    assert "申し出た人とは別の、前からの幹事が確認してください。" in page
    client.post(address("confirm_account", change.pk))
    assert BankAccount.objects.get().number == "1234567"
    show_second_step(client, second)
    assert "確かめました。新しい口座にする" in client.get(address("account")).text
    client.post(address("confirm_account", change.pk))
    answer = client.post(address("discard_account", change.pk), follow=True)
    assert "もうほかの人が決めました" in answer.text
    assert BankAccount.objects.get().number == "7654321"


def test_a_change_of_another_reunion_is_not_to_be_found(client, reunion):
    other = cast.mamagawa("another")
    foreign = AccountChange.objects.create(reunion=other, **vars(cast.ACCOUNT))
    for page in ("confirm_account", "discard_account"):
        assert client.post(address(page, foreign.pk)).status_code == 404


def test_a_deadline_after_the_day_is_refused_and_what_was_typed_stays(client, reunion):
    typed = {
        "name": "新しい名前",
        "state": "open",
        "held_on": "2099-02-14",
        "signup_deadline": "2099-02-15",
        "contact_phone": "047-000-0000",
    }
    page = client.post(address("reunion"), typed).content.decode()
    assert "申込の締め切りは、開催日かそれより前の日にしてください。" in page
    assert 'value="新しい名前"' in page
    assert Reunion.objects.get().name == "真間川高校 還暦同窓会"
    client.post(address("reunion"), typed | {"signup_deadline": "2099-01-24"})
    assert Reunion.objects.get().name == "新しい名前"
    assert Entry.objects.get().sentence == "会の名前や日程を変えました"


def test_a_fee_changed_later_leaves_earlier_choices_as_they_were(client, reunion):
    guest = cast.guest(reunion)
    item = reunion.program_items.get(kind="main")
    client.post(address("item", item.pk), {"name": "本会", "starts_at": "12:00", "fee": "9000"})
    item.refresh_from_db()
    assert (item.fee, guest.chosen_items.get().fee) == (9000, 8000)


def test_a_venue_is_written_once_and_corrected_after_that(client, reunion):
    typed = {"venue-name": "ホテル市川ベイ", "terms-standing": "１００名"}
    client.post(address("add_venue"), typed)
    booking = VenueBooking.objects.get()
    client.post(address("venue", booking.pk), typed | {"terms-room": "葛飾の間"})
    page = client.post(address("hold_venue", booking.pk), {"until": ""}, follow=True).text
    assert "仮予約の期限の日を書いてください。" in page
    client.post(address("hold_venue", booking.pk), {"until": "2098-12-01"})
    client.post(address("book_venue", booking.pk))
    booking = VenueBooking.objects.get()
    assert (str(booking), booking.state, booking.standing) == ("ホテル市川ベイ 葛飾の間", "booked", 100)
