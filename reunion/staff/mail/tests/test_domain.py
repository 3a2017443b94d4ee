"""Whether our mail can be believed: in words, with what to publish, and told at home when it changes."""

import datetime as dt
import re
from types import SimpleNamespace

import pytest
from django.urls import reverse
from django.utils import timezone

from reunion import cast
from reunion.mail import watching
from reunion.mail.models import DomainCheck, MailboxWatch, Message, RoundTrip
from reunion.overview.todo import todo
from reunion.team.access import Seat
from reunion.team.models import Member, Role

pytestmark = pytest.mark.django_db
HERE = "reunion.example"
RECORD = 'reunion.example TXT "v=spf1 include:provider.example -all"'


@pytest.fixture
def desk(client, settings):
    settings.EMAIL_CONFIGURED = True
    settings.DEFAULT_FROM_EMAIL = "kanji@reunion.example"
    reunion = cast.mamagawa()
    client.force_login(cast.member(reunion))
    return SimpleNamespace(client=client, reunion=reunion)


def page(desk) -> str:
    answer = desk.client.get(reverse("staff:mail:domain", args=[desk.reunion.slug]))
    assert answer.status_code == 200
    return answer.content.decode()


def kept(*colours: str, days_ago: int = 0) -> DomainCheck:
    names = ("spf", "dkim", "dmarc", "ptr")
    checks = [
        {"name": name, "colour": colour, "found": f"{name}を見ました。", "advice": "", "record": ""}
        for name, colour in zip(names, colours, strict=False)
    ]
    if checks[0]["colour"] == "red":
        checks[0] |= {"advice": "届け出を直します。", "record": RECORD}
    moment = timezone.now() - dt.timedelta(days=days_ago)
    return DomainCheck.objects.create(domain=HERE, checked_at=moment, checks=checks)


def things(reunion, role: str = Role.ORGANIZER) -> dict[str, int]:
    seat = Member.objects.filter(reunion=reunion, role=role).first()
    items = todo(Seat(user=seat.user, reunion=reunion, role=seat.role, homeroom_ids=None))
    return {item.thing: item.count for item in items}


def test_each_line_says_its_colour_in_words(desk):
    kept("green", "green", "green", "green", days_ago=1)
    kept("red", "green", "yellow", "unknown")
    shown = page(desk)
    words = ("赤　直すところがあります", "緑　問題ありません", "黄　気をつけるところがあります")
    assert [word for word in (*words, "？　確認できませんでした") if shown.count(word) != 1] == []
    assert "前は問題がありませんでした。" in shown
    assert ("spfを見ました。" in shown, "届け出を直します。" in shown) == (True, True)
    assert 'id="record-spf">reunion.example TXT &quot;v=spf1 include:provider.example -all&quot;<' in shown
    assert shown.count("data-copy=") == 1


def test_before_the_first_check_and_without_mail(desk, settings):
    assert "まだ確かめていません。" in page(desk)
    settings.EMAIL_CONFIGURED = False
    kept("green")
    shown = page(desk)
    assert "確かめる差出人がまだありません。" in shown
    assert ("いま確かめる" in shown, "緑　問題ありません" in shown) == (False, False)


def test_the_button_wakes_the_worker(desk):
    url = reverse("staff:mail:check_domain", args=[desk.reunion.slug])
    assert desk.client.get(url).status_code == 405
    answer = desk.client.post(url, follow=True)
    assert "1分ほどたったら" in answer.content.decode()
    assert not DomainCheck.objects.exists()


def test_home_tells_what_turned_red_until_it_is_mended(desk):
    kept("green", "red", days_ago=2)
    assert things(desk.reunion) == {"domain_never_green": 1}
    kept("red", "red", days_ago=1)
    kept("red", "green")
    assert things(desk.reunion) == {"domain_turned_red": 1}
    shown = desk.client.get(reverse("staff:home:home", args=[desk.reunion.slug])).content.decode()
    assert "差出人の確認で、赤に変わったところがあります" in shown
    kept("green", "green")
    assert things(desk.reunion) == {}


