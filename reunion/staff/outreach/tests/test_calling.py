from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reunion import cast
from reunion.outreach.models import ContactLog
from reunion.roster.models import Club, ContactPoint
from reunion.team.models import Role

pytestmark = pytest.mark.django_db
OUTREACH = "/staff/mamagawa/outreach/"
MINE = f"{OUTREACH}class/"


@pytest.fixture
def desk(client):
    """秋山 (with a telephone) and 井上 of A, 森 of B; 宮本 looks after A and is signed in."""
    reunion = cast.mamagawa()
    staff = cast.member(reunion, Role.CLASS_STAFF, name="宮本", rooms="A")
    akiyama = cast.classmate(
        reunion, "秋山 一郎 あきやま いちろう", current_family_name="石井", current_family_kana="いしい"
    )
    inoue = cast.classmate(reunion, "井上 二郎 いのうえ じろう")
    mori = cast.classmate(reunion, "森 薫 もり かおる", room="B")
    ContactPoint.objects.create(classmate=akiyama, kind="phone", value="０９０ー１２３４ー５６７８")
    client.force_login(staff)
    return SimpleNamespace(
        client=client, reunion=reunion, staff=staff, akiyama=akiyama, inoue=inoue, mori=mori
    )


def names(response):
    return [row["person"].school_name for row in response.context["page"]]


def press(desk, person, what, **changes):
    address = f"{OUTREACH}person/{person.pk}/result/"
    return desk.client.post(address, {"press": what, "room": person.homeroom_id} | changes)


def test_class_staff_see_their_own_class_only(desk):
    assert names(desk.client.get(MINE)) == ["秋山 一郎", "井上 二郎"]
    assert desk.client.get(f"{MINE}{desk.mori.homeroom_id}/").status_code == 404
    assert desk.client.get(f"{MINE}0/").status_code == 404
    assert desk.client.get(f"{OUTREACH}person/{desk.mori.pk}/").status_code == 404
    assert press(desk, desk.mori, "told").status_code == 404
    log = ContactLog.objects.create(
        reunion=desk.reunion, classmate=desk.mori, user=desk.staff, way="talk", result="told"
    )
    assert desk.client.post(f"{OUTREACH}calls/{log.pk}/take-back/").status_code == 404
    assert ContactLog.objects.count() == 1


def test_the_office_chooses_a_class_first(desk):
    desk.client.force_login(cast.member(desk.reunion))
    assert desk.client.get(MINE).url == f"{OUTREACH}classes/"
    assert names(desk.client.get(f"{MINE}{desk.mori.homeroom_id}/")) == ["森 薫"]
    assert names(desk.client.get(f"{MINE}0/")) == []
    assert desk.client.get(f"{MINE}99999/").status_code == 404


def test_a_press_is_noted_and_the_next_person_comes(desk):
    response = press(desk, desk.akiyama, "no_answer", remark="夜に")
    room = desk.akiyama.homeroom_id
    assert response.url == f"{OUTREACH}person/{desk.inoue.pk}/?room={room}"
    log = ContactLog.objects.get()
    assert (log.classmate, log.user, log.way, log.result, log.note) == (
        desk.akiyama,
        desk.staff,
        "telephone",
        "unreachable",
        "夜に",
    )
    press(desk, desk.inoue, "told")
    page = desk.client.get(f"{OUTREACH}person/{desk.akiyama.pk}/?room={room}")
    assert page.context["next"] is None
    assert press(desk, desk.akiyama, "told").url == f"{MINE}{room}/"


def test_what_was_typed_is_kept_when_the_press_is_refused(desk):
    long = "あ" * 201
    for what, remark, sentence in (
        ("lead", "", "知っている人の名前"),
        ("told", long, "200文字まで"),
        ("", "夜に", "どうだったか"),
    ):
        response = press(desk, desk.akiyama, what, remark=remark)
        assert (response.status_code, response.context["remark"]) == (422, remark)
        assert sentence in response.context["error"]
    assert ContactLog.objects.count() == 0


def test_the_page_of_a_person_has_ways_and_a_text(desk):
    text = desk.client.get(f"{OUTREACH}person/{desk.akiyama.pk}/").content.decode()
    for part in ('href="tel:09012345678"', 'href="sms:09012345678?', "https://line.me/R/share?text=", "/c/"):
        assert part in text
    assert "秋山 一郎（いま 石井）" in text


