import datetime as dt
import html
import re
from types import SimpleNamespace
from urllib.parse import unquote

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from reunion import cast
from reunion.mail.models import Attempt, Message
from reunion.outreach.models import ContactLog
from reunion.outreach.tests.conftest import letter_to
from reunion.payments.models import HandBookedPayment
from reunion.roster.models import ContactPoint
from reunion.team.models import Role

pytestmark = pytest.mark.django_db
BOARD = "/staff/mamagawa/outreach/"


@pytest.fixture
def desk(client):
    """A of 高田 (docomo, three days ago), B of 森 (no address); 宮本 looks after B."""
    reunion = cast.mamagawa()
    organizer = cast.member(reunion, name="安藤")
    staff = cast.member(reunion, Role.CLASS_STAFF, name="宮本", rooms="B")
    yuko = cast.guest(reunion, email="yuko@docomo.ne.jp", phone="０９０ー１２３４ー５６７８")
    letter_to(yuko, days_ago=3)
    kaoru = cast.guest(reunion, "森 薫 もり かおる", room="B", email="")
    client.force_login(organizer)
    return SimpleNamespace(
        client=client, reunion=reunion, organizer=organizer, staff=staff, yuko=yuko, kaoru=kaoru
    )


def names_on(response):
    return [row["registration"].school_name for row in response.context["page"]]


def page_of(desk, guest):
    return desk.client.get(f"{BOARD}{guest.pk}/")


def links_on(text, scheme):
    return [html.unescape(link) for link in re.findall(f'href="({scheme}[^"]*)"', text)]


def press(desk, guest, **changes):
    return desk.client.post(
        f"{BOARD}{guest.pk}/note/", {"way": "line", "result": "told", "remark": ""} | changes
    )


# The board


def test_the_board_says_who_why_and_who_looks_after_them(desk):
    response = desk.client.get(BOARD)
    rows = [
        (row["registration"].school_name, str(row["badge"][0]), row["why"], row["staff"])
        for row in response.context["page"]
    ]
    day = timezone.localtime() - dt.timedelta(days=3)
    weekday = "月火水木金土日"[day.weekday()]
    assert rows == [
        ("森 薫", "メールなし", "メールアドレスがなく、まだだれも伝えていません。", ("宮本",)),
        (
            "高田 裕子",
            "携帯会社のメール",
            f"{day.month}月{day.day}日（{weekday}）にdocomoへ送って3日たちますが、受け取ったしるしがありません。",
            ("安藤",),
        ),
    ]


def test_a_tab_for_each_class_of_which_somebody_is_on_it(desk):
    cast.registration(desk.reunion, teacher=cast.teacher(desk.reunion), family_name="原田")
    response = desk.client.get(BOARD)
    tabs = {tab["label"]: (tab["count"], tab["url"]) for tab in response.context["tabs"]}
    assert {label: count for label, (count, _url) in tabs.items()} == {
        "すべて": 3,
        "3年A組": 1,
        "3年B組": 1,
        "恩師": 1,
    }
    found = {label: len(names_on(desk.client.get(url))) for label, (_count, url) in tabs.items()}
    assert found == {label: count for label, (count, _url) in tabs.items()}
    assert names_on(desk.client.get(f"{BOARD}?group=x")) == []


def test_class_staff_see_their_own_class_only(desk):
    desk.client.force_login(desk.staff)
    assert names_on(desk.client.get(BOARD)) == ["森 薫"]
    assert page_of(desk, desk.kaoru).status_code == 200
    log = ContactLog.objects.create(
        reunion=desk.reunion, registration=desk.yuko, user=desk.staff, way="line", result="told"
    )
    addresses = [f"{desk.yuko.pk}/", f"{desk.yuko.pk}/elsewhere/", f"{desk.yuko.pk}/note/"]
    addresses.append(f"tries/{log.pk}/take-back/")
    posted = {"way": "line", "result": "told", "address": "x@mail.example"}
    answers = {address: desk.client.post(BOARD + address, posted).status_code for address in addresses}
    assert answers == dict.fromkeys(addresses, 404)
    assert desk.client.get(f"{BOARD}{desk.yuko.pk}/").status_code == 404
    assert (ContactLog.objects.count(), Message.objects.count()) == (1, 1)


def test_home_counts_exactly_those_on_the_board_also_for_class_staff(desk):
    sentence = "案内が届いたか分からない人に、ほかの方法で伝える"
    for user, count in ((desk.organizer, 2), (desk.staff, 1)):
        desk.client.force_login(user)
        todo = desk.client.get("/staff/mamagawa/home/").context["todo"]
        assert [(item["count"], item["url"]) for item in todo if item["text"] == sentence] == [(count, BOARD)]
        assert len(names_on(desk.client.get(BOARD))) == count


