"""Certain lines book themselves only where that was turned on, and only what nobody has touched."""

import pytest

from reunion import cast
from reunion.journal.models import Entry
from reunion.payments.automatic import book_what_is_certain, books_by_itself, switch
from reunion.payments.balance import paid_by_registration
from reunion.payments.booking import Confirmed, undo
from reunion.payments.models import Allocation
from reunion.team.models import Role


@pytest.fixture
def suzuki(mamagawa):
    return cast.member(mamagawa, Role.TREASURER, name="鈴木")


def test_off_until_somebody_turns_it_on(mamagawa, receive):
    cast.guest(mamagawa)
    (line,) = receive(("タカダ　ユウコ", 8000))
    assert books_by_itself(mamagawa) is False
    assert book_what_is_certain(line.statement, actor=None) is None
    assert Allocation.objects.count() == 0


def test_turned_on_and_off_with_who_in_the_journal(mamagawa, suzuki):
    pressed = [switch(mamagawa, on=on, actor=suzuki) for on in (False, True, True, False)]
    assert (pressed, books_by_itself(mamagawa)) == ([False, True, False, True], False)
    entries = Entry.objects.filter(action="automatic_booking_switched").order_by("id")
    assert [(entry.actor_name, entry.sentence) for entry in entries] == [
        ("鈴木", "確実な入金を、取り込みのときに自動で確定することにしました"),
        ("鈴木", "確実な入金を自動で確定するのをやめました"),
    ]


def test_only_what_is_certain_is_booked_and_the_journal_names_it_automatic(mamagawa, receive, suzuki):
    guest = cast.guest(mamagawa)
    cast.guest(mamagawa, "宮本 薫 みやもと かおる")
    switch(mamagawa, on=True, actor=suzuki)
    (line, _short) = receive(("タカダ　ユウコ", 8000), ("ミヤモト　カオル", 7670))
    done = book_what_is_certain(line.statement, actor=suzuki)
    assert done == Confirmed(lines=1, yen=8000, left=0)
    assert paid_by_registration(mamagawa) == {guest.pk: 8000}
    entry = Entry.objects.about(guest).get()
    assert entry.sentence == "高田 裕子の入金8,000円（振込人 タカダ　ユウコ）を自動で確定しました"


def test_what_a_person_undid_is_left_to_people(mamagawa, receive, suzuki):
    cast.guest(mamagawa)
    switch(mamagawa, on=True, actor=suzuki)
    (line,) = receive(("タカダ　ユウコ", 8000))
    book_what_is_certain(line.statement, actor=suzuki)
    undo(line, actor=suzuki)
    assert book_what_is_certain(line.statement, actor=suzuki) == Confirmed(lines=0, yen=0, left=0)
    assert Allocation.objects.standing().count() == 0


def test_lines_of_earlier_files_wait_for_a_press(mamagawa, receive, suzuki):
    cast.guest(mamagawa)
    (earlier,) = receive(("タカダ　ユウコ", 8000))
    switch(mamagawa, on=True, actor=suzuki)
    (later,) = receive(("リソク", 12))
    assert book_what_is_certain(later.statement, actor=suzuki) == Confirmed(lines=0, yen=0, left=0)
    assert not earlier.allocations.exists()
