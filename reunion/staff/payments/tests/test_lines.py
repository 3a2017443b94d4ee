import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reunion import cast
from reunion.payments.balance import paid_by_registration
from reunion.payments.booking import confirm, ignore
from reunion.payments.models import Allocation


def text_of(response):
    return " ".join(response.content.decode().split())


def test_without_a_statement_the_page_says_what_to_do_first(desk, page):
    assert "まだ銀行の明細がありません。" in text_of(desk.get(page("lines")))


def test_a_certain_line_shows_who_why_and_one_button(desk, page, mamagawa, receive):
    cast.guest(mamagawa, room="D", current_family_name="石井", current_family_kana="いしい")
    receive(("イシイ　ユウコ", 8000))
    shown = text_of(desk.get(page("lines")))
    assert "イシイ ユウコ" in shown
    assert '<span class="badge badge-certain">確実</span>' in shown
    assert "3年D組 高田 裕子（いま 石井）" in shown
    assert "確実な1件をまとめて確定" in shown and "合わせて8,000円" in shown
    assert "ゆうちょ銀行 12月1日（火）〜12月1日（火） （1件）" in shown


def test_looking_books_nothing(desk, page, mamagawa, receive):
    cast.guest(mamagawa)
    receive(("タカダ　ユウコ", 8000))
    desk.get(page("lines"))
    assert Allocation.objects.count() == 0


def test_a_short_transfer_shows_what_is_missing(desk, page, mamagawa, receive):
    guest = cast.guest(mamagawa)
    (line,) = receive(("タカダ　ユウコ", 7670))
    shown = text_of(desk.get(page("lines")))
    assert "<mark>あと 330円</mark>" in shown and "7,670円を受け取る" in shown
    desk.post(page("confirm", line.pk), {"shares": f"{guest.pk}:7670"})
    assert paid_by_registration(mamagawa) == {guest.pk: 7670}


def test_two_people_in_one_transfer_are_booked_with_one_press(desk, page, mamagawa, receive):
    one = cast.guest(mamagawa, "鈴木 順子 すずき じゅんこ", items=("main", "after_party"))
    two = cast.guest(mamagawa, "宮本 薫 みやもと かおる")
    (line,) = receive((f"{one.reference}　{two.reference}　スズキ　ジユンコ", 20000))
    shown = text_of(desk.get(page("lines")))
    assert "2名分で確定" in shown
    desk.post(page("confirm", line.pk), {"shares": f"{one.pk}:12000,{two.pk}:8000"})
    assert paid_by_registration(mamagawa) == {one.pk: 12000, two.pk: 8000}


def test_namesakes_are_only_offered_to_choose_from(desk, page, mamagawa, receive):
    for room in "AD":
        cast.guest(mamagawa, "佐藤 和子 さとう かずこ", room=room)
    (line,) = receive(("サトウ　カズコ", 8000))
    shown = text_of(desk.get(page("lines")))
    assert "3年A組 佐藤 和子" in shown and "3年D組 佐藤 和子" in shown
    assert "1番の人で確定" in shown and "2番の人で確定" in shown
    assert "data-main" not in shown
    assert page("choose", line.pk) in shown


def test_one_press_confirms_all_that_are_certain(desk, page, mamagawa, receive):
    one, two = cast.guest(mamagawa), cast.guest(mamagawa, "宮本 薫 みやもと かおる")
    lines = receive(("タカダ　ユウコ", 8000), ("ミヤモト　カオル", 8000))
    ids = ",".join(str(line.pk) for line in lines)
    response = desk.post(page("certain"), {"lines": ids}, follow=True)
    assert "2件、合わせて16,000円を確定しました。" in text_of(response)
    assert paid_by_registration(mamagawa) == {one.pk: 8000, two.pk: 8000}
    again = desk.post(page("certain"), {"lines": ids}, follow=True)
    assert "2件は、もう確定してあります。二重にはなっていません。" in text_of(again)
    assert Allocation.objects.count() == 2


def test_a_second_treasurer_reads_who_was_first_and_how_the_line_stands_now(desk, page, mamagawa, receive):
    guest, other = cast.guest(mamagawa), cast.guest(mamagawa, "宮本 薫 みやもと かおる")
    ando = cast.member(mamagawa, name="安藤")
    (line,) = receive(("タカダ　ユウコ", 8000))
    confirm(line, shares=[(other, 8000)], actor=ando)
    response = desk.post(page("confirm", line.pk), {"shares": f"{guest.pk}:8000"}, follow=True)
    shown = text_of(response)
    assert "に安藤さんが確定しました" in shown and "いまは 3年A組 宮本 薫 の入金になっています。" in shown
    assert paid_by_registration(mamagawa) == {other.pk: 8000}


