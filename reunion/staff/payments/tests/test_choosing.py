import pytest

from reunion import cast
from reunion.payments.balance import paid_by_registration, with_balance
from reunion.payments.models import Allocation
from reunion.registrations.models import Registration


@pytest.fixture
def sato(mamagawa):
    """Two namesakes."""
    return [cast.guest(mamagawa, "佐藤 和子 さとう かずこ", room=room) for room in "AD"]


def text_of(response):
    return " ".join(response.content.decode().split())


def test_candidates_come_first(desk, page, receive, sato):
    (line,) = receive(("サトウ　カズコ", 8000))
    shown = text_of(desk.get(page("choose", line.pk)))
    assert shown.index("3年A組 佐藤 和子") < shown.index("3年D組 佐藤 和子")
    assert shown.count('name="pick"') == 2


def test_the_ticked_person_gets_the_whole_amount(desk, page, mamagawa, receive, sato):
    (line,) = receive(("サトウ　カズコ", 9000))
    back = f"{page('lines')}?grade=unclear"
    response = desk.post(page("choose", line.pk), {"press": "confirm", "pick": [sato[1].pk], "back": back})
    assert response["Location"] == back
    assert paid_by_registration(mamagawa) == {sato[1].pk: 9000}


def test_amounts_left_empty_are_dealt_out(desk, page, mamagawa, receive, sato):
    (line,) = receive(("サトウ　カズコ", 17000))
    desk.post(page("choose", line.pk), {"press": "confirm", "pick": [each.pk for each in sato]})
    assert paid_by_registration(mamagawa) == {sato[0].pk: 8000, sato[1].pk: 9000}


def test_amounts_may_be_typed_as_people_type_them(desk, page, mamagawa, receive, sato):
    (line,) = receive(("サトウ　カズコ", 17000))
    typed = {f"amount-{sato[0].pk}": "６，０００円", f"amount-{sato[1].pk}": "11000"}
    desk.post(page("choose", line.pk), {"press": "confirm", "pick": [each.pk for each in sato]} | typed)
    assert paid_by_registration(mamagawa) == {sato[0].pk: 6000, sato[1].pk: 11000}


def test_an_amount_that_cannot_be_read_books_nothing_and_keeps_what_was_typed(desk, page, receive, sato):
    (line,) = receive(("サトウ　カズコ", 8000))
    typed = {"press": "confirm", "pick": [sato[0].pk], f"amount-{sato[0].pk}": "八千円"}
    shown = text_of(desk.post(page("choose", line.pk), typed))
    assert "金額「八千円」が読めません" in shown and 'value="八千円"' in shown
    assert f'value="{sato[0].pk}" checked' in shown
    assert Allocation.objects.count() == 0


def test_searching_keeps_the_ticks(desk, page, mamagawa, receive, sato):
    other = cast.guest(mamagawa, "宮本 薫 みやもと かおる", room="C")
    (line,) = receive(("サトウ　カズコ", 16000))
    shown = text_of(
        desk.post(page("choose", line.pk), {"press": "search", "q": "みやもと", "pick": [sato[0].pk]})
    )
    assert f'value="{sato[0].pk}" checked' in shown
    assert f'value="{other.pk}"' in shown
    assert Allocation.objects.count() == 0


@pytest.mark.parametrize(
    "words",
    [
        "宮本",
        "みやもと",
        "ミヤモト",
        "ﾐﾔﾓﾄ",
        "宮本薫",
        "宮本　薫",
        "みやもとかおる",
        "3C",
        "Ｃ組",
        "３年Ｃ組",
        "12000",
        "12,000円",
        "1021",
    ],
)
def test_a_person_is_found_by_whatever_is_at_hand(desk, page, mamagawa, receive, sato, words):
    other = cast.guest(
        mamagawa, "宮本 薫 みやもと かおる", room="C", items=("main", "after_party"), reference="1021"
    )
    (line,) = receive(("ダレカ　シラナイ", 777))
    shown = text_of(desk.post(page("choose", line.pk), {"press": "search", "q": words}))
    assert f'value="{other.pk}"' in shown
    assert shown.count('name="pick"') == 1


