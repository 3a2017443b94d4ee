import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from reunion import cast
from reunion.events.models import LineGroup, RefundStep, Reunion
from reunion.payments.hand_booking import book_by_hand
from reunion.payments.models import HandBookedPayment
from reunion.payments.moving import move_surplus, undo_move
from reunion.payments.paying_back import give_up, pay_out, plan_refund
from reunion.registrations.deciding import cancel
from reunion.registrations.links import token
from reunion.registrations.models import State
from reunion.registrations.proving import Proof, prove

pytestmark = pytest.mark.django_db


def page_of(client, registration, *, slug="mamagawa"):
    return client.get(f"/{slug}/my/{token(registration)}/")


def text_of(client, registration):
    return page_of(client, registration).content.decode()


def pay(guest, yen):
    HandBookedPayment.objects.create(
        registration=guest, amount=yen, received_on=timezone.localdate(), taken_by="鈴木"
    )


def test_a_guest_sees_what_they_owe_and_where_to_pay(client):
    guest = cast.guest(cast.mamagawa(), items=("main", "after_party"))
    page = text_of(client, guest)
    for words in ("高田 裕子さんのページ", guest.reference, "12,000円", "1234567", "ママガワドウソウカイ"):
        assert words in page
    assert "まだ入金を確認できていません（行き違いのときはご容赦ください）" in page
    assert f"例 {guest.reference} タカダ ユウコ" in page


def test_who_has_paid_sees_no_account_any_more(client):
    guest = cast.guest(cast.mamagawa())
    cast.fill_the_ledger(guest, 4000)
    page = text_of(client, guest)
    assert ("8,000円" in page, "お支払いずみです" in page, "1234567" in page) == (True, True, False)


def test_who_has_paid_too_much_is_told_how_much(client):
    guest = cast.guest(cast.mamagawa())
    pay(guest, 11000)
    page = text_of(client, guest)
    assert "多くいただいた額" in page
    assert "3,000円" in page


def test_after_the_deadline_the_account_asks_to_pay_soon(client):
    guest = cast.guest(cast.mamagawa())
    Reunion.objects.update(signup_deadline=timezone.localdate() - dt.timedelta(days=1))
    assert "開催日の前に、お早めにお願いします" in text_of(client, guest)


@pytest.mark.parametrize("state", [State.WAITING, State.DECLINED, State.CANCELLED, State.WAITLISTED])
def test_nobody_who_owes_nothing_sees_the_account(client, state):
    guest = cast.guest(cast.mamagawa(), state=state)
    assert "1234567" not in text_of(client, guest)


def test_what_waits_for_a_place_is_owed_nothing_for(client):
    guest = cast.guest(cast.mamagawa(), items=("main", "after_party"))
    guest.chosen_items.filter(item__kind="after_party").update(waiting_since=timezone.now())
    page = text_of(client, guest)
    assert ("空き待ち" in page, "12,000円" in page, "4,000円" in page) == (True, False, False)


@pytest.mark.parametrize("state", [State.COMING, State.WAITING, State.DECLINED, State.CANCELLED])
def test_a_teacher_is_never_asked_for_money(client, state):
    reunion = cast.mamagawa()
    details = {"teacher": cast.teacher(reunion)} if state != State.WAITING else {}
    guest = cast.registration(
        reunion, state=state, is_teacher=True, family_name="原田", given_name="正", **details
    )
    guest.chosen_items.create(item=reunion.program_items.get(kind="main"), fee=0)
    for path in ("", "change/", "cancel/", "ask/", "contact/", "stored/"):
        page = client.get(f"/mamagawa/my/{token(guest)}/{path}").content.decode()
        found = [word for word in ("会費", "円", "振込", "入金", "返金", "1234567", "無料") if word in page]
        assert (path, found) == (path, [])
    assert "原田 正先生のページ" in text_of(client, guest)


def test_what_cancelling_today_gives_back_stands_beside_the_terms(client):
    reunion = cast.mamagawa()
    guest = cast.guest(reunion)
    pay(guest, 8001)
    RefundStep.objects.create(reunion=reunion, until=timezone.localdate(), percent=50)
    page = text_of(client, guest)
    assert "会費の50％をお返しします。" in page
    assert "今日お取り消しになると、お支払いの 8,001円 のうち <b>4,001円</b> をお返しします。" in page
    assert (
        "8,001円 のうち <b>4,001円</b>" in client.get(f"/mamagawa/my/{token(guest)}/cancel/").content.decode()
    )


def test_who_has_cancelled_keeps_the_part_of_that_day(client):
    reunion = cast.mamagawa()
    guest = cast.guest(reunion)
    pay(guest, 8000)
    step = RefundStep.objects.create(reunion=reunion, until=timezone.localdate(), percent=50)
    cancel(guest, actor=None)
    step.delete()
    page = text_of(client, guest)
    assert "4,000円 （会費の50％）" in page