def test_the_board_is_read_a_page_at_a_time_with_the_same_number_of_questions(desk):
    counts = []
    for people in (0, 60):
        for number in range(people):
            guest = cast.guest(desk.reunion, f"秋山{number} 茂 あきやま しげる", email="")
            ContactLog.objects.create(
                reunion=desk.reunion, registration=guest, user=desk.staff, way="line", result="unreachable"
            )
        with CaptureQueriesContext(connection) as captured:
            response = desk.client.get(BOARD)
        counts.append(len(captured))
    assert (len(names_on(response)), len(names_on(desk.client.get(f"{BOARD}?page=2")))) == (50, 12)
    assert counts[0] == counts[1] <= 15


def test_an_empty_board_says_so(desk):
    ContactLog.objects.bulk_create(
        ContactLog(reunion=desk.reunion, registration=guest, way="line", result="told")
        for guest in (desk.yuko, desk.kaoru)
    )
    assert "いま、声をかける人はいません。" in desk.client.get(BOARD).text


# The page of one guest


def test_everything_to_reach_them_opens_on_the_helpers_own_phone(desk):
    ContactPoint.objects.create(classmate=desk.yuko.classmate, kind="phone", value="047-333-4444")
    ContactPoint.objects.create(classmate=desk.yuko.classmate, kind="mail", value="yuko@gmail.com")
    ContactPoint.objects.create(classmate=desk.yuko.classmate, kind="friend", value="大西さん")
    text = page_of(desk, desk.yuko).text
    assert links_on(text, "tel:") == ["tel:09012345678", "tel:0473334444"]
    [sms] = links_on(text, "sms:")
    assert sms.startswith("sms:09012345678?&body=")
    assert unquote(sms).startswith("sms:09012345678?&body=真間川高校 還暦同窓会の幹事の安藤です。\n")
    assert [link.partition("?")[0] for link in links_on(text, "mailto:")] == [
        "mailto:yuko@docomo.ne.jp",
        "mailto:yuko@gmail.com",
    ]
    [line] = links_on(text, "https://line.me")
    assert unquote(line).startswith(
        "https://line.me/R/share?text=真間川高校 還暦同窓会の会費のお振込先です。\n"
    )
    assert "友人を通じて 大西さん" in text


def test_the_telephone_script_has_the_steps_of_the_carriers_allow_list(desk):
    text = page_of(desk, desk.yuko).text
    assert [
        word for word in ("電話での話し方", "受信リスト設定", "迷惑メールフォルダ") if word not in text
    ] == []
    assert "受信リスト設定" not in page_of(desk, desk.kaoru).text


def test_class_staff_pass_on_the_account_but_not_the_own_page(desk):
    desk.client.force_login(desk.staff)
    text = page_of(desk, desk.kaoru).text
    assert ("1234567" in text, "8,000円" in text, "/my/" in text) == (True, True, False)
    desk.client.force_login(desk.organizer)
    assert "/my/" in page_of(desk, desk.kaoru).text


def test_a_teachers_page_never_speaks_of_money(desk):
    guest = cast.registration(
        desk.reunion, teacher=cast.teacher(desk.reunion), family_name="原田", phone="047-333-4444"
    )
    text = unquote(page_of(desk, guest).text)
    assert "ご出席のお返事を賜り" in text
    assert [word for word in ("1234567", "円", "振込") if word in text] == []


def test_who_has_paid_or_must_be_left_alone_is_not_to_be_contacted(desk):
    HandBookedPayment.objects.create(
        registration=desk.kaoru, amount=1, received_on=timezone.localdate(), taken_by="x"
    )
    desk.yuko.classmate.do_not_contact = True
    desk.yuko.classmate.save()
    for guest in (desk.kaoru, desk.yuko):
        text = page_of(desk, guest).text
        assert [links_on(text, scheme) for scheme in ("tel:", "sms:", "mailto:", "https://line")] == [[]] * 4


def test_what_guests_and_servers_wrote_is_text_and_nothing_else(desk):
    evil = '"><script>alert(1)</script>'
    type(desk.yuko).objects.update(family_name=evil[:40], phone=evil, transfer_name=evil)
    ContactPoint.objects.create(classmate=desk.yuko.classmate, kind="line", value=evil)
    ContactLog.objects.create(
        reunion=desk.reunion, registration=desk.yuko, way="line", result="unreachable", note=evil
    )
    Attempt.objects.create(message=Message.objects.get(), outcome="refused", words=evil)
    for address in (BOARD, f"{BOARD}{desk.yuko.pk}/", f"{BOARD}{desk.yuko.pk}/elsewhere/"):
        assert "<script>alert" not in desk.client.get(address).text


