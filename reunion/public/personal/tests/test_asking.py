import pytest

from reunion import cast
from reunion.events.models import Reunion
from reunion.mail.models import InboundLetter
from reunion.registrations.links import token

pytestmark = pytest.mark.django_db


def door(guest, path):
    return f"/mamagawa/my/{token(guest)}/{path}"


def write(client, guest, path, text="二次会もお願いします"):
    submission = client.get(door(guest, path)).context["form"]["submission"].value()
    return client.post(door(guest, path), {"submission": submission, "text": text})


@pytest.mark.parametrize(("path", "kind"), [("ask/", "change"), ("stored/ask/", "personal_data")])
def test_a_wish_reaches_the_organizers_with_its_text(client, path, kind):
    guest = cast.guest(cast.mamagawa(), email="yuko@mail.example")
    Reunion.objects.update(state="closed")
    answer = write(client, guest, path)
    assert answer["Location"] == door(guest, "?said=asked")
    letter = InboundLetter.objects.get()
    assert (letter.kind, letter.name, letter.contact, letter.text, letter.about) == (
        kind,
        "高田 裕子",
        "yuko@mail.example",
        "二次会もお願いします",
        f"registrations.registration:{guest.pk}",
    )


def test_without_a_mail_address_the_telephone_is_where_to_answer(client):
    guest = cast.guest(cast.mamagawa(), email="", phone="090-1111-2222")
    write(client, guest, "ask/")
    assert InboundLetter.objects.get().contact == "090-1111-2222"


def test_the_same_press_twice_is_one_letter(client):
    guest = cast.guest(cast.mamagawa())
    submission = client.get(door(guest, "ask/")).context["form"]["submission"].value()
    for _press in range(2):
        client.post(door(guest, "ask/"), {"submission": submission, "text": "二次会も"})
    assert InboundLetter.objects.count() == 1


def test_words_changed_after_going_back_are_a_letter_of_their_own(client):
    guest = cast.guest(cast.mamagawa())
    submission = str(client.get(door(guest, "ask/")).context["form"]["submission"].value())
    for text in ("二次会も", "二次会も。車いすです", "二次会も"):
        client.post(door(guest, "ask/"), {"submission": submission, "text": text})
    texts = InboundLetter.objects.order_by("id").values_list("text", flat=True)
    assert list(texts) == ["二次会も", "二次会も。車いすです"]


@pytest.mark.parametrize("text", ["", "   ", "あ" * 2001])
def test_a_mistake_keeps_what_was_typed(client, text):
    guest = cast.guest(cast.mamagawa())
    answer = write(client, guest, "ask/", text)
    assert (answer.status_code, list(answer.context["form"].errors)) == (200, ["text"])
    assert text in answer.content.decode()
    assert InboundLetter.objects.count() == 0


def test_after_the_day_only_what_is_stored_can_be_asked_about(client):
    guest = cast.guest(cast.mamagawa())
    Reunion.objects.update(state="past")
    assert client.get(door(guest, "ask/"))["Location"] == door(guest, "stored/ask/")
    assert write(client, guest, "stored/ask/")["Location"] == door(guest, "?said=asked")


def test_the_form_says_what_would_go_back_today(client):
    guest = cast.guest(cast.mamagawa())
    cast.fill_the_ledger(guest, 4000)
    Reunion.objects.update(state="closed")
    assert "お支払いの 8,000円 を全額お返しします" in client.get(door(guest, "ask/")).content.decode()