def test_the_tabs_count_the_rows_behind_them(desk):
    press(desk, desk.akiyama, "will_come")
    tabs = desk.client.get(MINE).context["tabs"]
    expected = {"全員": 2, "まだ声をかけていない": 1, "来ると言っている": 1}
    assert {str(tab["label"]): tab["count"] for tab in tabs} == expected
    found = {str(tab["label"]): len(names(desk.client.get(tab["url"]))) for tab in tabs}
    assert found == expected


def test_home_counts_exactly_those_never_tried(desk):
    press(desk, desk.akiyama, "line")
    todo = desk.client.get("/staff/mamagawa/home/").context["todo"]
    rows = [(item["count"], item["url"]) for item in todo if "声をかけていない" in str(item["text"])]
    assert rows == [(1, f"{MINE}?show=fresh")]
    assert names(desk.client.get(rows[0][1])) == ["井上 二郎"]


@pytest.mark.parametrize("typed", ["いしい", "ｱｷﾔﾏ", "秋山", "石井"])
def test_somebody_is_found_by_kana_and_by_either_surname(desk, typed):
    assert names(desk.client.get(MINE, {"q": typed})) == ["秋山 一郎"]


def test_only_who_noted_it_and_the_office_take_it_back(desk):
    press(desk, desk.akiyama, "told")
    log = ContactLog.objects.get()
    other = cast.member(desk.reunion, Role.CLASS_STAFF, rooms="A")
    desk.client.force_login(other)
    desk.client.post(f"{OUTREACH}calls/{log.pk}/take-back/")
    assert ContactLog.objects.count() == 1
    desk.client.force_login(desk.staff)
    answer = desk.client.post(f"{OUTREACH}calls/{log.pk}/take-back/", {"room": desk.akiyama.homeroom_id})
    assert answer.url == f"{OUTREACH}person/{desk.akiyama.pk}/?room={desk.akiyama.homeroom_id}"
    assert ContactLog.objects.count() == 0


def test_the_office_decides_about_who_wants_no_news(desk):
    press(desk, desk.akiyama, "unwilling")
    assert names(desk.client.get(MINE)) == ["井上 二郎"]
    assert desk.client.get(f"{OUTREACH}person/{desk.akiyama.pk}/").status_code == 404
    desk.client.force_login(cast.member(desk.reunion))
    todo = desk.client.get("/staff/mamagawa/home/").context["todo"]
    assert [item["count"] for item in todo if item["url"] == f"{OUTREACH}unwilling/"] == [1]
    page = desk.client.get(f"{OUTREACH}unwilling/")
    log = ContactLog.objects.get()
    assert list(page.context["page"]) == [log]
    decided = f"{OUTREACH}unwilling/{log.pk}/"
    desk.client.post(decided, {"answer": "perhaps"})
    assert list(desk.client.get(f"{OUTREACH}unwilling/").context["page"]) == [log]
    desk.client.post(decided, {"answer": "leave"})
    desk.client.post(decided, {"answer": "again"})
    desk.akiyama.refresh_from_db()
    assert desk.akiyama.do_not_contact is True
    assert list(desk.client.get(f"{OUTREACH}unwilling/").context["page"]) == []


def test_the_same_number_of_questions_for_two_and_for_thirty(desk):
    club = Club.objects.create(cohort=desk.reunion.cohort, name="演劇部")
    desk.akiyama.clubs.add(club)
    press(desk, desk.akiyama, "told")
    asked = [questions_of(desk)]
    for number in range(30):
        person = cast.classmate(desk.reunion, f"田中 {number} たなか じろう", number=number)
        person.clubs.add(club)
        ContactPoint.objects.create(classmate=person, kind="phone", value="090-1234-5678")
        if number % 2:
            press(desk, person, "told")
    asked.append(questions_of(desk))
    assert len(names(desk.client.get(MINE))) == 32
    assert asked[0] == asked[1] <= 15


def questions_of(desk):
    with CaptureQueriesContext(connection) as questions:
        desk.client.get(MINE)
    return len(questions)


def test_each_class_is_listed_by_what_needs_help(desk):
    press(desk, desk.akiyama, "told")
    desk.client.force_login(cast.member(desk.reunion))
    with CaptureQueriesContext(connection) as questions:
        page = desk.client.get(f"{OUTREACH}classes/")
    rows = [row["room"] for row in page.context["page"]]
    assert [(str(row.homeroom), row.staff, row.people, row.reached, row.percent) for row in rows] == [
        ("3年B組", (), 1, 0, 0),
        ("3年A組", ("宮本",), 2, 1, 50),
    ]
    assert [row.last_call_at for row in rows] == [None, ContactLog.objects.get().at]
    assert (page.context["covered"].classes, page.context["covered"].staffed) == (2, 1)
    assert len(questions) <= 15