def test_the_line_groups_of_the_year_and_of_the_own_class(client):
    reunion = cast.mamagawa()
    guest = cast.guest(reunion)
    for room, address in ((None, "year"), ("A", "own"), ("B", "other")):
        LineGroup.objects.create(
            reunion=reunion,
            homeroom=room and cast.homeroom(reunion, room),
            invitation_url=f"https://line.me/ti/g/{address}",
        )
    other = cast.mamagawa("other", graduated=(1984, 3))
    LineGroup.objects.create(reunion=other, invitation_url="https://line.me/ti/g/elsewhere")
    page = text_of(client, guest)
    shown = [name for name in ("year", "own", "other", "elsewhere") if f"/g/{name}" in page]
    assert shown == ["year", "own"]


@pytest.mark.parametrize("state", [State.WAITING, State.CANCELLED])
def test_nobody_else_is_invited_to_them(client, state):
    reunion = cast.mamagawa()
    LineGroup.objects.create(reunion=reunion, invitation_url="https://line.me/ti/g/year")
    assert "line.me" not in text_of(client, cast.guest(reunion, state=state))
    teacher = cast.registration(reunion, teacher=cast.teacher(reunion))
    assert "line.me" not in text_of(client, teacher)


@pytest.mark.parametrize(
    ("changes", "offered"),
    [
        ({}, {"change/", "cancel/", "contact/", "resend/", "received/"}),
        ({"state": "closed"}, {"ask/", "contact/", "resend/", "received/"}),
        ({"state": "past"}, set()),
    ],
)
def test_what_may_be_done_when(client, changes, offered):
    guest = cast.guest(cast.mamagawa())
    if changes:
        Reunion.objects.update(**changes)
    page = text_of(client, guest)
    base = f"/mamagawa/my/{token(guest)}/"
    doors = ("change/", "cancel/", "ask/", "contact/", "resend/", "received/")
    # The script's own address for the proof does not count: only what one can press.
    pressable = {door for door in doors if f'"{base}{door}"' in page.partition("data-proof-url")[0]}
    assert pressable == offered
    assert f'action="{base}consent/"' in page
    assert f'href="{base}stored/"' in page


def test_after_the_day_it_thanks_and_looks_forward_to_nothing(client):
    guest = cast.guest(cast.mamagawa())
    Reunion.objects.update(state="past")
    page = text_of(client, guest)
    assert ("ありがとうございました" in page, "楽しみ" in page) == (True, False)


def test_after_the_press_it_is_thanked_for_and_not_asked_again(client):
    guest = cast.guest(cast.mamagawa())
    prove(guest, proof=Proof.SEEN)
    assert 'value="pressed"' in text_of(client, guest)
    prove(guest, proof=Proof.PRESSED)
    page = text_of(client, guest)
    assert ('value="pressed"' in page, "知らせていただきました" in page) == (False, True)


def test_a_changed_withdrawn_or_foreign_link_opens_nothing(client):
    guest = cast.guest(cast.mamagawa())
    cast.mamagawa("another")
    assert client.get(f"/mamagawa/my/{token(guest)}x/").status_code == 404
    assert page_of(client, guest, slug="another").status_code == 404
    old = token(guest)
    guest.link_revision += 1
    guest.save()
    doors = ("", "received/", "change/", "contact/", "resend/", "cancel/", "ask/", "consent/", "stored/")
    for door in (*doors, "stored/file/", "stored/ask/"):
        for ask in (client.get, client.post):
            answer = ask(f"/mamagawa/my/{old}/{door}")
            assert (door, answer.status_code) == (door, 404)
            assert "高田" not in answer.content.decode()


@pytest.mark.parametrize("door", ["", "change/", "contact/", "resend/", "cancel/", "ask/", "stored/"])
def test_no_cache_no_search_engine_and_no_other_site_learns_of_it_and_no_cookie_is_set(client, door):
    answer = client.get(f"/mamagawa/my/{token(cast.guest(cast.mamagawa()))}/{door}")
    assert "no-store" in answer["Cache-Control"]
    assert (answer["Referrer-Policy"], answer["X-Robots-Tag"]) == ("no-referrer", "noindex, nofollow")
    assert (answer.status_code, dict(answer.cookies)) == (200, {})


@pytest.mark.parametrize("door", ["received/", "change/", "cancel/", "consent/", "contact/"])
def test_a_form_without_origin_or_cookie_is_taken(door):
    guest = cast.guest(cast.mamagawa())
    strict = Client(enforce_csrf_checks=True)
    typed = {"attending": "no", "purpose": "show_surname", "answer": "no", "email": guest.email}
    answer = strict.post(f"/mamagawa/my/{token(guest)}/{door}", typed, HTTP_ORIGIN="null")
    assert (answer.status_code, dict(answer.cookies)) == (302, {})
    assert answer["Referrer-Policy"] == "no-referrer"


