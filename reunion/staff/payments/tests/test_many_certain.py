"""More certain lines than one press takes, and two treasurers who press in the same moment."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from reunion import cast
from reunion.lib.check_digit import with_check_digit
from reunion.payments.models import Allocation, StatementLine
from reunion.payments.proposals import bring_up_to_date
from reunion.payments.statements import take_in
from reunion.payments.tests.bank_files import yucho
from reunion.payments.tests.threads import at_once
from reunion.registrations.models import ChosenItem, Registration
from reunion.roster.models import Classmate
from reunion.team.models import Role

from .presses import wanted

KANA = "あいうえおかきくけこさしすせそたちつてとなにぬね"


def words_of(response):
    return " ".join(re.sub("<[^>]*>", " ", response.content.decode()).split())


@pytest.fixture
def many(mamagawa, receive):
    """So many people who bear names of their own, and a transfer of each."""

    def made(count):
        names = [f"は{second}{third}" for second in KANA for third in KANA][:count]
        named = {"family_name": "原", "given_name": "正", "given_kana": "ただし"}
        room = cast.homeroom(mamagawa)
        people = Classmate.objects.bulk_create(
            Classmate(cohort=mamagawa.cohort, homeroom=room, number=number, family_kana=kana, **named)
            for number, kana in enumerate(names)
        )
        guests = Registration.objects.bulk_create(
            Registration(
                reunion=mamagawa,
                reference=with_check_digit(100 + person.number),
                state="coming",
                attending=True,
                classmate=person,
                email=f"guest{person.number}@mail.example",
            )
            for person in people
        )
        item = mamagawa.program_items.get(kind="main")
        ChosenItem.objects.bulk_create(
            ChosenItem(registration=guest, item=item, fee=8000) for guest in guests
        )
        return receive(*[(f"{kana}　タダシ", 8000) for kana in names])

    return made


def press_for_all(client, address):
    form = next(form for form in wanted(client.get(address).content.decode()))
    return client.post(form.action, form.values, follow=True)


def test_of_five_hundred_and_one_certain_lines_a_second_press_books_the_last(desk, page, mamagawa, many):
    many(501)
    assert "確実な501件のうち、はじめの500件" in words_of(desk.get(page("lines")))
    shown = words_of(press_for_all(desk, page("lines")))
    assert "500件、合わせて4,000,000円を確定しました。" in shown
    assert "確実な1件、合わせて8,000円" in shown
    shown = words_of(press_for_all(desk, page("lines")))
    assert "1件、合わせて8,000円を確定しました。" in shown
    assert not StatementLine.objects.filter(reunion=mamagawa).undecided().exists()


def test_taking_back_thirty_lines_asks_hardly_more_than_taking_back_two(desk, page, many):
    lines = many(32)

    def questions(some):
        desk.post(page("certain"), {"lines": ",".join(str(line.pk) for line in some)})
        mark = desk.session["last_payment_press"]["mark"]
        with CaptureQueriesContext(connection) as captured:
            desk.post(page("undo_last"), {"mark": mark})
        return len(captured)

    few, more = questions(lines[:2]), questions(lines[2:])
    assert Allocation.objects.standing().count() == 0
    assert more == few + 28  # a line in the journal for each


@pytest.fixture
def two_desks(transactional_db):
    """Two treasurers at their desks, a guest, and their transfer."""
    reunion = cast.mamagawa()
    guest = cast.guest(reunion)
    data = yucho(("20261201", 1, 8000, "タカダ　ユウコ"))
    take_in(reunion, data=data, file_name="a.csv", actor=None)
    bring_up_to_date(reunion)
    desks = []
    for name in ("鈴木", "安藤"):
        desks.append(Client())
        desks[-1].force_login(cast.member(reunion, Role.TREASURER, name=name))
    return desks, guest, StatementLine.objects.get()


def test_two_treasurers_press_for_the_same_line_at_once(two_desks, page):
    (one, two), guest, line = two_desks
    press = {"shares": f"{guest.pk}:8000", "open": f"{guest.pk}:8000"}
    address = page("confirm", line.pk)
    said = at_once(
        lambda: words_of(one.post(address, press, follow=True)),
        lambda: words_of(two.post(address, press, follow=True)),
    )
    assert sorted("タカダ ユウコ 8,000円: 確定しました" in each for each in said) == [False, True]
    assert sorted("さんが確定しました" in each for each in said) == [False, True]
    assert Allocation.objects.count() == 1


def test_a_press_for_a_line_and_one_for_all_at_once_book_it_once(two_desks, page):
    (one, two), guest, line = two_desks
    press = {"shares": f"{guest.pk}:8000", "open": f"{guest.pk}:8000"}
    said = at_once(
        lambda: words_of(one.post(page("confirm", line.pk), press, follow=True)),
        lambda: words_of(two.post(page("certain"), {"lines": str(line.pk)}, follow=True)),
    )
    won = ["8,000円: 確定しました" in each or "1件、合わせて8,000円を確定しました" in each for each in said]
    lost = ["さんが確定しました" in each or "1件は、ほかの人が先に決めたか" in each for each in said]
    assert sorted(won) == sorted(lost) == [False, True]
    assert Allocation.objects.count() == 1
