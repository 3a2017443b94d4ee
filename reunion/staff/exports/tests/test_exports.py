"""Everything can be taken out, by whoever may see it, and that is written down."""

import csv
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from reunion import cast
from reunion.journal.models import Entry
from reunion.outreach.models import ContactLog
from reunion.payments.closing.models import Receipt
from reunion.payments.models import HandBookedPayment
from reunion.registrations.models import Registration
from reunion.roster.models import Classmate, ContactPoint, YearbookAddress
from reunion.staff.exports.tables import BY_NAME, TABLES
from reunion.team.models import Role
from reunion.tests.signing_in import show_second_step

pytestmark = pytest.mark.django_db

OFFICE_ONLY = {"roster", "teachers", "registrations", "cards", "contacts", "letters", "inbound"}
MONEY_ONLY = {"lines", "bookings", "refunds", "receipts", "books"}
WHO_GETS_WHAT = {
    Role.ORGANIZER: {"class-list", "journal", *OFFICE_ONLY, *MONEY_ONLY},
    Role.SECRETARIAT: {"class-list", *OFFICE_ONLY},
    Role.TREASURER: {"class-list", *MONEY_ONLY},
    Role.CLASS_STAFF: {"class-list"},
}


def address(table, file_format="csv") -> str:
    return reverse("staff:exports:file", args=["mamagawa", table, file_format])


def content(answer) -> bytes:
    return b"".join(answer.streaming_content)


def table_of(client, name) -> list[dict]:
    text = content(client.get(address(name))).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


@pytest.mark.parametrize("role", list(Role))
def test_each_role_is_offered_what_it_may_take_and_nothing_else(client, role):
    reunion = cast.full_house()
    show_second_step(client, cast.member(reunion, role, rooms="A"))
    page = client.get(reverse("staff:exports:list", args=["mamagawa"])).content.decode()
    assert {table.name for table in TABLES if address(table.name) in page} == WHO_GETS_WHAT[role]
    opened = {table.name: client.get(address(table.name)).status_code for table in TABLES}
    assert {name for name, status in opened.items() if status == 200} == WHO_GETS_WHAT[role]
    assert {status for name, status in opened.items() if name not in WHO_GETS_WHAT[role]} <= {403}


@pytest.mark.parametrize("name", BY_NAME)
def test_every_table_comes_with_its_rows_in_every_format(client, name):
    show_second_step(client, cast.member(cast.full_house()))
    headings = list(BY_NAME[name].headings)
    rows = table_of(client, name)
    assert rows and list(rows[0]) == headings and None not in rows[0]
    sheet = load_workbook(io.BytesIO(content(client.get(address(name, "xlsx"))))).active
    found = list(sheet.iter_rows(values_only=True))
    # The journal knows of the file that was asked for before.
    assert [*found[0]] == headings and len(found) >= len(rows) + 1
    old = content(client.get(address(name, "cp932"))).decode("cp932")
    assert old.splitlines()[0] == ",".join(headings)


def test_who_took_what_is_written_down_before_it_leaves(client):
    reunion = cast.mamagawa()
    show_second_step(client, cast.member(reunion, name="石井"))
    answer = client.get(address("registrations", "xlsx"))
    assert [(entry.actor_name, entry.sentence) for entry in Entry.objects.filter(action="exported")] == [
        ("石井", "「申込」の表を書き出しました（XLSX）")
    ]
    assert answer.streaming and answer["Cache-Control"] == "private, no-store"
    assert answer["Content-Disposition"].startswith('attachment; filename="registrations-mamagawa-')


@pytest.mark.parametrize(("table", "file_format"), [("roster", "pdf"), ("users", "csv")])
def test_what_does_not_exist_is_not_found(client, table, file_format):
    show_second_step(client, cast.member(cast.mamagawa()))
    assert client.get(address(table, file_format)).status_code == 404


def test_class_staff_take_out_their_own_class_and_nobodys_address(client):
    reunion = cast.mamagawa()
    ours = cast.classmate(reunion, number=7)
    cast.classmate(reunion, "石井 浩 いしい ひろし", room="B")
    cast.classmate(reunion, "森 薫 もり かおる", deceased=True)
    ContactPoint.objects.create(classmate=ours, kind="phone", value="090-1111-2222")
    YearbookAddress.objects.create(classmate=ours, printed_address="市川市八幡1")
    show_second_step(client, cast.member(reunion, Role.CLASS_STAFF, rooms="A"))
    assert table_of(client, "class-list") == [
        {
            "クラス": "3年A組",
            "番号": "7",
            "名字": "高田",
            "名前": "裕子",
            "名字（かな）": "たかだ",
            "名前（かな）": "ゆうこ",
            "いまの名字": "",
            "いま": "連絡先あり",
            "連絡を控える": "",
        }
    ]


def test_nothing_of_another_reunion_is_in_any_table(client):
    cast.full_house("よその秘密")
    Registration.objects.update(note="よその秘密")
    ContactLog.objects.update(note="よその秘密")
    Classmate.objects.update(remarks="よその秘密")
    here = cast.mamagawa("here", graduated=(1990, 3))
    show_second_step(client, cast.member(here))
    for name in BY_NAME:
        text = content(client.get(reverse("staff:exports:file", args=["here", name, "csv"]))).decode()
        rows = text.splitlines()[1:]
        assert "秘密" not in text and (rows == [] or name == "journal")


def test_what_somebody_typed_never_becomes_a_formula(client):
    reunion = cast.mamagawa()
    cast.guest(reunion, note="=HYPERLINK(1)", email="a@example.jp")
    show_second_step(client, cast.member(reunion))
    assert [row["note"] for row in table_of(client, "registrations")] == ["'=HYPERLINK(1)"]


def questions(client, name) -> int:
    """The second time: proposals are worked out anew when something has changed."""
    content(client.get(address(name)))
    with CaptureQueriesContext(connection) as asked:
        content(client.get(address(name)))
    return len(asked)


@pytest.mark.parametrize("name", BY_NAME)
def test_a_table_costs_the_same_for_one_row_and_for_thirty(client, name):
    reunion = cast.full_house()
    show_second_step(client, cast.member(reunion))
    before = questions(client, name)
    for number in range(30):
        guest = cast.guest(reunion)
        cast.teacher(reunion, homeroom=guest.homeroom)
        guest.classmate.clubs.add(reunion.cohort.clubs.first())
        booking = {"registration": guest, "amount": 1, "booked_by": guest.reunion.members.first().user}
        HandBookedPayment.objects.create(received_on=timezone.localdate(), taken_by="x", **booking)
        Receipt.objects.create(
            reunion=reunion,
            number=100 + number,
            registration=guest,
            amount=1,
            received_on=timezone.localdate(),
        )
        ContactLog.objects.create(reunion=reunion, classmate=guest.classmate, way="line", result="told")
        ContactPoint.objects.create(classmate=guest.classmate, kind="phone", value="1")
    assert questions(client, name) == before <= 15