def test_looking_changes_nothing(client):
    guest = cast.guest(cast.mamagawa())
    before = guest.updated_at
    for door in ("", "change/", "contact/", "resend/", "cancel/", "ask/", "stored/", "received/", "consent/"):
        client.get(f"/mamagawa/my/{token(guest)}/{door}")
        client.head(f"/mamagawa/my/{token(guest)}/{door}")
    guest.refresh_from_db()
    assert (guest.updated_at, guest.proof, guest.state) == (before, "", State.COMING)


def test_a_sentence_nobody_wrote_is_not_said(client):
    guest = cast.guest(cast.mamagawa())
    page = client.get(f"/mamagawa/my/{token(guest)}/?said=<b>振込先が変わりました</b>").content.decode()
    assert "変わりました" not in page


def test_a_guest_with_much_to_show_takes_no_more_questions(client, django_assert_num_queries):
    reunion = cast.mamagawa()
    reunion.program_items.update(companion_fee=1000)
    guest = cast.guest(reunion, items=("main", "after_party", "school_tour"))
    for number in range(3):
        guest.companions.create(name=f"同伴{number}")
    for room in "ABCD":
        LineGroup.objects.create(
            reunion=reunion, homeroom=cast.homeroom(reunion, room), invitation_url="https://line.me/ti/g/x"
        )
    cast.guest(reunion, "池田 茂 いけだ しげる")
    # reunion, link, guest with sums, chosen items, their program, companions, refund terms, account, groups
    with django_assert_num_queries(9):
        page_of(client, guest)


def test_every_payment_is_named_with_its_day_and_the_ways_to_pay_are_explained(client):
    guest = cast.guest(cast.mamagawa())
    for amount, day in ((3000, 2), (4000, 20)):
        book_by_hand(guest, amount=amount, received_on=dt.date(2026, 11, day), taken_by="x", actor=None)
    page = text_of(client, guest)
    assert "入金を確認しました（3,000円、11月2日）" in page
    assert "入金を確認しました（4,000円、11月20日）" in page
    assert "合わせて7,000円" in page
    for way in ("銀行や郵便局の窓口で", "現金でのお振り込みは10万円までです。", "ネットバンキングで"):
        assert way in page


def test_who_owes_nothing_reads_no_way_to_pay(client):
    guest = cast.guest(cast.mamagawa())
    book_by_hand(guest, amount=8000, received_on=dt.date(2026, 11, 2), taken_by="x", actor=None)
    assert "ネットバンキングで" not in text_of(client, guest)


def test_what_went_back_or_to_somebody_else_is_told_without_naming_them(client):
    reunion = cast.mamagawa()
    wife, husband = cast.guest(reunion), cast.guest(reunion, "宮本 薫 みやもと かおる")
    day = timezone.localdate() - dt.timedelta(days=2)
    book_by_hand(wife, amount=20000, received_on=day, taken_by="x", actor=None)
    undo_move(move_surplus(wife, to=husband, amount=700, actor=None), actor=None)
    move_surplus(wife, to=husband, amount=8000, actor=None)
    pay_out(plan_refund(wife, amount=3000, actor=None), paid_out_on=day, actor=None)
    plan_refund(wife, amount=1000, account="みずほ銀行 7654321", actor=None)
    today = timezone.localdate()
    hers, his = text_of(client, wife), text_of(client, husband)
    for words in (
        f"入金を確認しました（20,000円、{day.month}月{day.day}日）",
        f"多くいただいた分から、8,000円をほかの方の会費に充てました（{today.month}月{today.day}日）",
        f"3,000円をお返ししました（{day.month}月{day.day}日）",
        f"1,000円をお返しする予定です（{today.month}月{today.day}日に決めました）",
        "お返しや振り替えをした残り 9,000円",
    ):
        assert words in hers, words
    assert ("宮本" in hers, "700円" in hers, "7654321" in hers) == (False, False, False)
    assert f"ほかの方の分から、8,000円をあなたの会費に充てました（{today.month}月{today.day}日）" in his
    assert ("高田" in his, "20,000円" in his, "お支払いずみです" in his) == (False, False, True)


def test_who_got_everything_back_still_reads_so(client):
    guest = cast.guest(cast.mamagawa(), state=State.CANCELLED, refund_percent=100)
    day = timezone.localdate()
    book_by_hand(guest, amount=8000, received_on=day, taken_by="x", actor=None)
    assert "お返しする額" in text_of(client, guest)
    refund = plan_refund(guest, amount=8000, actor=None)
    pay_out(refund, paid_out_on=day, actor=None)
    page = text_of(client, guest)
    assert f"8,000円をお返ししました（{day.month}月{day.day}日）" in page
    assert "お返しする額" not in page


def test_who_gave_the_refund_up_reads_so(client):
    guest = cast.guest(cast.mamagawa(), state=State.CANCELLED, refund_percent=50)
    book_by_hand(guest, amount=8000, received_on=timezone.localdate(), taken_by="x", actor=None)
    give_up(plan_refund(guest, amount=4000, actor=None), actor=None)
    page = text_of(client, guest)
    assert "4,000円のお返しを、ご辞退いただきました" in page
    assert "お返しする額" not in page
