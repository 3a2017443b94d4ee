import datetime as dt
import html
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from reunion import cast
from reunion.events.models import BankAccount, Reunion
from reunion.mail.models import DomainCheck, InboundLetter, Message
from reunion.payments.hand_booking import book_by_hand
from reunion.payments.paying_back import pay_out, plan_refund
from reunion.roster.models import ContactPoint
from reunion.team.models import Role

pytestmark = pytest.mark.django_db
HOME = "/staff/mamagawa/home/"


@pytest.fixture
def reunion():
    """Four come, one of them a teacher; one declined, one waits, one is only known, one is dead."""
    reunion = cast.mamagawa()
    cast.guest(reunion, "高田 裕子 たかだ ゆうこ", email="yuko@docomo.ne.jp")
    cast.guest(reunion, "大西 義明 おおにし よしあき", email="")
    paid = cast.guest(reunion, "鈴木 順子 すずき じゅんこ", room="B")
    cast.fill_the_ledger(paid, 4000)
    cast.guest(reunion, "森 薫 もり かおる", room="B", state="declined", attending=False)
    cast.registration(reunion, state="waiting", reference="1999")
    cast.registration(reunion, teacher=cast.teacher(reunion), reference="1998")
    known = cast.classmate(reunion, "林 亮 はやし りょう", room="C", doubt="姓と名の切れ目を確かめてください")
    ContactPoint.objects.create(classmate=known, kind="phone", value="090")
    cast.classmate(reunion, "伊藤 潤 いとう じゅん", deceased=True)
    for number, risk in enumerate(("carrier", "none", "typo")):
        Message.objects.create(reunion=reunion, key=f"{number}", message_id=f"{number}", risk=risk)
    InboundLetter.objects.create(reunion=reunion, name="高田 裕子", text="駐車場はありますか。")
    return reunion


FIGURE = re.compile(
    r'<a href="([^"]+)" class="figure[^>]*>\s*<span class="figure-label">([^<]+)</span>'
    r'\s*<span class="figure-value"><b>(\d+)'
)
THING = re.compile(r'<a href="([^"]+)"><span class="todo-count">(\d+)</span> <span class="todo-text">([^<]+)')


def figures(page: str) -> dict[str, tuple[int, str]]:
    """label → (number, address of its list)"""
    return {label: (int(number), html.unescape(url)) for url, label, number in FIGURE.findall(page)}


def things(page: str) -> dict[str, tuple[int, str]]:
    """sentence → (number, address of its list)"""
    return {text: (int(number), html.unescape(url)) for url, number, text in THING.findall(page)}


def rows_of(client, url: str) -> int:
    table = client.get(url).content.decode().partition("<tbody>")[2]
    return len(re.findall(r"<tr[ >]", table))


def test_every_figure_leads_to_a_list_of_exactly_so_many(client, reunion):
    client.force_login(cast.member(reunion))
    shown = figures(client.get(HOME).content.decode())
    assert {label: number for label, (number, _url) in shown.items()} == {
        "参加": 3,
        "見つかった": 5,
        "入金": 1,
        "届かないおそれのあるメール": 2,
    }
    assert {label: rows_of(client, url) for label, (_number, url) in shown.items()} == {
        label: number for label, (number, _url) in shown.items()
    }


def test_every_thing_to_do_leads_to_a_list_of_exactly_so_many(client, reunion):
    client.force_login(cast.member(reunion))
    waiting = things(client.get(HOME).content.decode())
    assert {text: number for text, (number, _url) in waiting.items()} == {
        "メールを送る設定がまだありません（待っている通数）": 3,
        "案内が届いたか分からない人に、ほかの方法で伝える": 3,
        "だれか分からない申込を決める": 1,
        "届いた便りに返事をする": 1,
        "名簿で確かめたいところを見る": 1,
    }
    for text, (number, url) in waiting.items():
        assert (text, rows_of(client, url)) == (text, number)