def test_the_story_shows_the_servers_words_and_who_did_what(desk):
    Attempt.objects.create(
        message=Message.objects.get(), outcome="sent", stage="data", code=250, words="ok 42"
    )
    press(desk, desk.yuko, result="unreachable", remark="留守")
    events = page_of(desk, desk.yuko).context["events"]
    assert [(event["sentence"], event.get("quoted"), event.get("who")) for event in events] == [
        ("メール「振込のご案内」を書きました", None, None),
        ("お返事がありました", None, None),
        ("メール「振込のご案内」を送り、相手のサーバーが受け取りました", "data 250 ok 42", None),
        ("LINE：不通", None, "安藤"),
    ]


def test_the_page_asks_the_same_number_of_questions_however_long_the_story(desk):
    counts = []
    for _times in range(2):
        letter_to(desk.yuko, days_ago=3)
        ContactPoint.objects.create(classmate=desk.yuko.classmate, kind="phone", value=f"{_times}")
        ContactLog.objects.create(
            reunion=desk.reunion, registration=desk.yuko, way="sms", result="unreachable"
        )
        with CaptureQueriesContext(connection) as captured:
            page_of(desk, desk.yuko)
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 16


# Presses


def test_told_takes_them_off_and_leads_back_to_the_board(desk):
    response = press(desk, desk.kaoru, remark="娘さんに")
    assert response.url == BOARD
    board = desk.client.get(BOARD)
    assert names_on(board) == ["高田 裕子"]
    assert "森 薫さんに伝えたことを書き留めました。" in board.text
    assert list(ContactLog.objects.values_list("way", "result", "note", "user")) == [
        ("line", "told", "娘さんに", desk.organizer.pk)
    ]


def test_not_reached_sinks_below_the_others(desk):
    press(desk, desk.kaoru, way="telephone", result="unreachable")
    assert names_on(desk.client.get(BOARD)) == ["高田 裕子", "森 薫"]


@pytest.mark.parametrize(
    "wrong", [{"way": ""}, {"way": "pigeon"}, {"result": "tried"}, {"remark": "x" * 201}]
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(desk, wrong):
    response = press(desk, desk.kaoru, **{"remark": "夜に"} | wrong)
    assert (response.status_code, ContactLog.objects.count()) == (200, 0)
    assert wrong.get("remark", "夜に") in response.text
    if wrong == {"way": ""}:
        assert "どうやって連絡したかを選んでください。" in response.text


def test_to_another_address(desk):
    address = f"{BOARD}{desk.yuko.pk}/elsewhere/"
    for typed, words in (
        ("", "メールアドレスを書いてください。"),
        ("yuko@", "@（アットマーク）の後ろがありません。"),
        ("yuko@gmail.con", "gmail.com"),
        ("yuko@dwmail.jp", "別のアドレス"),
    ):
        response = desk.client.post(address, {"address": typed})
        assert (response.status_code, words in response.text, typed in response.text) == (200, True, True)
    assert Message.objects.count() == 1
    desk.client.post(address, {"address": "yuko@gmail.con", "is_right": "on"})
    desk.client.post(address, {"address": "yuko@gmail.com"})
    desk.yuko.refresh_from_db()
    assert desk.yuko.second_email == "yuko@gmail.com"
    assert {message.recipient for message in Message.objects.all()} == {
        "yuko@docomo.ne.jp",
        "yuko@gmail.con",
        "yuko@gmail.com",
    }


def test_who_pressed_by_mistake_takes_it_back_and_nobody_elses(desk):
    desk.client.force_login(desk.staff)
    press(desk, desk.kaoru)
    [mine] = ContactLog.objects.all()
    other = ContactLog.objects.create(
        reunion=desk.reunion, registration=desk.kaoru, user=desk.organizer, way="line", result="told"
    )
    page = page_of(desk, desk.kaoru).text
    assert (f"tries/{mine.pk}/take-back" in page, f"tries/{other.pk}/take-back" in page) == (True, False)
    for log in (mine, other):
        desk.client.post(f"{BOARD}tries/{log.pk}/take-back/")
    assert list(ContactLog.objects.all()) == [other]
    desk.client.force_login(desk.organizer)
    desk.client.post(f"{BOARD}tries/{other.pk}/take-back/")
    assert names_on(desk.client.get(BOARD)) == ["森 薫", "高田 裕子"]


def test_the_treasurer_reads_the_story_and_contacts_nobody(desk):
    desk.client.force_login(cast.member(desk.reunion, Role.TREASURER))
    text = page_of(desk, desk.yuko).text
    assert ("これまでのやりとり" in text, links_on(text, "tel:"), "伝えた</button>" in text) == (
        True,
        [],
        False,
    )


def test_the_page_of_a_letter_leads_to_the_whole_story(desk):
    page = desk.client.get(f"/staff/mamagawa/mail/{Message.objects.get().pk}/").text
    assert f'href="{BOARD}{desk.yuko.pk}/"' in page


def test_the_registration_leads_to_its_story(desk):
    assert (
        f'href="{BOARD}{desk.yuko.pk}/"'
        in desk.client.get(f"/staff/mamagawa/registrations/{desk.yuko.pk}/").text
    )