def test_the_same_press_sent_twice_is_no_mistake(desk, page, mamagawa, receive):
    guest = cast.guest(mamagawa)
    (line,) = receive(("タカダ　ユウコ", 8000))
    press = {"shares": f"{guest.pk}:8000", "open": f"{guest.pk}:8000"}
    desk.post(page("confirm", line.pk), press)
    shown = text_of(desk.post(page("confirm", line.pk), press, follow=True))
    assert "もう確定してあります。二重にはなっていません。" in shown
    assert Allocation.objects.count() == 1


def test_a_page_opened_before_the_person_paid_otherwise_books_nothing(desk, page, mamagawa, receive):
    guest = cast.guest(mamagawa)
    first, second = receive(("タカダ　ユウコ", 8000), ("タカダ　ユウコ", 8000))
    seen = {"shares": f"{guest.pk}:8000", "open": f"{guest.pk}:8000"}
    confirm(first, shares=[(guest, 8000)], actor=cast.member(mamagawa))
    shown = text_of(desk.post(page("confirm", second.pk), seen, follow=True))
    assert "高田 裕子さんがあと払う金額が0円に変わりました。確定していません。" in shown
    assert paid_by_registration(mamagawa) == {guest.pk: 8000}


def test_what_is_confirmed_can_be_undone_and_leads_back(desk, page, mamagawa, receive, suzuki):
    guest = cast.guest(mamagawa)
    (line,) = receive(("タカダ　ユウコ", 8000))
    confirm(line, shares=[(guest, 8000)], actor=suzuki)
    address = f"{page('lines')}?grade=matched"
    shown = text_of(desk.get(address))
    assert "鈴木が確定" in shown and "取り消す" in shown
    response = desk.post(page("undo", line.pk), {"back": address})
    assert response["Location"] == address
    assert paid_by_registration(mamagawa) == {}


def test_nobody_is_led_to_another_site(desk, page, receive):
    (line,) = receive(("リソク", 12))
    response = desk.post(page("ignore", line.pk), {"back": "https://elsewhere.example/"})
    assert response["Location"] == page("lines")


def test_set_aside_lines_can_come_back(desk, page, receive, suzuki):
    (line,) = receive(("リソク", 12))
    ignore(line, actor=suzuki)
    shown = text_of(desk.get(f"{page('lines')}?grade=ignored"))
    assert "鈴木が会費ではないとしました" in shown and "一覧に戻す" in shown
    desk.post(page("unignore", line.pk))
    line.refresh_from_db()
    assert line.ignored_at is None


@pytest.mark.parametrize("shares", ["", "x:y", "1:8000:3", "999999:8000", "１:８０００"])
def test_a_press_that_names_nobody_books_nothing(desk, page, receive, shares):
    (line,) = receive(("タカダ　ユウコ", 8000))
    response = desk.post(page("confirm", line.pk), {"shares": shares}, follow=True)
    assert "だれの会費かを選んでください。" in text_of(response)
    assert Allocation.objects.count() == 0


@pytest.mark.parametrize(
    "words", ["いしい", "イシイ", "石井", "ｲｼｲ", "８,０００円", "8000", "高田", "たかだ"]
)
def test_a_line_is_found_by_payer_person_or_amount(desk, page, mamagawa, receive, words):
    cast.guest(mamagawa, current_family_name="石井", current_family_kana="いしい")
    receive(("イシイ　ユウコ", 8000), ("オオニシ　ヨシアキ", 777))
    shown = text_of(desk.get(page("lines"), {"q": words}))
    assert "イシイ ユウコ" in shown and "オオニシ" not in shown


def test_a_line_of_another_reunion_does_not_exist_here(desk, page, receive):
    (line,) = receive(("リソク", 12))
    other = cast.mamagawa("other")
    cast.member(other)
    assert desk.post(page("ignore", line.pk, slug="other")).status_code == 404


def test_the_page_costs_the_same_for_one_line_and_for_thirty(desk, page, mamagawa, receive):
    def queries():
        desk.get(page("lines"))
        with CaptureQueriesContext(
            connection,
        ) as captured:
            desk.get(page("lines"))
        return len(captured)

    cast.guest(mamagawa)
    receive(("タカダ　ユウコ", 8000))
    one = queries()
    for number in range(30):
        cast.guest(mamagawa, f"原田 正{number} はらだ ただし", room="B")
    receive(*[(f"ハラダ　{number}", 8000 + number) for number in range(30)])
    assert queries() == one