def test_nobody_found_says_so(desk, page, receive):
    (line,) = receive(("ダレカ　シラナイ", 777))
    shown = text_of(desk.post(page("choose", line.pk), {"press": "search", "q": "いない"}))
    assert "見つかりませんでした。" in shown


def pressed(desk, page, line, amounts):
    """The confirming press with these amounts, each of somebody ticked."""
    typed = {f"amount-{guest.pk}": amount for guest, amount in amounts}
    form = {"press": "confirm", "pick": [guest.pk for guest, _amount in amounts]} | typed
    return desk.post(page("choose", line.pk), form, follow=True)


def test_one_line_pays_for_three_with_the_amounts_that_were_typed(desk, page, mamagawa, receive, sato):
    third = cast.guest(mamagawa, "宮本 薫 みやもと かおる")
    (line,) = receive(("サトウ　カズコ", 20000))
    shown = text_of(pressed(desk, page, line, [(sato[0], "8000"), (sato[1], "5,000"), (third, "７０００")]))
    assert "確定しました。" in shown
    assert paid_by_registration(mamagawa) == {sato[0].pk: 8000, sato[1].pk: 5000, third.pk: 7000}
    desk.post(page("undo", line.pk))
    assert paid_by_registration(mamagawa) == {}
    pressed(desk, page, line, [(third, "")])
    assert paid_by_registration(mamagawa) == {third.pk: 20000}


def test_several_lines_add_up_for_one_and_a_part_stays_open(desk, page, mamagawa, receive):
    guest = cast.guest(mamagawa)
    lines = receive(("タカダ　ユウコ", 3000), ("ダレカ　シラナイ", 2000), ("ダレカ　シラナイ", 3500))
    for line, still_open in zip(lines, (5000, 3000, 0), strict=True):
        pressed(desk, page, line, [(guest, "")])
        row = with_balance(Registration.objects.all()).get(pk=guest.pk)
        assert row.open == still_open
    assert (row.paid, row.overpaid) == (8500, 500)
    desk.post(page("undo", lines[1].pk))
    assert paid_by_registration(mamagawa) == {guest.pk: 6500}


@pytest.mark.parametrize(
    ("amounts", "sentence"),
    [
        (["8000", "5000"], "入金17,000円のうち、4,000円が残っています。"),
        (["8000", "9001"], "金額の合計17,001円が、入金の17,000円より多くなっています。"),
        (["", "18000"], "金額の合計18,000円が、入金の17,000円より多くなっています。"),
        (["-8000", "9000"], "金額「-8000」が読めません。"),
    ],
)
def test_a_sum_that_does_not_fit_says_by_how_much_and_keeps_what_was_typed(
    desk, page, receive, sato, amounts, sentence
):
    (line,) = receive(("サトウ　カズコ", 17000))
    shown = text_of(pressed(desk, page, line, list(zip(sato, amounts, strict=True))))
    assert sentence in shown
    for guest, amount in zip(sato, amounts, strict=True):
        assert f'value="{guest.pk}" checked' in shown
        assert f'name="amount-{guest.pk}" value="{amount}"' in shown
    assert Allocation.objects.count() == 0


def test_an_amount_without_its_tick_books_nothing_and_is_asked_about(desk, page, receive, sato):
    (line,) = receive(("サトウ　カズコ", 17000))
    form = {"press": "confirm", "pick": [sato[0].pk], f"amount-{sato[1].pk}": "9000"}
    shown = text_of(desk.post(page("choose", line.pk), form))
    assert "佐藤 和子さんには金額だけがあり、印が付いていません。" in shown
    assert f'name="amount-{sato[1].pk}" value="9000"' in shown
    assert Allocation.objects.count() == 0


def test_a_line_confirmed_meanwhile_is_not_booked_twice(desk, page, mamagawa, receive, sato):
    (line,) = receive(("サトウ　カズコ", 8000))
    pressed(desk, page, line, [(sato[0], "")])
    shown = text_of(pressed(desk, page, line, [(sato[1], "8000")]))
    assert "この行は" in shown and "鈴木さんが確定しました" in shown
    assert paid_by_registration(mamagawa) == {sato[0].pk: 8000}
