"""The committee sees what came back and why, and decides about the addresses."""

from dataclasses import replace
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from reunion import cast
from reunion.mail.models import AddressHealth, Bounce, InboundLetter, Message, about
from reunion.mail.returned import take_in
from reunion.mail.tests.bounces.shapes import Refused, postfix
from reunion.mail.tests.letters_home import reply, vacation
from reunion.overview.todo import todo
from reunion.team.access import seat_of

pytestmark = pytest.mark.django_db

DEAD = Refused("550 5.1.1 User unknown", step="RCPT TO", status="5.1.1")
FULL = Refused("552 5.2.2 mailbox full", step="RCPT TO", status="5.2.2")
DMARC = Refused("554 5.7.1 rejected due to DMARC policy", step="end of DATA", status="5.7.1")


@pytest.fixture
def desk(client):
    reunion = cast.mamagawa()
    organizer = cast.member(reunion)
    client.force_login(organizer)
    return SimpleNamespace(client=client, reunion=reunion, organizer=organizer)


def sent_to(guest, key: str = "1") -> Message:
    return Message.objects.create(
        reunion=guest.reunion,
        key=f"{guest.pk}:{key}",
        kind="bank-info",
        about=about(guest),
        message_id=f"<{guest.pk}-{key}@reunion.example>",
        recipient=guest.email,
        recipient_name=guest.school_name,
        subject="会費のお振り込みについて",
        state="sent",
        sent_at=timezone.now(),
    )


def came_back(message: Message, refused: Refused) -> Message:
    take_in(postfix(replace(refused, to=message.recipient, message_id=message.message_id)), source="mailbox")
    message.refresh_from_db()
    return message


def address(name, reunion, *arguments):
    return reverse(f"staff:mail:{name}", args=[reunion.slug, *arguments])


def things_to_do(desk) -> dict[str, int]:
    return {item.thing: item.count for item in todo(seat_of(desk.organizer, desk.reunion.slug))}


def test_what_came_back_is_listed_with_its_reason_and_the_servers_words(desk):
    guest = cast.guest(desk.reunion)
    message = came_back(sent_to(guest), DEAD)
    page = desk.client.get(address("returned", desk.reunion)).text
    for words in ("高田 裕子 様", guest.email, "この宛先はもうありません。", "User unknown", "届かない宛先"):
        assert words in page
    assert address("detail", desk.reunion, message.pk) in page


def test_the_letter_itself_shows_what_came_back_and_cannot_go_again(desk):
    message = came_back(sent_to(cast.guest(desk.reunion)), DEAD)
    page = desk.client.get(address("detail", desk.reunion, message.pk)).text
    assert "戻ってきた知らせ" in page
    assert f"{message.recipient} は届かない宛先です" in page
    assert "もう一度送る" not in page


def test_a_full_mailbox_may_be_tried_again(desk):
    message = came_back(sent_to(cast.guest(desk.reunion)), FULL)
    page = desk.client.get(address("detail", desk.reunion, message.pk)).text
    assert "もう一度送る" in page
    assert "届かない宛先です" not in page


def test_a_notice_that_proves_nothing_says_so(desk):
    message = sent_to(cast.guest(desk.reunion))
    take_in(postfix(replace(DEAD, to=message.recipient)), source="mailbox")
    assert "にせの知らせかもしれません" in desk.client.get(address("returned", desk.reunion)).text


def test_machines_answers_are_apart(desk):
    guest = cast.guest(desk.reunion, email="hanako@example.jp")
    take_in(vacation(sent_to(guest)), source="mailbox")
    page = address("returned", desk.reunion)
    refusals, answers = desk.client.get(page), desk.client.get(f"{page}?show=answers")
    assert (len(refusals.context["page"]), len(answers.context["page"])) == (0, 1)


def test_a_fault_of_our_own_is_told_at_once_and_gone_when_the_letter_goes_again(desk):
    message = came_back(sent_to(cast.guest(desk.reunion)), DMARC)
    assert things_to_do(desk)["returned_ours"] == 1
    page = f"{address('returned', desk.reunion)}?show=ours"
    assert "会の送り方が原因で断られました" in desk.client.get(page).text
    desk.client.post(address("again", desk.reunion, message.pk))
    assert "returned_ours" not in things_to_do(desk)


def test_a_person_decides_about_a_proposed_address(desk):
    guest = cast.guest(desk.reunion)
    for key in "12":
        came_back(sent_to(guest, key), FULL)
    assert things_to_do(desk)["addresses_proposed"] == 1
    page = desk.client.get(f"{address('addresses', desk.reunion)}?show=proposed").text
    assert "高田 裕子さん" in page
    row = AddressHealth.objects.get()
    answer = desk.client.post(
        address("confirm_dead", desk.reunion, row.pk), {"show": "proposed"}, follow=True
    )
    assert f"{row.address} を届かない宛先にしました。" in answer.text
    row.refresh_from_db()
    assert (row.state, row.decided_by) == ("dead", desk.organizer)
    assert "addresses_proposed" not in things_to_do(desk)


