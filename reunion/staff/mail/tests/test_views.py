"""The committee sees every letter, what became of it and why, and can send it again."""

from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from reunion import cast
from reunion.journal.models import Entry
from reunion.mail.delivery import deliver, sweep
from reunion.mail.models import Attempt, Message
from reunion.mail.outbox import enqueue
from reunion.roster.models import Classmate

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client):
    reunion = cast.mamagawa()
    organizer = cast.member(reunion)
    client.force_login(organizer)
    return SimpleNamespace(client=client, reunion=reunion, organizer=organizer)


def write(reunion, key="1", **changes):
    details = {
        "kind": "bank-info",
        "about": reunion,
        "recipient": "hanako@example.jp",
        "recipient_name": "高田 裕子",
        "subject": "会費のお振り込みについて",
        "body": "会費は8,000円です。\nhttps://reunion.example/mamagawa/\n",
    }
    return enqueue(reunion, key=f"{reunion.slug}:{key}", **details | changes)


def address(name, reunion, *arguments):
    return reverse(f"staff:mail:{name}", args=[reunion.slug, *arguments])


def names_on(response):
    return [letter.recipient_name for letter in response.context["page"]]


def test_the_tabs_and_the_search_narrow_the_list(desk):
    write(desk.reunion)
    write(desk.reunion, "2", recipient="taro@docomo.ne.jp", recipient_name="井上　太郎")
    write(desk.reunion, "3", recipient="jiro@", recipient_name="佐藤 次郎")
    Message.objects.filter(recipient_name="佐藤 次郎").update(state="refused", held_because="", risk="none")
    page = address("list", desk.reunion)
    found = {
        query: names_on(desk.client.get(f"{page}?{query}"))
        for query in ("", "show=waiting", "show=risk", "show=refused", "q=井上太郎", "q=hanako@", "q=だれか")
    }
    assert found == {
        "": ["佐藤 次郎", "井上　太郎", "高田 裕子"],
        "show=waiting": ["井上　太郎", "高田 裕子"],
        "show=risk": ["井上　太郎"],
        "show=refused": ["佐藤 次郎"],
        "q=井上太郎": ["井上　太郎"],
        "q=hanako@": ["高田 裕子"],
        "q=だれか": [],
    }
    response = desk.client.get(page)
    assert [tab["count"] for tab in response.context["tabs"]] == [3, 2, 1, 1]
    assert "携帯会社のメール（docomo）" in response.text


def test_letters_of_another_reunion_are_not_here(desk):
    other = write(cast.mamagawa("other"))
    assert names_on(desk.client.get(address("list", desk.reunion))) == []
    assert desk.client.get(address("detail", desk.reunion, other.pk)).status_code == 404
    assert desk.client.post(address("again", desk.reunion, other.pk)).status_code == 404


def test_a_letter_shows_its_text_its_attempts_and_the_servers_words(desk):
    message = write(desk.reunion, recipient="taro@docomo.ne.jp")
    Attempt.objects.create(
        message=message, outcome="refused", stage="RCPT TO", code=550, words="5.1.1 User unknown"
    )
    text = desk.client.get(address("detail", desk.reunion, message.pk)).text
    assert "会費は8,000円です。" in text
    assert "RCPT TO 550 5.1.1 User unknown" in text
    assert "「迷惑メールフォルダ」をご覧になり" in text
    assert "もう一度送る" not in text


def test_a_refused_letter_is_sent_again_by_a_press(desk):
    message = write(desk.reunion)
    Message.objects.filter(pk=message.pk).update(state="refused")
    page = address("detail", desk.reunion, message.pk)
    assert "もう一度送る" in desk.client.get(page).text
    response = desk.client.post(address("again", desk.reunion, message.pk), follow=True)
    assert response.redirect_chain == [(page, 302)]
    assert "もう一度送る順番に入れました。" in response.text
    message.refresh_from_db()
    assert message.state == "queued"
    assert Entry.objects.about(message).get().actor == desk.organizer
    response = desk.client.post(address("again", desk.reunion, message.pk), follow=True)
    assert "このメールはもう送ったか、いま送る順番を待っています。" in response.text


