import pytest
from django.utils import translation

from reunion import cast
from reunion.events.models import Reunion
from reunion.public.signup import wordings
from reunion.registrations.links import token
from reunion.registrations.models import State

pytestmark = pytest.mark.django_db


def door(guest, path):
    return f"/mamagawa/my/{token(guest)}/{path}"


def proof_of(guest):
    guest.refresh_from_db()
    return guest.proof


def test_a_press_proves_it(client):
    guest = cast.guest(cast.mamagawa())
    answer = client.post(door(guest, "received/"), {"how": "pressed"})
    assert (answer.status_code, proof_of(guest)) == (302, "pressed")
    assert "届いたことが分かり" in client.get(answer["Location"]).content.decode()


def test_the_page_itself_says_it_was_seen_and_never_undoes_a_press(client):
    guest = cast.guest(cast.mamagawa())
    answer = client.post(door(guest, "received/"), {"how": "seen"})
    assert (answer.status_code, answer.content, proof_of(guest)) == (204, b"", "seen")
    client.post(door(guest, "received/"), {"how": "pressed"})
    client.post(door(guest, "received/"), {"how": "seen"})
    assert proof_of(guest) == "pressed"


@pytest.mark.parametrize("method", ["get", "head", "options", "put"])
@pytest.mark.parametrize("path", ["", "received/", "received/?how=pressed"])
def test_what_only_fetches_proves_nothing(client, method, path):
    guest = cast.guest(cast.mamagawa())
    getattr(client, method)(door(guest, path))
    assert proof_of(guest) == ""


@pytest.mark.parametrize("how", ["pressed", "seen"])
def test_a_member_who_is_signed_in_never_counts(client, how):
    guest = cast.guest(cast.mamagawa())
    client.force_login(cast.member(guest.reunion))
    assert "data-proof-url" not in client.get(door(guest, "")).content.decode()
    client.post(door(guest, "received/"), {"how": how})
    assert proof_of(guest) == ""


def test_the_page_watches_only_when_somebody_arrives(client):
    guest = cast.guest(cast.mamagawa())
    assert f'data-proof-url="{door(guest, "received/")}"' in client.get(door(guest, "")).content.decode()
    assert "data-proof-url" not in client.get(door(guest, "?said=moved")).content.decode()


def agree(client, guest, answer, purpose="show_surname"):
    return client.post(door(guest, "consent/"), {"purpose": purpose, "answer": answer})


def shown_on_the_page(client):
    return "高田" in client.get("/mamagawa/").content.decode()


@pytest.mark.parametrize("reunion_state", ["open", "closed"])
def test_a_surname_goes_with_one_press_and_comes_again_at_the_next_request(client, reunion_state):
    guest = cast.guest(cast.mamagawa(), show_surname=True)
    Reunion.objects.update(state=reunion_state)
    assert shown_on_the_page(client)
    assert agree(client, guest, "no")["Location"].endswith("?said=hidden")
    assert not shown_on_the_page(client)
    assert agree(client, guest, "yes")["Location"].endswith("?said=shown")
    assert shown_on_the_page(client)
    assert guest.consents.get().wording == str(wordings.SURNAME)


def test_also_after_the_day(client):
    guest = cast.guest(cast.mamagawa(), show_surname=True)
    Reunion.objects.update(state="past")
    shown = []
    for answer in ("no", "yes"):
        agree(client, guest, answer)
        guest.refresh_from_db()
        shown.append(guest.show_surname)
    assert shown == [False, True]


def test_a_teacher_agrees_to_words_of_their_own(client):
    reunion = cast.mamagawa()
    guest = cast.registration(reunion, teacher=cast.teacher(reunion), is_teacher=True)
    agree(client, guest, "yes")
    assert guest.consents.get().wording == str(wordings.TEACHER_SURNAME)


def test_the_words_are_kept_as_they_were_read(client):
    guest = cast.guest(cast.mamagawa())
    client.cookies["django_language"] = "en"
    agree(client, guest, "yes")
    with translation.override("en"):
        assert guest.consents.get().wording == str(wordings.SURNAME)


def test_taking_back_is_never_too_often(client):
    guest = cast.guest(cast.mamagawa())
    for _press in range(40):
        agree(client, guest, "yes")
        assert agree(client, guest, "no")["Location"].endswith("?said=hidden")
    assert agree(client, guest, "yes")["Location"].endswith("?said=too_often")
    guest.refresh_from_db()
    assert not guest.show_surname


def test_needs_are_gone_at_once_and_the_next_time_is_a_choice(client):
    guest = cast.guest(cast.mamagawa(), needs="車いす")
    assert "いますぐ消す" in client.get(door(guest, "")).content.decode()
    agree(client, guest, "no", "needs")
    agree(client, guest, "yes", "next_time")
    guest.refresh_from_db()
    assert (guest.needs, guest.keep_for_next_time) == ("", True)
    assert "車いす" not in client.get(door(guest, "")).content.decode()


@pytest.mark.parametrize(
    ("purpose", "answer"), [("privacy", "no"), ("privacy", "yes"), ("needs", "yes"), ("x", "no"), ("", "")]
)
def test_nothing_else_is_agreed_to_here(client, purpose, answer):
    guest = cast.guest(cast.mamagawa())
    assert agree(client, guest, answer, purpose)["Location"] == door(guest, "")
    assert guest.consents.count() == 0


def test_who_still_waits_may_decide_too(client):
    guest = cast.registration(cast.mamagawa(), state=State.WAITING, show_surname=True)
    agree(client, guest, "no")
    guest.refresh_from_db()
    assert not guest.show_surname
