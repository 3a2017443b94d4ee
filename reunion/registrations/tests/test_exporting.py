import pytest

from reunion import cast
from reunion.lib.spreadsheets import csv_bytes
from reunion.mail import health
from reunion.registrations.exporting import HEADINGS, rows
from reunion.registrations.signing_up import Reply, register

pytestmark = pytest.mark.django_db


def test_one_row_a_registration_with_class_and_number_of_the_classmate():
    reunion = cast.mamagawa()
    cast.classmate(reunion, number=7)
    room = cast.homeroom(reunion)
    registration = register(
        reunion, reply=Reply(True, "高田", "裕子", homeroom=room, email="yuko@docomo.ne.jp", phone="090-1")
    )
    register(reunion, reply=Reply(True, "別人", "進", homeroom=room, email="susumu@docomo.ne.jo"))
    register(reunion, reply=Reply(True, "別人", "実", homeroom=room))
    first, second, third = (
        dict(zip(HEADINGS, row, strict=True)) for row in rows(reunion, paid={registration.pk: 3000})
    )
    assert tuple(first.items())[:10] == (
        ("email", "yuko@docomo.ne.jp"),
        ("reference", registration.reference),
        ("homeroom", "A"),
        ("number", 7),
        ("name", "高田 裕子"),
        ("amount_due", 8000),
        ("amount_paid", 3000),
        ("state", "coming"),
        ("delivery_risk", "carrier"),
        ("carrier", "docomo"),
    )
    waiting = ("homeroom", "number", "amount_due", "state", "delivery_risk")
    assert [second[column] for column in waiting] == ["", "", 0, "waiting", "typo"]
    assert [third[column] for column in waiting] == ["", "", 0, "waiting", "none"]


def test_a_guests_words_never_become_a_formula():
    reunion = cast.mamagawa()
    register(reunion, reply=Reply(True, "=1+1", "裕子", note="@SUM(1)", phone="090-1234-5678"))
    text = csv_bytes(HEADINGS, rows(reunion, paid={})).decode("utf-8-sig")
    cells = text.splitlines()[1].split(",")
    assert cells[HEADINGS.index("name")] == "'=1+1 裕子"
    assert cells[HEADINGS.index("note")] == "'@SUM(1)"
    assert cells[HEADINGS.index("phone")] == "090-1234-5678"


def test_thirty_rows_take_as_many_queries_as_one(django_assert_num_queries):
    reunion = cast.mamagawa()
    register(reunion, reply=Reply(True, "高田", "裕子"))
    with django_assert_num_queries(5):
        list(rows(reunion, paid={}))
    for number in range(29):
        register(reunion, reply=Reply(True, f"森{number}", "実"))
    with django_assert_num_queries(5):
        assert len(list(rows(reunion, paid={}))) == 30


def test_companions_and_what_somebody_waits_for_stand_in_columns_of_their_own():
    reunion = cast.mamagawa()
    party = reunion.program_items.get(kind="after_party")
    reunion.program_items.filter(pk=party.pk).update(places=0)
    register(
        reunion,
        reply=Reply(
            True,
            "高田",
            "裕子",
            items=(party,),
            companions=("石井 茂", "石井 花"),
            waits_for=frozenset({party.pk}),
            email="yuko@mail.example",
            second_email="yuko@home.example",
            line_is_fine=True,
        ),
    )
    (row,) = rows(reunion, paid={})
    found = dict(zip(HEADINGS, row, strict=True))
    columns = ("program", "companions", "companion_count", "waits_for", "second_email", "line_is_fine")
    assert [found[column] for column in columns] == [
        "本会",
        "石井 茂、石井 花",
        2,
        "二次会",
        "yuko@home.example",
        1,
    ]


def test_an_address_that_a_refusal_has_proved_dead_is_dead_also_here():
    reunion = cast.mamagawa()
    cast.guest(reunion, email="Hanako@docomo.ne.jp")
    dead = health.mark_dead("hanako@docomo.ne.jp", reason="x")
    assert risk_of_the_only_row(reunion) == ("dead", "docomo")
    health.lift(dead, actor=cast.member(reunion), reunion=reunion)
    assert risk_of_the_only_row(reunion) == ("carrier", "docomo")


def risk_of_the_only_row(reunion):
    (row,) = (dict(zip(HEADINGS, row, strict=True)) for row in rows(reunion, paid={}))
    return row["delivery_risk"], row["carrier"]
