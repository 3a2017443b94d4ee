"""Out of the announcements with one click, from a page or from a mail program."""

import pytest
from django.test import Client
from django.urls import reverse

from reunion import cast
from reunion.mail.kinds import ANNOUNCEMENT
from reunion.mail.models import Message, Unsubscribe
from reunion.mail.outbox import enqueue
from reunion.mail.unsubscribing import token, unsubscribe_url

pytestmark = pytest.mark.django_db
State = Message.State
ONE_CLICK = {"List-Unsubscribe": "One-Click"}


@pytest.fixture
def mamagawa():
    return cast.mamagawa()


def letter(reunion, number=1, *, kind=ANNOUNCEMENT, recipient="Hanako@example.jp", **changes) -> Message:
    made = enqueue(
        reunion,
        key=f"{kind}:{number}:r1",
        kind=kind,
        about=reunion,
        recipient=recipient,
        recipient_name="高田 裕子",
        subject="会場が決まりました",
        body="会場が決まりました。\n",
    )
    batch = f"{ANNOUNCEMENT}:{number}" if kind == ANNOUNCEMENT else ""
    Message.objects.filter(pk=made.pk).update(batch=batch, **changes)
    made.refresh_from_db()
    return made


@pytest.fixture
def guest_client():
    """A browser that insists on the token against forgery, as real ones meet it."""
    return Client(enforce_csrf_checks=True)


def address(made: Message) -> str:
    return reverse("public:unsubscribe", args=[made.reunion.slug, token(made)])


def stopped() -> list[str]:
    return list(Unsubscribe.objects.values_list("address", flat=True))


def test_the_link_is_short_whole_and_holds_no_address(mamagawa, settings):
    made = letter(mamagawa)
    assert unsubscribe_url(made) == settings.SITE_URL + address(made)
    assert "hanako" not in unsubscribe_url(made).lower()
    assert len(address(made)) < 80


def test_opening_the_link_changes_nothing(guest_client, mamagawa):
    answer = guest_client.get(address(letter(mamagawa)))
    assert (answer.status_code, stopped()) == (200, [])
    assert "お知らせを止めますか" in answer.content.decode()


def test_the_page_is_for_one_person_only(guest_client, mamagawa):
    answer = guest_client.get(address(letter(mamagawa)))
    assert answer["Referrer-Policy"] == "no-referrer"
    assert answer["X-Robots-Tag"] == "noindex, nofollow"
    assert "no-store" in answer["Cache-Control"]
    assert answer.cookies == {}
    assert "Ha…@example.jp" in answer.content.decode()
    assert "Hanako@example.jp" not in answer.content.decode()


def test_a_mail_program_presses_once_without_cookie_and_without_redirect(guest_client, mamagawa):
    answer = guest_client.post(address(letter(mamagawa)), ONE_CLICK)
    assert (answer.status_code, stopped()) == (200, ["hanako@example.jp"])


def test_a_mail_program_may_send_its_press_as_a_form_of_several_parts(guest_client, mamagawa):
    body = '--x\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--x--\r\n'
    answer = guest_client.post(
        address(letter(mamagawa)), body, content_type="multipart/form-data; boundary=x"
    )
    assert (answer.status_code, stopped()) == (200, ["hanako@example.jp"])


def test_the_button_stops_them_and_the_other_brings_them_back(guest_client, mamagawa):
    place = address(letter(mamagawa))
    assert guest_client.post(place, {"press": "stop"}).url == place
    assert stopped() == ["hanako@example.jp"]
    assert "やはり受け取る" in guest_client.get(place).content.decode()
    assert guest_client.post(place, {"press": "again"}).url == place
    assert stopped() == []


def test_a_second_press_finds_it_done(guest_client, mamagawa):
    place = address(letter(mamagawa))
    guest_client.post(place, ONE_CLICK)
    assert guest_client.post(place, ONE_CLICK).status_code == 200
    assert stopped() == ["hanako@example.jp"]


def test_announcements_that_wait_for_the_address_are_held_at_once_and_nothing_else(guest_client, mamagawa):
    sent = letter(mamagawa, 1)
    waiting = letter(mamagawa, 2, recipient="hanako@example.jp")
    paused = letter(mamagawa, 3, state=State.PAUSED)
    about_money = letter(mamagawa, 4, kind="bank-info")
    of_another = letter(mamagawa, 5, recipient="jiro@example.jp")
    Message.objects.filter(pk=sent.pk).update(state=State.SENT, sent_at=sent.created_at)
    guest_client.post(address(sent), ONE_CLICK)
    states = dict(Message.objects.values_list("pk", "state"))
    assert states == {
        sent.pk: State.SENT,
        waiting.pk: State.HELD,
        paused.pk: State.HELD,
        about_money.pk: State.QUEUED,
        of_another.pk: State.QUEUED,
    }


def test_it_counts_for_this_reunion_only(guest_client, mamagawa):
    elsewhere = cast.mamagawa("elsewhere")
    other = letter(elsewhere, 2)
    guest_client.post(address(letter(mamagawa)), ONE_CLICK)
    other.refresh_from_db()
    assert other.state == State.QUEUED


@pytest.mark.parametrize("change", [lambda link: link[:-1], lambda link: link.replace("_1_", "_2_")])
def test_a_link_that_was_changed_opens_nothing(guest_client, mamagawa, change):
    first, _second = letter(mamagawa, 1), letter(mamagawa, 2, recipient="jiro@example.jp")
    place = reverse("public:unsubscribe", args=[mamagawa.slug, change(token(first))])
    assert guest_client.get(place).status_code == 404
    assert (guest_client.post(place, ONE_CLICK).status_code, stopped()) == (404, [])


def test_a_link_of_another_reunion_opens_nothing(guest_client, mamagawa):
    made = letter(mamagawa)
    place = reverse("public:unsubscribe", args=[cast.mamagawa("elsewhere").slug, token(made)])
    assert guest_client.post(place, ONE_CLICK).status_code == 404


@pytest.mark.parametrize("state", ["past", "draft"])
def test_it_works_whatever_has_become_of_the_reunion(guest_client, mamagawa, state):
    made = letter(mamagawa)
    mamagawa.state = state
    mamagawa.save()
    assert guest_client.get(address(made)).status_code == 200
    assert guest_client.post(address(made), ONE_CLICK).status_code == 200