def test_the_treasurer_reads_letters_but_does_not_send_them(desk):
    message = write(desk.reunion)
    Message.objects.filter(pk=message.pk).update(state="refused")
    desk.client.force_login(cast.member(desk.reunion, "treasurer"))
    assert "もう一度送る" not in desk.client.get(address("detail", desk.reunion, message.pk)).text
    assert desk.client.post(address("again", desk.reunion, message.pk)).status_code == 403


def test_class_staff_have_no_mail_pages(desk):
    message = write(desk.reunion)
    desk.client.force_login(cast.member(desk.reunion, "class_staff", rooms="A"))
    for name, arguments in (("list", []), ("detail", [message.pk]), ("folder", [])):
        assert desk.client.get(address(name, desk.reunion, *arguments)).status_code == 403


def test_missing_settings_and_trouble_are_said_on_top(desk, settings):
    settings.EMAIL_CONFIGURED = False
    message = write(desk.reunion)
    text = desk.client.get(address("list", desk.reunion)).text
    assert "1通が、送られずに待っています" in text
    settings.EMAIL_CONFIGURED = True
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    deliver(message.pk)
    text = desk.client.get(address("list", desk.reunion)).text
    assert "送られずに待っています" not in text
    assert "会のメールサーバーにつながりません。" in text
    assert "Connection refused" in text


def test_a_demos_folder_shows_letters_as_a_reader_would_see_them(desk):
    assert desk.client.get(address("folder", desk.reunion)).status_code == 404
    desk.reunion.is_demo = True
    desk.reunion.save()
    assert "フォルダーはまだ空です。" in desk.client.get(address("folder", desk.reunion)).text
    message = write(desk.reunion)
    sweep()
    assert "会費のお振り込みについて" in desk.client.get(address("folder", desk.reunion)).text
    text = desk.client.get(address("folder_letter", desk.reunion, message.pk)).text
    assert "真間川高校 還暦同窓会 &lt;kanji@reunion.example&gt;" in text
    assert "会費は8,000円です。<br>" in text
    assert desk.client.get(address("folder_letter", desk.reunion, message.pk + 1)).status_code == 404


@pytest.mark.parametrize("name", ["list", "folder"])
def test_thirty_letters_take_as_many_queries_as_one(desk, name):
    desk.reunion.is_demo = True
    desk.reunion.save()
    write(desk.reunion)
    sweep()
    page = address(name, desk.reunion)
    desk.client.get(page)
    with CaptureQueriesContext(connection) as one:
        desk.client.get(page)
    for number in range(2, 31):
        write(desk.reunion, str(number), recipient=f"{number}@docomo.ne.jp")
    sweep()
    with CaptureQueriesContext(connection) as thirty:
        desk.client.get(page)
    assert len(thirty) == len(one)


def test_a_letter_leads_to_its_text_for_line(desk):
    letter = write(desk.reunion, kind="answer", about=cast.guest(desk.reunion))
    office = write(desk.reunion, "2", kind="committee")
    leads = [
        address("by_hand", desk.reunion, one.pk)
        in desk.client.get(address("detail", desk.reunion, one.pk)).content.decode()
        for one in (letter, office)
    ]
    assert leads == [True, False]
    page = desk.client.get(address("by_hand", desk.reunion, letter.pk)).content.decode()
    assert '<pre class="copy-text" id="by-hand">会費は8,000円です。' in page


def test_what_must_not_be_told_any_more_is_not_there_to_copy(desk):
    letter = write(desk.reunion, kind="answer", about=cast.guest(desk.reunion))
    Classmate.objects.update(do_not_contact=True)
    page = desk.client.get(address("by_hand", desk.reunion, letter.pk)).content.decode()
    assert "この文章は、いまは送れません" in page and "copy-text" not in page
