import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from reunion import cast
from reunion.journal.models import Entry
from reunion.lib.pdf.tests.reading import sizes_of, texts_of
from reunion.lib.refused import Refused
from reunion.payments.closing.models import Receipt
from reunion.payments.closing.receipt_paper import receipts_pdf
from reunion.payments.closing.receipt_piles import receipt_piles
from reunion.payments.closing.receipts import (
    issue,
    issue_all,
    issuer_of,
    receipts_of,
    reissue,
    void,
    waiting_for_receipt,
)
from reunion.payments.hand_booking import undo_by_hand
from reunion.payments.moving import move_surplus
from reunion.payments.tests.closing.people import pay_cash, payer
from reunion.payments.totals import sums_by_registration
from reunion.registrations.models import State

pytestmark = pytest.mark.django_db


@pytest.fixture
def reunion():
    return cast.mamagawa()


def piles(reunion):
    return receipt_piles(reunion, sums_by_registration(reunion))


def test_a_receipt_says_what_was_paid_and_when(reunion):
    cast.member(reunion, "treasurer", name="石井 誠")
    receipt = issue(payer(reunion), actor=None)
    assert (receipt.number, receipt.amount, receipt.received_on) == (1, 8000, dt.date(2026, 11, 20))
    assert (receipt.addressee, receipt.proviso, receipt.issuer) == (
        "高田 裕子 様",
        "同窓会会費として",
        "会計 石井 誠",
    )
    assert receipt.issued_on == timezone.localdate()


def test_it_bears_the_name_somebody_has_today(reunion):
    receipt = issue(payer(reunion, current_family_name="石井"), actor=None)
    assert receipt.addressee == "石井 裕子 様"


def test_without_a_payment_there_is_none(reunion):
    with pytest.raises(Refused, match="入金を確認できてから"):
        issue(payer(reunion, yen=0), actor=None)


def test_pressing_twice_makes_one(reunion):
    guest = payer(reunion)
    issue(guest, actor=None)
    with pytest.raises(Refused, match="もう発行してあります"):
        issue(guest, actor=None)
    assert Receipt.objects.count() == 1


def test_a_second_payment_gets_a_receipt_of_its_own(reunion):
    guest = payer(reunion, yen=3000)
    issue(guest, actor=None)
    pay_cash(guest, 5000, on=dt.date(2026, 11, 23))
    second = issue(guest, actor=None)
    assert (second.number, second.amount, second.received_on) == (2, 5000, dt.date(2026, 11, 23))


def test_what_is_paid_beyond_the_fee_is_on_no_receipt(reunion):
    assert issue(payer(reunion, yen=10_000), actor=None).amount == 8000


def test_a_surplus_of_somebody_else_is_received_on_the_day_it_was_moved(reunion):
    giver, taker = payer(reunion, yen=16_000), cast.guest(reunion, "池田 茂 いけだ しげる")
    move_surplus(giver, to=taker, amount=8000, actor=None)
    assert issue(giver, actor=None).amount == 8000
    receipt = issue(taker, actor=None)
    assert (receipt.amount, receipt.received_on) == (8000, timezone.localdate())


def test_numbers_have_no_gaps_and_begin_anew_with_each_reunion(reunion):
    other = cast.mamagawa("other")
    for names in ("青木 一 あおき はじめ", "池田 二 いけだ じ", "上田 三 うえだ さん"):
        issue(payer(reunion, names), actor=None)
    issue(payer(other, "高田 裕子 たかだ ゆうこ"), actor=None)
    assert list(reunion.receipts.values_list("number", flat=True)) == [1, 2, 3]
    assert list(other.receipts.values_list("number", flat=True)) == [1]


def test_the_same_number_cannot_be_given_twice(reunion):
    receipt = issue(payer(reunion), actor=None)
    receipt.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        receipt.save(force_insert=True)


def test_a_new_name_makes_a_new_receipt_and_voids_the_old(reunion):
    user = cast.member(reunion, "treasurer")
    first = issue(payer(reunion), actor=user)
    second = reissue(first, addressee="株式会社 真間川 御中", proviso="懇親会費として", actor=user)
    first.refresh_from_db()
    assert (first.is_valid, second.is_valid) == (False, True)
    assert (second.number, second.amount, second.replaces) == (2, 8000, first)
    assert second.addressee == "株式会社 真間川 御中"
    assert list(receipts_of(second.registration)) == [second]


def test_a_void_receipt_is_not_issued_again_nor_voided_again(reunion):
    user = cast.member(reunion, "treasurer")
    receipt = void(issue(payer(reunion), actor=user), actor=user)
    with pytest.raises(Refused, match="もう無効"):
        void(receipt, actor=user)
    with pytest.raises(Refused, match="もう無効"):
        reissue(receipt, addressee="x", proviso="x", actor=user)
    assert issue(receipt.registration, actor=user).number == 2