def test_what_somebody_paid_too_much_waits_until_it_has_gone_back(client):
    reunion = cast.mamagawa()
    guest = cast.guest(reunion)
    cancelled = cast.guest(reunion, "森 薫 もり かおる", state="cancelled", refund_percent=100)
    day = timezone.localdate()
    for payer in (guest, cancelled):
        book_by_hand(payer, amount=12000, received_on=day, taken_by="鈴木", actor=None)
    client.force_login(cast.member(reunion, Role.TREASURER))
    sentence = "多くいただいた会費を、返すか振り替える"
    number, url = things(client.get(HOME).content.decode())[sentence]
    assert (number, rows_of(client, url)) == (2, 2)
    for payer, yen in ((guest, 4000), (cancelled, 12000)):
        refund = plan_refund(payer, amount=yen, way="cash", actor=None)
        pay_out(refund, paid_out_on=day, actor=None)
    assert sentence not in things(client.get(HOME).content.decode())


def test_without_an_account_the_treasurer_is_told_how_many_wait(client, reunion):
    BankAccount.objects.all().delete()
    client.force_login(cast.member(reunion, Role.TREASURER))
    sentence = "振込先の口座を登録する（口座の案内が待っています）"
    assert things(client.get(HOME).content.decode())[sentence] == (3, "/staff/mamagawa/events/account/")


def test_a_letter_held_on_purpose_is_nothing_to_do_and_each_other_kind_has_its_own_list(client, reunion):
    kinds = ["", "words", "unsure", "address", "dead", "unsubscribed", "overtaken"]
    for because in kinds:
        Message.objects.create(
            reunion=reunion, key=f"h{because}", message_id=f"h{because}", state="held", held_because=because
        )
    Message.objects.create(reunion=reunion, key="r", message_id="r", state="refused")
    client.force_login(cast.member(reunion))
    shown = things(client.get(HOME).content.decode())
    expected = {
        "断られたメールを確かめる": 1,
        "止めているメールを、送るか決める": 3,
        "宛先が使えず送れないメールを、ほかの方法で伝える": 2,
    }
    assert {text: shown[text][0] for text in expected} == expected
    assert {text: rows_of(client, shown[text][1]) for text in expected} == expected
    assert sum("メール" in text for text in shown) == len(expected) + 1  # and those that wait for settings
    assert rows_of(client, "/staff/mamagawa/mail/?show=kept") == 2


def test_class_staff_see_their_class_and_no_money(client, reunion):
    client.force_login(cast.member(reunion, Role.CLASS_STAFF, rooms="B"))
    page = client.get(HOME).content.decode()
    assert {label: number for label, (number, _url) in figures(page).items()} == {
        "参加": 1,
        "見つかった": 2,
    }
    assert ("3年B組" in page, "3年A組" in page, "円" in page) == (True, False, False)


def test_the_number_of_queries_does_not_grow(client):
    counts = []
    for people in (1, 30):
        reunion = cast.mamagawa(f"year-{people}", school=f"{people}")
        for number in range(people):
            cast.guest(reunion, f"高田 裕子{number} たかだ ゆうこ", room="ABC"[number % 3])
        client.force_login(cast.member(reunion))
        address = f"/staff/{reunion.slug}/home/"
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        counts.append(len(captured))
    assert (counts[1], counts[0] <= 15) == (counts[0], True)


def look_after_our_mail(settings) -> tuple[str, int]:
    settings.EMAIL_CONFIGURED, settings.DEFAULT_FROM_EMAIL = True, "kai@mamagawa.example.jp"
    settings.BOUNCE_MAILBOX_URL = "imap://user:x@127.0.0.1:1/INBOX"
    DomainCheck.objects.create(domain="mamagawa.example.jp", checks=[{"name": "spf", "colour": "red"}])
    return "差出人の確認で、赤いままのところがあります", 90


def be_near_the_deadline(settings) -> tuple[str, int]:
    return "会費のまだの人に、メールでお願いする", 30


@pytest.mark.parametrize("happens", [look_after_our_mail, be_near_the_deadline])
def test_home_asks_few_questions_also_when_there_is_more_to_say(client, settings, happens):
    sentence, days_left = happens(settings)
    cast.guest(cast.mamagawa(held_on=timezone.localdate() + dt.timedelta(days=days_left)))
    client.force_login(cast.member(Reunion.objects.get()))
    client.get(HOME)
    with CaptureQueriesContext(connection) as captured:
        shown = things(client.get(HOME).content.decode())
        queries = len(captured)
    assert (shown[sentence][0], queries <= 15) == (1, True)


def test_an_empty_reunion_says_what_to_do_first(client):
    client.force_login(cast.member(cast.mamagawa()))
    assert "名簿がまだありません。" in client.get(HOME).content.decode()
