"""Two people at once, each with a connection of their own."""

import threading
from collections.abc import Callable

import pytest
from django.db import close_old_connections, connection

from reunion import cast
from reunion.lib.refused import Refused
from reunion.payments.closing.models import Receipt, Settlement
from reunion.payments.closing.noting import note
from reunion.payments.closing.receipts import issue, issue_all, reissue
from reunion.payments.closing.settlement import close
from reunion.payments.tests.closing.people import expense, line, payer

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*presses: Callable) -> list:
    """What each of them answers, or the sentence of its refusal."""
    ready, answers = threading.Barrier(len(presses)), [None] * len(presses)

    def run(place: int, press: Callable) -> None:
        ready.wait()
        try:
            answers[place] = press()
        except Refused as refused:
            answers[place] = str(refused)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=each) for each in enumerate(presses)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    close_old_connections()
    return answers


def numbers() -> list[int]:
    return list(Receipt.objects.order_by("number").values_list("number", flat=True))


def test_eight_guests_at_once_get_eight_numbers_without_a_gap():
    reunion = cast.mamagawa()
    guests = [payer(reunion, f"青木 {number}子 あおき {number}こ") for number in range(8)]
    at_once(*[lambda guest=guest: issue(guest, actor=None) for guest in guests])
    assert numbers() == list(range(1, 9))
    assert sorted(Receipt.objects.values_list("registration", flat=True)) == [guest.pk for guest in guests]


def test_the_same_receipt_asked_for_four_times_at_once_is_written_once():
    guest = payer(cast.mamagawa())
    answers = at_once(*[lambda: issue(guest, actor=None)] * 4)
    assert numbers() == [1]
    assert answers.count("この方の領収書は、もう発行してあります。") == 3


def test_two_treasurers_issue_all_and_nobody_gets_two():
    reunion = cast.mamagawa()
    user = cast.member(reunion, "treasurer")
    for number in range(5):
        payer(reunion, f"青木 {number}子 あおき {number}こ")
    at_once(*[lambda: issue_all(reunion, actor=user)] * 2)
    assert numbers() == [1, 2, 3, 4, 5]


def test_a_receipt_is_replaced_once():
    reunion = cast.mamagawa()
    user = cast.member(reunion, "treasurer")
    receipt = issue(payer(reunion), actor=user)
    answers = at_once(*[lambda: reissue(receipt, addressee="x", proviso="x", actor=user)] * 2)
    assert numbers() == [1, 2]
    assert answers.count("この領収書は、もう無効になっています。") == 1


def test_nothing_is_written_down_after_the_closing_that_it_missed():
    reunion = cast.mamagawa()
    user = cast.member(reunion, "treasurer")
    line(reunion, 1, balance=0)
    Settlement.objects.create(reunion=reunion, bank_balance=0, bank_balance_on="2027-01-01")
    reunion.statement_lines.update(direction="out")
    at_once(
        lambda: close(reunion, actor=user),
        lambda: note(expense(reunion, 500, paid_from="cash"), actor=user),
    )
    settlement = Settlement.objects.get()
    assert settlement.is_closed
    assert sum(row["yen"] for row in settlement.figures["expenses"]) == sum(
        reunion.expenses.values_list("amount", flat=True)
    )