def test_a_person_lifts_a_dead_address(desk):
    message = came_back(sent_to(cast.guest(desk.reunion)), DEAD)
    row = AddressHealth.objects.get()
    desk.client.post(address("lift", desk.reunion, row.pk), {"show": "dead"})
    row.refresh_from_db()
    assert row.state == "good"
    assert "もう一度送る" in desk.client.get(address("detail", desk.reunion, message.pk)).text
    assert message.recipient in desk.client.get(f"{address('addresses', desk.reunion)}?show=good").text


def test_the_addresses_of_another_reunion_are_not_ours_to_decide(desk):
    other = cast.mamagawa("other")
    came_back(sent_to(cast.guest(other)), DEAD)
    row = AddressHealth.objects.get()
    for name in ("lift", "confirm_dead"):
        assert desk.client.post(address(name, desk.reunion, row.pk)).status_code == 404
    for name in ("returned", "addresses"):
        assert row.address not in desk.client.get(f"{address(name, desk.reunion)}?show=dead").text


def test_where_the_address_is_corrected_stands_that_it_is_dead(desk):
    guest = cast.guest(desk.reunion)
    came_back(sent_to(guest), DEAD)
    for name in ("detail", "contact"):
        url = reverse(f"staff:registrations:{name}", args=[desk.reunion.slug, guest.pk])
        assert f"{guest.email} は届かない宛先です" in desk.client.get(url).text


def test_a_reply_stands_at_its_registration_and_says_whose_it_is(desk):
    guest = cast.guest(desk.reunion, email="hanako@example.jp")
    message = sent_to(guest)
    take_in(reply(message), source="mailbox")
    guest.refresh_from_db()
    assert guest.proof == "replied"
    written = InboundLetter.objects.get()
    page = desk.client.get(reverse("staff:registrations:detail", args=[desk.reunion.slug, guest.pk])).text
    assert address("inbound_letter", desk.reunion, written.pk) in page
    letter = desk.client.get(address("inbound_letter", desk.reunion, written.pk)).text
    assert "に送ったメールへの返信です。" in letter
    assert things_to_do(desk)["letters_unanswered"] == 1


def test_class_staff_see_neither_letter_nor_reply_at_the_registration(desk):
    guest = cast.guest(desk.reunion, email="hanako@example.jp")
    take_in(reply(sent_to(guest)), source="mailbox")
    desk.client.force_login(cast.member(desk.reunion, "class_staff", rooms="A"))
    page = desk.client.get(reverse("staff:registrations:detail", args=[desk.reunion.slug, guest.pk]))
    assert (page.status_code, "出席します。" in page.text) == (200, False)


def queries_of(desk, url) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert desk.client.get(url).status_code == 200
    return len(queries)


@pytest.mark.parametrize(("name", "show"), [("returned", ""), ("addresses", "dead")])
def test_thirty_rows_take_as_many_queries_as_one(desk, name, show):
    url = f"{address(name, desk.reunion)}?show={show}"
    came_back(sent_to(cast.guest(desk.reunion)), DEAD)
    queries_of(desk, url)
    one = queries_of(desk, url)
    for number in range(29):
        came_back(sent_to(cast.guest(desk.reunion, email=f"gone{number}@example.jp")), DEAD)
    assert queries_of(desk, url) == one
    assert len(desk.client.get(url).context["page"]) == 30


def test_what_a_server_still_tries_says_so(desk):
    message = sent_to(cast.guest(desk.reunion))
    Bounce.objects.create(
        digest="d",
        source="pipe",
        message=message,
        recipient=message.recipient,
        outcome="mailbox",
        is_final=False,
    )
    assert "まだ送り直しています" in desk.client.get(address("returned", desk.reunion)).text


def test_once_it_is_put_right_all_that_came_back_through_us_goes_again_by_one_press(desk):
    names = [f"高田 裕子{number} たかだ ゆうこ" for number in range(4)]
    guests = [cast.guest(desk.reunion, name, email=f"g{name[5]}@example.jp") for name in names]
    ours = [came_back(sent_to(guest), DMARC) for guest in guests[:2]]
    others = [came_back(sent_to(guests[2]), DEAD), sent_to(guests[3])]
    page = f"{address('returned', desk.reunion)}?show=ours"
    assert "直ったので、まとめてもう一度送る" in desk.client.get(page).text
    answer = desk.client.post(address("returned_again", desk.reunion), follow=True)
    assert "2通を、もう一度送る順番に入れました。" in answer.text
    letters = [Message.objects.get(pk=message.pk).state for message in (*ours, *others)]
    assert letters == ["queued", "queued", "refused", "sent"]
    assert things_to_do(desk).get("returned_ours") is None
    assert "直ったので" not in desk.client.get(page).text


def test_what_came_back_in_another_reunion_does_not_go_again(desk):
    message = came_back(sent_to(cast.guest(cast.mamagawa("other"))), DMARC)
    desk.client.post(address("returned_again", desk.reunion))
    message.refresh_from_db()
    assert message.state == "refused"
