import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from reunion import cast
from reunion.payments.balance import paid_by_registration
from reunion.payments.booking import confirm
from reunion.payments.models import HandBookedPayment
from reunion.registrations.models import State
from reunion.team.models import Role

PAGES = {
    "lines": "money",
    "choose": "money",
    "upload": "money",
    "export": "money",
    "by_hand": "money",
    "person": "money",
    "people": "office and money",
}
MAY_OPEN = {
    "money": {Role.ORGANIZER, Role.TREASURER},
    "office and money": {Role.ORGANIZER, Role.TREASURER, Role.SECRETARIAT},
}


def text_of(response):
    return " ".join(response.content.decode().split())


@pytest.mark.parametrize("role", Role.values)
def test_who_may_open_the_pages_about_money(page, mamagawa, receive, role):
    guest = cast.guest(mamagawa)
    (line,) = receive(("リソク", 12))
    args = {"choose": [line.pk], "by_hand": [guest.pk], "person": [guest.pk]}
    client = Client()
    client.force_login(cast.member(mamagawa, role, rooms="A"))
    opened = {name: client.get(page(name, *args.get(name, []))).status_code for name in PAGES}
    assert opened == {name: 200 if role in MAY_OPEN[who] else 403 for name, who in PAGES.items()}


@pytest.mark.parametrize("role", [Role.SECRETARIAT, Role.CLASS_STAFF])
def test_who_may_not_press(page, mamagawa, receive, role):
    guest = cast.guest(mamagawa)
    (line,) = receive(("タカダ　ユウコ", 8000))
    payment = HandBookedPayment.objects.create(registration=guest, amount=1, received_on="2026-12-01")
    client = Client()
    client.force_login(cast.member(mamagawa, role, rooms="A"))
    presses = ("confirm", "undo", "ignore", "unignore", "choose")
    addresses = [page(name, line.pk) for name in presses]
    addresses += [
        page("certain"),
        page("upload"),
        page("by_hand", guest.pk),
        page("undo_by_hand", payment.pk),
    ]
    assert {client.post(address).status_code for address in addresses} == {403}


@pytest.mark.parametrize("name", ["confirm", "undo", "ignore", "unignore"])
def test_looking_never_presses(desk, page, receive, name):
    (line,) = receive(("リソク", 12))
    assert desk.get(page(name, line.pk)).status_code == 405


def test_each_tab_shows_exactly_its_people(desk, page, mamagawa, receive):
    cast.guest(mamagawa, "大西 義明 おおにし よしあき")
    full = cast.guest(mamagawa, "佐藤 和子 さとう かずこ")
    gone = cast.guest(mamagawa, "鈴木 順子 すずき じゅんこ", state=State.CANCELLED)
    cast.guest(mamagawa, "宮本 薫 みやもと かおる", state=State.DECLINED)
    one, two = receive(("サトウ　カズコ", 8000), ("スズキ　ジユンコ", 8000))
    confirm(one, shares=[(full, 8000)], actor=None)
    confirm(two, shares=[(gone, 8000)], actor=None)

    def shown(tab):
        text = text_of(desk.get(page("people"), {"show": tab}))
        return [name for name in ("大西 義明", "佐藤 和子", "鈴木 順子", "宮本 薫") if name in text]

    assert shown("") == ["大西 義明", "佐藤 和子", "鈴木 順子"]
    assert shown("unpaid") == ["大西 義明"]
    assert shown("paid") == ["佐藤 和子"]
    assert shown("overpaid") == ["鈴木 順子"]


def test_cash_is_booked_with_who_took_it_and_can_be_undone(desk, page, mamagawa, suzuki):
    guest = cast.guest(mamagawa)
    form = {"amount": "８，０００円", "received_on": "2026-11-01", "taken_by": "原田", "note": "受付で"}
    shown = text_of(desk.post(page("by_hand", guest.pk), form, follow=True))
    assert "8,000円の入金を記録しました。" in shown and "原田：受付で" in shown
    assert paid_by_registration(mamagawa) == {guest.pk: 8000}
    payment = HandBookedPayment.objects.get()
    assert payment.booked_by == suzuki
    assert "取り消し済み" in text_of(desk.post(page("undo_by_hand", payment.pk), follow=True))
    assert paid_by_registration(mamagawa) == {}


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"amount": ""}, "受け取った金額を書いてください。"),
        ({"amount": "0"}, "金額を数字で書いてください。"),
        ({"amount": "八千"}, "金額を数字で書いてください。"),
        ({"received_on": "2999-01-01"}, "今日より後になっています。"),
        ({"received_on": "きのう"}, "日付が読めません。"),
        ({"taken_by": ""}, "だれが受け取ったかを書いてください。"),
    ],
)
def test_a_form_that_cannot_be_booked_says_why_and_keeps_the_rest(desk, page, mamagawa, changed, sentence):
    guest = cast.guest(mamagawa)
    form = {"amount": "8000", "received_on": "2026-11-01", "taken_by": "原田", "note": "受付で"}
    shown = text_of(desk.post(page("by_hand", guest.pk), form | changed))
    assert sentence in shown and 'value="受付で"' in shown
    assert HandBookedPayment.objects.count() == 0


def test_the_list_costs_the_same_for_one_person_and_for_thirty(desk, page, mamagawa):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            desk.get(page("people"))
        return len(captured)

    cast.guest(mamagawa)
    one = queries()
    for number in range(30):
        cast.guest(mamagawa, f"原田 正{number} はらだ ただし", room="B")
    assert queries() == one
