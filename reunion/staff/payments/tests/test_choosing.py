import pytest

from reunion import cast
from reunion.payments.balance import paid_by_registration
from reunion.payments.models import Allocation


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
    typed = {f"amount-{sato[0].pk}": "６，０００円", f"amount-{sato[1].pk}": "3000"}
    desk.post(page("choose", line.pk), {"press": "confirm", "pick": [each.pk for each in sato]} | typed)
    assert paid_by_registration(mamagawa) == {sato[0].pk: 6000, sato[1].pk: 3000}


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
