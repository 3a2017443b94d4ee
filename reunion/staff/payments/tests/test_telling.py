import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from reunion import cast
from reunion.mail.models import Message
from reunion.payments.correcting import corrections, to_tell
from reunion.payments.hand_booking import book_by_hand, undo_by_hand
from reunion.payments.models import ReminderRound, Statement
from reunion.team.models import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def reunion():
    return cast.mamagawa()


@pytest.fixture
def desk(client, reunion):
    client.force_login(cast.member(reunion, Role.TREASURER, name="鈴木"))
    return client


def address(reunion, name, *parts):
    return reverse(f"staff:payments:{name}", args=[reunion.slug, *parts])


def paid(guest, amount=8000):
    return book_by_hand(guest, amount=amount, received_on=timezone.localdate(), taken_by="x", actor=None)


def told_wrongly(reunion, names="高田 裕子 たかだ ゆうこ"):
    guest = cast.guest(reunion, names)
    payment = paid(guest)
    Message.objects.filter(kind="paid", state="queued").update(state="sent", sent_at=timezone.now())
    undo_by_hand(payment, actor=None)
    return guest


def test_the_desk_says_that_thanks_are_about_to_leave(desk, reunion):
    paid(cast.guest(reunion))
    time = timezone.localtime(Message.objects.get(kind="paid").due_at)
    page = desk.get(address(reunion, "lines")).text
    assert f"お礼のメールが1通、{time:%H:%M}から順に出ます。" in page
    page = desk.get(address(reunion, "news"), {"show": "waiting"}).text
    assert "高田 裕子" in page


def test_a_correction_is_sent_by_one_press(desk, reunion):
    guest = told_wrongly(reunion)
    page = desk.get(address(reunion, "news")).text
    assert "8,000円の入金を確認したと知らせましたが、いまの帳簿では0円です。" in page
    assert "ご入金のお知らせの訂正" in page
    seen = corrections(reunion)[0].seen
    answer = desk.post(address(reunion, "correct", guest.pk), {"seen": seen}, follow=True)
    assert "高田 裕子さんへの訂正を済ませました。" in answer.text
    assert "訂正するお知らせはありません。" in answer.text
    answer = desk.post(address(reunion, "correct", guest.pk), {"seen": seen}, follow=True)
    assert "ほかの人が先に決めました" in answer.text
    assert Message.objects.filter(kind="correction").count() == 1


def test_a_correction_is_set_aside_with_a_reason(desk, reunion):
    guest = told_wrongly(reunion)
    seen = corrections(reunion)[0].seen
    answer = desk.post(address(reunion, "leave", guest.pk), {"seen": seen}, follow=True)
    assert "理由を、短く書いてください" in answer.text
    desk.post(address(reunion, "leave", guest.pk), {"seen": seen, "reason": "電話で話した"})
    assert corrections(reunion) == []


def test_the_story_of_the_guest_and_the_first_page_speak_of_it(desk, reunion):
    guest = told_wrongly(reunion)
    story = reverse("staff:outreach:guest", args=[reunion.slug, guest.pk])
    assert "知らせた入金が、いまの帳簿と違います。" in desk.get(story).text
    home = desk.get(reverse("staff:home:home", args=[reunion.slug])).text
    assert "入金のお知らせを訂正するか決める" in home


def test_the_secretariat_tells_by_telephone_but_corrects_nothing(client, reunion):
    client.force_login(cast.member(reunion, Role.SECRETARIAT))
    told_wrongly(reunion)
    guest = cast.guest(reunion, "宮本 薫 みやもと かおる", email="", phone="090-1234-5678")
    paid(guest)
    page = client.get(address(reunion, "news")).text
    assert "8,000円の入金を確認したと知らせましたが" in page
    assert "訂正のメールを送る" not in page
    page = client.get(address(reunion, "news"), {"show": "tell"}).text
    assert "会費8,000円のご入金を確認しました。ありがとうございます。" in page
    assert 'href="tel:090-1234-5678"' in page
    client.post(address(reunion, "told", guest.pk), {"amount": "8000"})
    assert to_tell(reunion) == []


def test_what_was_booked_meanwhile_is_not_told_by_an_old_screen(desk, reunion):
    guest = cast.guest(reunion, email="")
    paid(guest, 3000)
    paid(guest, 5000)
    answer = desk.post(address(reunion, "told", guest.pk), {"amount": "3000"}, follow=True)
    assert "入金の記録が変わったか" in answer.text
    assert [one.amount for one in to_tell(reunion)] == [8000]


def known(reunion, days_ago=1):
    day = timezone.localdate() - dt.timedelta(days=days_ago)
    return Statement.objects.create(reunion=reunion, file_name="x", digest="x", bank="x", to_on=day)


def test_reminders_are_looked_at_and_sent_by_one_press(desk, reunion):
    known(reunion)
    cast.guest(reunion)
    page = desk.get(address(reunion, "reminders")).text
    for words in (
        "お願いする1名（合わせて8,000円）",
        "1名にお願いを送る",
        "まだいただいていない金額",
    ):
        assert words in page
    typed = {"number": "1", "people": "1", "amount": "8000"}
    answer = desk.post(address(reunion, "remind"), typed, follow=True)
    assert "1名へのお願いを送り始めました。" in answer.text
    assert "会費のお願い 1回目" in answer.text
    desk.post(address(reunion, "remind"), typed)
    assert Message.objects.filter(kind="reminder").count() == 1
    page = desk.get(address(reunion, "reminders")).text
    assert "7日以内にお願いした" in page
    assert "1名にお願いを送る" not in page


def test_an_old_file_asks_for_a_newer_one(desk, reunion):
    known(reunion, days_ago=5)
    cast.guest(reunion)
    page = desk.get(address(reunion, "reminders")).text
    assert "新しい明細を取り込む" in page
    answer = desk.post(
        address(reunion, "remind"), {"number": "1", "people": "1", "amount": "8000"}, follow=True
    )
    assert "銀行の明細が古いため、送りません。" in answer.text
    assert not ReminderRound.objects.exists()


def test_each_text_can_be_read_and_pasted(desk, reunion):
    guest = cast.guest(reunion)
    page = desk.get(address(reunion, "reminder_text", guest.pk)).text
    assert "真間川高校 還暦同窓会の会費8,000円のご入金を、まだ確認できていません。" in page
    paid(guest)
    answer = desk.get(address(reunion, "reminder_text", guest.pk), follow=True)
    assert "高田 裕子さんには、いまお願いすることがありません。" in answer.text


@pytest.mark.parametrize("show", ["", "tell", "waiting"])
def test_the_page_asks_the_same_number_of_questions(desk, reunion, show):
    counts = []
    for people in (1, 29):
        for number in range(people):
            told_wrongly(reunion, f"高田 {number} たかだ ゆうこ")
            paid(cast.guest(reunion, f"宮本 {number} みやもと かおる", email=""))
        for number in range(people):
            paid(cast.guest(reunion, f"池田 {number} いけだ しげる"))
        with CaptureQueriesContext(connection) as asked:
            desk.get(address(reunion, "news"), {"show": show})
        counts.append(len(asked))
    assert counts[0] == counts[1]
