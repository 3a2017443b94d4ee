"""Everything known about one classmate on one page, for whom it may, at the same cost however much it is."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from reunion import cast
from reunion.journal.recording import record
from reunion.mail.models import Message, about
from reunion.outreach.models import ContactLog, FamilyAnswer, SignupLink
from reunion.payments.models import HandBookedPayment
from reunion.postcards.making import make_batch
from reunion.postcards.tests.piles import posted_batch
from reunion.registrations.models import Registration, State
from reunion.roster.models import Classmate, Club, ContactPoint, YearbookAddress
from reunion.team.models import Role

pytestmark = pytest.mark.django_db
MOST_QUERIES = 15


@pytest.fixture
def reunion():
    return cast.mamagawa()


@pytest.fixture
def person(reunion):
    """Something of everything, of today and of another reunion of the same year."""
    person = cast.classmate(reunion, number=12, current_family_name="石井", current_family_kana="いしい")
    YearbookAddress.objects.create(
        classmate=person,
        printed_address="市川市八幡3-4-5",
        grade="certain",
        postal_code="2720021",
        town="八幡",
    )
    posted_batch(reunion, made=make_batch(reunion))
    cast.guest(reunion, reference="1000", classmate=person, email="yuko@example.jp")
    furnish(reunion, person, 1)
    return person


def furnish(reunion, person, number: int) -> None:
    """One more of everything there may be many of."""
    guest = Registration.objects.get(reference="1000")
    user = cast.member(reunion, name=f"安藤{number}")
    person.clubs.add(Club.objects.create(cohort=reunion.cohort, name=f"演劇部{number}"))
    ContactPoint.objects.create(
        classmate=person, kind="phone", value=f"090-0000-{number:04}", told_by="妹さん"
    )
    ContactLog.objects.create(reunion=reunion, classmate=person, way="line", result="told", user=user)
    link = SignupLink.objects.filter(classmate=person).first()
    what, decided = ("told", timezone.now()) if number > 1 else ("no_contact", None)
    FamilyAnswer.objects.create(
        link=link,
        what=what,
        note=f"ひとこと{number}",
        decided_at=decided,
        outcome="nothing" if decided else "",
    )
    Message.objects.create(
        reunion=reunion, key=f"k{number}", message_id=f"m{number}", kind="bank-info", about=about(guest)
    )
    HandBookedPayment.objects.create(
        registration=guest, amount=100, received_on=timezone.localdate(), taken_by="x"
    )
    cast.classmate(reunion, number=100 + number)
    record(person, action="corrected", sentence=f"名簿を直しました{number}", actor=user)
    cast.member(reunion, Role.CLASS_STAFF, name=f"宮本{number}", rooms="A")


def page_of(reunion, person, name="classmate") -> str:
    return reverse(f"staff:roster:{name}", args=[reunion.slug, person.pk])


def text(client, reunion, person) -> str:
    return client.get(page_of(reunion, person)).content.decode()


def test_everything_known_is_there_for_the_office(client, reunion, person):
    client.force_login(cast.member(reunion))
    shown = text(client, reunion, person)
    for known in (
        "高田 裕子（いま 石井）",
        "たかだ ゆうこ",
        "3年A組",
        "12番",
        "演劇部1",
        "090-0000-0001",
        "妹さんから",
        "市川市八幡3-4-5",
        "申込番号 1000",
        "会費 8,000円、入金 100円",
        "残り 7,900円",
        "担当 宮本1",
        "連絡は不要です",
        "ひとこと1",
        "伝えた",
        "振込のご案内",
        "1回目のはがき",
        "名簿を直しました1",
        f"/c/{SignupLink.objects.get(classmate=person).code}/",
        reverse("staff:roster:merge", args=[reunion.slug, person.pk, Classmate.objects.last().pk]),
    ):
        assert (known, known in shown) == (known, True)


def test_amounts_and_merging_are_not_for_class_staff(client, reunion, person):
    client.force_login(cast.member(reunion, Role.CLASS_STAFF, rooms="A"))
    shown = text(client, reunion, person)
    assert "申込番号 1000" in shown and "090-0000-0001" in shown
    for hidden in ("7,900円", "会費", "まとめる相手", "亡くなったことを記録する", "この人を直す"):
        assert (hidden, hidden in shown) == (hidden, False)


def test_the_treasurer_sees_the_money_and_passes_no_address_on(client, reunion, person):
    client.force_login(cast.member(reunion, Role.TREASURER))
    shown = text(client, reunion, person)
    assert "残り 7,900円" in shown
    for hidden in ("/c/", "連絡先を加える", "声をかける</a>"):
        assert (hidden, hidden in shown) == (hidden, False)


def test_calling_is_offered_where_one_may_call(client, reunion, person):
    client.force_login(cast.member(reunion))
    call = reverse("staff:outreach:person", args=[reunion.slug, person.pk])
    assert call not in text(client, reunion, person)  # the family's word waits for a decision
    FamilyAnswer.objects.update(decided_at=timezone.now(), outcome="nothing")
    assert call in text(client, reunion, person)
    Classmate.objects.filter(pk=person.pk).update(do_not_contact=True)
    shown = text(client, reunion, person)
    assert call not in shown and "/c/" not in shown
    assert "連絡を控える方です。" in shown


def test_the_dead_are_called_so_and_nothing_is_passed_on(client, reunion, person):
    client.force_login(cast.member(reunion))
    Classmate.objects.filter(pk=person.pk).update(deceased=True)
    shown = text(client, reunion, person)
    assert "亡くなった方です。" in shown and "物故" in shown
    assert "/c/" not in shown and "声をかける</a>" not in shown


@pytest.mark.parametrize("role", list(Role))
def test_it_costs_the_same_for_one_and_many(client, reunion, person, role):
    client.force_login(cast.member(reunion, role, rooms="A"))
    asked = []
    for numbers in (range(0), range(2, 12)):
        for number in numbers:
            furnish(reunion, person, number)
        with CaptureQueriesContext(connection) as queries:
            text(client, reunion, person)
        asked.append(len(queries))
    assert asked[0] == asked[1] <= MOST_QUERIES


@pytest.mark.parametrize("name", ["history", "tries"])
def test_long_parts_are_read_a_page_at_a_time(client, reunion, person, name):
    client.force_login(cast.member(reunion))
    for number in range(60):
        record(person, action="x", sentence=f"x{number}")
        ContactLog.objects.create(
            reunion=reunion,
            classmate=person,
            way="line",
            result="tried",
            at=timezone.now() - dt.timedelta(days=number),
        )
    url = page_of(reunion, person, name)
    assert url in text(client, reunion, person)
    first, second = (client.get(f"{url}?page={number}").context["page"] for number in (1, 2))
    assert len(first.object_list) == 50
    assert 10 < len(second.object_list) < 50
    client.force_login(cast.member(reunion, Role.CLASS_STAFF, rooms="B"))
    assert client.get(url).status_code == 404


def test_what_another_reunion_of_the_year_knows_stays_there(client, reunion, person):
    other = cast.mamagawa("other")
    cast.guest(other, reference="2000", classmate=person, state=State.COMING)
    ContactLog.objects.create(reunion=other, classmate=person, way="line", result="told", note="よその会")
    client.force_login(cast.member(reunion))
    shown = text(client, reunion, person)
    assert "2000" not in shown.replace("2720021", "") and "よその会" not in shown


def test_a_teachers_page_tells_what_is_known_and_asks_for_no_money(client, reunion):
    teacher = cast.teacher(reunion, postal_code="2720021", address="千葉県市川市八幡1-1")
    posted_batch(reunion, made=make_batch(reunion, audience="teachers"))
    answer = cast.registration(reunion, teacher=teacher, channel="paper")
    Message.objects.create(
        reunion=reunion, key="k", message_id="m", kind="received", about=about(answer), recipient="x"
    )
    ContactLog.objects.create(reunion=reunion, registration=answer, way="telephone", result="told")
    record(teacher, action="corrected", sentence="恩師の記録を直しました")
    client.force_login(cast.member(reunion))
    url = reverse("staff:roster:teacher", args=[reunion.slug, teacher.pk])
    with CaptureQueriesContext(connection) as queries:
        shown = client.get(url).content.decode()
    for known in (
        "原田 正先生",
        "はらだ ただし",
        "〒272-0021 千葉県市川市八幡1-1",
        f"申込番号 {answer.reference}",
        "申込の受付",
        "電話：伝えた",
        "投函した",
        "恩師の記録を直しました",
        "亡くなったことを記録する",
    ):
        assert (known, known in shown) == (known, True)
    assert "会費" not in shown.partition("<main")[2]
    assert len(queries) <= MOST_QUERIES
    other = cast.mamagawa("other", school="別の高校")
    client.force_login(cast.member(other))
    assert client.get(reverse("staff:roster:teacher", args=["other", teacher.pk])).status_code == 404