def test_home_tells_of_three_days_without_an_answer(desk):
    for days_ago in (2, 1, 0):
        assert things(desk.reunion) == {}
        kept("unknown", "unknown", days_ago=days_ago)
    assert things(desk.reunion) == {"domain_unknown": 2}


def test_a_demo_is_told_nothing_of_the_installation(desk, settings):
    settings.BOUNCE_MAILBOX_URL = "imaps://kanji:x@mail.reunion.example"
    kept("red")
    RoundTrip.objects.create(message_id="<1@reunion.example>", outcome="断られました。")
    assert things(desk.reunion) == {"domain_never_green": 1, "round_trip_lost": 1}
    desk.reunion.is_demo = True
    assert things(desk.reunion) == {}


def test_the_letter_to_ourselves(desk, settings):
    assert "受信箱が、まだ設定されていません。" in page(desk)
    settings.BOUNCE_MAILBOX_URL = "imaps://kanji:x@mail.reunion.example"
    assert "1時間以内に最初の一通が出ます。" in page(desk)
    trip = RoundTrip.objects.create(message_id="<1@reunion.example>")
    assert "戻りを待っています" in page(desk)
    RoundTrip.objects.update(created_at=timezone.now() - dt.timedelta(hours=13))
    assert "赤　戻ってきていません" in page(desk)
    RoundTrip.objects.filter(pk=trip.pk).update(returned_at=timezone.now())
    assert "緑　戻ってきました" in page(desk)


def test_only_the_office_is_told(desk):
    cast.member(desk.reunion, Role.TREASURER)
    kept("red")
    assert things(desk.reunion, Role.TREASURER) == {}


def test_the_queries_do_not_grow(desk, django_assert_max_num_queries):
    for days_ago in range(30):
        kept("red", "green", days_ago=days_ago)
    with django_assert_max_num_queries(14):
        page(desk)


def test_a_mailbox_that_cannot_be_read_is_told_on_the_pages_and_on_the_first_page(desk, settings):
    pages = [reverse(f"staff:{name}", args=[desk.reunion.slug]) for name in ("mail:list", "mail:domain")]
    sentence = "返事や戻ってきたメールの届く受信箱を読めていません"
    settings.BOUNCE_MAILBOX_URL = "imap://user:x@127.0.0.1:1/INBOX"
    watching.note_trouble("LOGIN, error")
    assert all(sentence not in desk.client.get(page).text for page in pages)
    MailboxWatch.objects.update(failing_since=timezone.now() - watching.PATIENCE)
    assert all(sentence in desk.client.get(page).text for page in pages)
    assert sentence in desk.client.get(reverse("staff:home:home", args=[desk.reunion.slug])).text


def test_the_numbers_by_receiver_lead_to_their_letters(desk):
    for number, state in enumerate(("sent", "sent", "refused")):
        Message.objects.create(
            reunion=desk.reunion,
            key=f"{number}",
            message_id=f"{number}",
            recipient=f"guest{number}@gmail.com",
            state=state,
            sent_at=timezone.now() if state == "sent" else None,
        )
    links = re.findall(r'href="([^"]+what=[a-z]+)">(\d+)<', page(desk))
    rows = [desk.client.get(link.replace("&amp;", "&")).text.count('<th scope="row">') for link, _ in links]
    assert rows == [int(number) for _, number in links] == [2, 1]


def test_a_number_that_makes_no_sense_leads_back(desk):
    place = reverse("staff:mail:of_receiver", args=[desk.reunion.slug])
    for query in ("", "?receiver=gmail&what=accepted&week=2026-13-45", "?receiver=x&what=y&week=2026-11-23"):
        assert desk.client.get(place + query).url == reverse("staff:mail:domain", args=[desk.reunion.slug])
