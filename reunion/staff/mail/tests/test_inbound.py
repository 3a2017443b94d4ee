"""The committee reads what guests wrote, answers, or sets it aside."""

import uuid
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from reunion import cast
from reunion.mail.inbound import REACH, receive
from reunion.mail.models import Message

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client):
    reunion = cast.mamagawa()
    organizer = cast.member(reunion)
    client.force_login(organizer)
    return SimpleNamespace(client=client, reunion=reunion, organizer=organizer)


def write(reunion, **changes):
    details = {
        "kind": "question",
        "name": "高田 裕子",
        "contact": "yuko@example.jp",
        "text": "駐車場は\nありますか。",
        "submission": uuid.uuid4(),
    }
    return receive(reunion, **(details | changes))


def address(name, reunion, *arguments):
    return reverse(f"staff:mail:{name}", args=[reunion.slug, *arguments])


def names_on(response):
    return [letter.name for letter in response.context["page"]]


def test_the_longest_waiting_stands_first_and_the_done_are_apart(desk):
    for name in ("一", "二", "三"):
        letter = write(desk.reunion, name=name)
    write(cast.mamagawa("other"), name="よその会")
    page = address("inbound", desk.reunion)
    assert "（返事待ち 3通）" in desk.client.get(address("list", desk.reunion)).text
    desk.client.post(address("inbound_aside", desk.reunion, letter.pk))
    waiting, done = desk.client.get(page), desk.client.get(f"{page}?show=done")
    assert (names_on(waiting), names_on(done)) == (["一", "二"], ["三"])
    assert [tab["count"] for tab in waiting.context["tabs"]] == [2, 1]
    assert "返事なしで済み" in done.text


def test_an_answer_goes_out_once_and_is_kept_with_the_letter(desk):
    letter = write(desk.reunion)
    page = address("inbound_letter", desk.reunion, letter.pk)
    shown = desk.client.get(page).text
    assert "駐車場は<br>ありますか。" in shown
    assert "yuko@example.jp へメールで送ります。" in shown
    for _press in range(2):
        answer = desk.client.post(page, {"text": "あります。\r\nどうぞ。"}, follow=True)
        assert answer.redirect_chain == [(address("inbound", desk.reunion), 302)]
        assert "高田 裕子さんへの返事を、送る順番に入れました。" in answer.text
    sent = Message.objects.get()
    shown = desk.client.get(page).text
    assert "あります。<br>どうぞ。" in shown
    assert address("detail", desk.reunion, sent.pk) in shown
    assert "<textarea" not in shown


def test_another_answer_is_refused_and_an_empty_one_asked_for(desk):
    letter = write(desk.reunion)
    page = address("inbound_letter", desk.reunion, letter.pk)
    for empty in ("", " \n", "\x00"):
        assert Message.objects.count() == 0
        assert "data-error-summary" in desk.client.post(page, {"text": empty}).text
    desk.client.post(page, {"text": "一"})
    refused = desk.client.post(page, {"text": "二"})
    assert (refused.status_code, Message.objects.count()) == (200, 1)
    assert refused.context["form"].non_field_errors() == [
        "この便りには、もう返事をしました。続きは、相手の方に直接お知らせください。"
    ]


@pytest.mark.parametrize(
    ("contact", "hint"),
    [
        ("090-1234-5678", "電話などでお伝えしてから、伝えたことを書き留めてください。"),
        ("", "返事の宛先がありません。"),
        ("yuko@dwmail.jp", "このメールアドレスのサービスは終わっているため、届きません。"),
    ],
)
def test_without_an_address_that_works_the_answer_is_noted(desk, contact, hint):
    letter = write(desk.reunion, contact=contact)
    page = address("inbound_letter", desk.reunion, letter.pk)
    shown = desk.client.get(page).text
    assert (hint in shown, "書き留める" in shown, "この返事を送る" in shown) == (True, True, False)
    answer = desk.client.post(page, {"text": "電話で伝えました。"}, follow=True)
    assert "高田 裕子さんにお伝えしたことを書き留めました。" in answer.text
    assert "電話で伝えました。" in desk.client.get(page).text
    assert Message.objects.count() == 0


def test_who_set_a_letter_aside_may_still_answer_it(desk):
    letter = write(desk.reunion)
    answer = desk.client.post(address("inbound_aside", desk.reunion, letter.pk), follow=True)
    assert "高田 裕子さんの便りを済みにしました。" in answer.text
    page = address("inbound_letter", desk.reunion, letter.pk)
    shown = desk.client.get(page).text
    assert ("あとから返事を書くこともできます。" in shown, "返事なしで済みにする" in shown) == (True, False)
    assert desk.client.post(page, {"text": "遅くなりました。"}).status_code == 302


def test_a_wish_from_a_personal_page_leads_to_its_registration(desk):
    guest = cast.guest(desk.reunion)
    stranger = cast.guest(cast.mamagawa("other"))
    shown = {
        about: desk.client.get(
            address(
                "inbound_letter",
                desk.reunion,
                write(desk.reunion, kind="change", about=about).pk,
            )
        ).text
        for about in (guest, stranger, "registrations.registration:x", REACH)
    }
    button = reverse("staff:registrations:detail", args=[desk.reunion.slug, guest.pk])
    assert [button in page for page in shown.values()] == [True, False, False, False]
    assert ["この申込を開く" in page for page in shown.values()] == [True, False, False, False]
    assert "連絡先を知っている方" in shown[REACH]
    assert "変更・取り消しの希望" in shown[guest]


def test_letters_of_another_reunion_do_not_exist(desk):
    other = write(cast.mamagawa("other"))
    for name in ("inbound_letter", "inbound_aside"):
        assert desk.client.post(address(name, desk.reunion, other.pk), {"text": "x"}).status_code == 404
    other.refresh_from_db()
    assert (other.answer, other.answered_at) == ("", None)


def test_what_a_guest_wrote_is_text_and_no_link(desk):
    letter = write(desk.reunion, name="<b>x</b>", text="<script>x</script> https://evil.example")
    for page in (address("inbound", desk.reunion), address("inbound_letter", desk.reunion, letter.pk)):
        shown = desk.client.get(page).text
        assert ("<script>x" in shown, "<b>x" in shown, 'href="https://evil' in shown) == (False,) * 3


def test_thirty_letters_take_as_many_queries_as_one(desk):
    write(desk.reunion)
    page = address("inbound", desk.reunion)
    desk.client.get(page)
    with CaptureQueriesContext(connection) as one:
        desk.client.get(page)
    for _number in range(29):
        write(desk.reunion)
    with CaptureQueriesContext(connection) as thirty:
        desk.client.get(page)
    assert len(thirty) == len(one)