@pytest.mark.parametrize("text", ["", "　 ", "\x00"])
def test_a_receipt_needs_a_name_and_a_proviso(reunion, text):
    user = cast.member(reunion, "treasurer")
    receipt = issue(payer(reunion), actor=user)
    with pytest.raises(Refused, match="両方を書いて"):
        reissue(receipt, addressee=text, proviso="x", actor=user)
    with pytest.raises(Refused, match="両方を書いて"):
        reissue(receipt, addressee="x", proviso=text, actor=user)
    receipt.refresh_from_db()
    assert receipt.is_valid


def test_what_cannot_be_printed_is_refused(reunion):
    with pytest.raises(Refused, match="「😀」は印刷できない"):
        issue(payer(reunion), addressee="高田😀様", actor=None)
    with pytest.raises(Refused, match="60文字まで"):
        issue(payer(reunion, "池田 二 いけだ じ"), addressee="あ" * 61, actor=None)
    assert Receipt.objects.count() == 0


def test_a_receipt_whose_payment_was_undone_is_seen(reunion):
    guest = cast.guest(reunion)
    payment = pay_cash(guest, 8000)
    receipt = issue(guest, actor=None)
    assert piles(reunion) == {"waiting": set(), "beyond": set()}
    undo_by_hand(payment, actor=None)
    assert piles(reunion) == {"waiting": set(), "beyond": {guest.pk}}
    user = cast.member(reunion, "treasurer")
    with pytest.raises(Refused, match="入金が取り消されている"):
        reissue(receipt, addressee="x", proviso="x", actor=user)


def test_all_who_have_paid_get_theirs_in_kana_order_and_nobody_twice(reunion):
    user = cast.member(reunion, "treasurer")
    payer(reunion, "若林 一 わかばやし はじめ")
    payer(reunion, "青木 二 あおき じ")
    payer(reunion, "池田 三 いけだ さん", yen=3000)
    payer(reunion, "上田 四 うえだ よん", state=State.CANCELLED)
    assert piles(reunion)["waiting"] == {guest.pk for guest in waiting_for_receipt(reunion)}
    assert len(piles(reunion)["waiting"]) == 2
    assert [row.addressee for row in issue_all(reunion, actor=user)] == ["青木 二 様", "若林 一 様"]
    assert issue_all(reunion, actor=user) == []
    assert list(waiting_for_receipt(reunion)) == []
    assert piles(reunion) == {"waiting": set(), "beyond": set()}


def test_every_step_is_in_the_journal(reunion):
    user = cast.member(reunion, "treasurer")
    receipt = issue(payer(reunion), actor=None)
    void(reissue(receipt, addressee="x", proviso="x", actor=user), actor=user)
    assert list(
        Entry.objects.filter(action__startswith="receipt").order_by("pk").values_list("sentence", "actor")
    ) == [
        ("高田 裕子の領収書 No.1（8,000円）を発行しました", None),
        ("高田 裕子の領収書 No.2（8,000円）を発行しました", user.pk),
        ("高田 裕子の領収書 No.2を無効にしました", user.pk),
    ]


def test_without_a_treasurer_the_name_is_written_by_hand(reunion):
    assert issuer_of(reunion) == ""


def test_the_paper_says_all_of_it(reunion):
    user = cast.member(reunion, "treasurer", name="石井 誠")
    first = issue(payer(reunion, "渡邉󠄂 𠮷子 わたなべ よしこ"), actor=user)
    reissue(first, addressee="渡邉󠄂商店 御中", proviso="会費として", actor=user)
    void(issue(payer(reunion, "青木 二 あおき じ"), actor=user), actor=user)
    data = receipts_pdf(reunion, Receipt.objects.select_related("replaces"))
    pages = [text.replace("\r\n", "\n") for text in texts_of(data)]
    assert [tuple(round(side, 1) for side in size) for size in sizes_of(data)] == [(210.0, 148.0)] * 3
    assert [f"No. {number}" in page for number, page in enumerate(pages, 1)] == [True] * 3
    assert ["渡邉󠄂 𠮷子 様" in pages[0], "渡邉󠄂商店 御中" in pages[1], "青木 二 様" in pages[2]] == [True] * 3
    assert ["￥8,000―" in page for page in pages] == [True] * 3
    assert ["真間川高校 還暦同窓会" in page and "会計 石井 誠" in page for page in pages] == [True] * 3
    assert ["再発行" in page for page in pages] == [False, True, False]
    assert ["無効" in page for page in pages] == [True, False, True]


def test_the_same_receipts_make_the_same_bytes(reunion):
    receipt = issue(payer(reunion), actor=None)
    assert receipts_pdf(reunion, [receipt]) == receipts_pdf(reunion, [receipt])
