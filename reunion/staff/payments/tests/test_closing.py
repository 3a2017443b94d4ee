import io

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from reunion import cast
from reunion.events.models import Reunion, Venue, VenueBooking
from reunion.lib.pdf.tests.reading import texts_of
from reunion.payments.closing.models import (
    BudgetLine,
    CashMove,
    Expense,
    OtherIncome,
    Receipt,
    Settlement,
)
from reunion.payments.closing.receipts import issue, reissue
from reunion.payments.hand_booking import undo_by_hand
from reunion.payments.models import HandBookedPayment
from reunion.payments.tests.closing.people import line, payer, pdf
from reunion.team.models import Role

pytestmark = pytest.mark.django_db
TODAY = f"{timezone.localdate():%Y-%m-%d}"
BILL = {
    "paid_on": TODAY,
    "what": "会場の手付金",
    "amount": "５０，０００円",
    "category": "venue",
    "paid_from": "account",
}


@pytest.fixture
def reunion(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return cast.mamagawa()


@pytest.fixture
def desk(client, reunion):
    client.force_login(cast.member(reunion, Role.TREASURER, name="石井 誠"))
    return client


def address(reunion, name, *parts):
    return reverse(f"staff:payments:{name}", args=[reunion.slug, *parts])


def page(desk, reunion, name, *parts, **asked) -> str:
    return desk.get(address(reunion, name, *parts), asked).content.decode()


def test_all_who_have_paid_get_receipts_by_one_press(desk, reunion):
    payer(reunion)
    payer(reunion, "池田 茂 いけだ しげる")
    payer(reunion, "上田 弘 うえだ ひろし", yen=3000)
    assert "入金済みの2名に発行する" in page(desk, reunion, "receipts")
    answer = desk.post(address(reunion, "issue_receipts"), follow=True).content.decode()
    assert "2枚の領収書を発行しました" in answer
    assert "入金済みの" not in answer
    data = desk.get(address(reunion, "receipts_pdf"))
    assert (data["Cache-Control"], data["Content-Type"]) == ("private, no-store", "application/pdf")
    assert ["池田 茂 様" in text for text in texts_of(data.content)] == [True, False]


def test_without_receipts_there_is_nothing_to_print(desk, reunion):
    answer = desk.get(address(reunion, "receipts_pdf"), follow=True)
    assert "まだ印刷する領収書がありません" in answer.content.decode()


def test_one_receipt_is_issued_changed_and_voided(desk, reunion):
    guest = payer(reunion)
    assert "高田 裕子" in page(desk, reunion, "receipts", show="waiting")
    desk.post(address(reunion, "issue_receipt", guest.pk))
    first = Receipt.objects.get()
    assert "￥8,000―" in texts_of(desk.get(address(reunion, "receipt_pdf", first.pk)).content)[0]
    wrong = desk.post(address(reunion, "receipt", first.pk), {"addressee": "", "proviso": "会費として"})
    assert "宛名を書いてください" in wrong.content.decode()
    assert "会費として" in wrong.content.decode()
    desk.post(
        address(reunion, "receipt", first.pk), {"addressee": "真間川商店 御中", "proviso": "会費として"}
    )
    second = Receipt.objects.get(number=2)
    assert "No. 2" in page(desk, reunion, "receipt", first.pk)
    assert "無効にしますか" in page(desk, reunion, "void_receipt", second.pk)
    desk.post(address(reunion, "void_receipt", second.pk))
    second.refresh_from_db()
    assert not second.is_valid
    again = desk.post(address(reunion, "void_receipt", second.pk), follow=True)
    assert "もう無効になっています" in again.content.decode()


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("いけだ", [2]),
        ("Ｎｏ．２", [2]),
        ("no. 1", [1]),
        ("真間川商店", [3]),
        ("高田", [3, 1]),
        ("x", []),
        ("9999999999999", []),
        ("", [3, 2, 1]),
    ],
)
def test_a_receipt_is_found_by_name_or_number(desk, reunion, text, numbers):
    first = issue(payer(reunion), actor=None)
    issue(payer(reunion, "池田 茂 いけだ しげる"), actor=None)
    reissue(first, addressee="真間川商店 御中", proviso="x", actor=cast.member(reunion))
    answer = desk.get(address(reunion, "receipts"), {"q": text})
    assert [row.number for row in answer.context["page"]] == numbers
    waiting = desk.get(address(reunion, "receipts"), {"q": text, "show": "waiting"})
    assert list(waiting.context["page"]) == []


def test_a_second_press_says_that_it_is_done(desk, reunion):
    guest = payer(reunion)
    desk.post(address(reunion, "issue_receipt", guest.pk))
    answer = desk.post(address(reunion, "issue_receipt", guest.pk), follow=True)
    assert "もう発行してあります" in answer.content.decode()
    assert Receipt.objects.count() == 1


def test_a_receipt_to_be_looked_at_again_is_listed(desk, reunion):
    receipt = issue(payer(reunion), actor=None)
    undo_by_hand(HandBookedPayment.objects.get(), actor=None)
    shown = page(desk, reunion, "receipts", show="beyond")
    assert address(reunion, "receipt", receipt.pk) in shown


def test_from_fifty_thousand_yen_on_a_stamp_is_thought_of(desk, reunion):
    guest = payer(reunion, yen=60_000)
    guest.chosen_items.update(fee=60_000)
    receipt = issue(guest, actor=None)
    assert "収入印紙" in page(desk, reunion, "receipt", receipt.pk)
    Receipt.objects.update(amount=49_999)
    assert "収入印紙" not in page(desk, reunion, "receipt", receipt.pk)


def test_an_expense_is_written_as_people_type_it(desk, reunion):
    desk.post(address(reunion, "add_noted", "expense"), BILL | {"proof": pdf()})
    row = Expense.objects.get()
    assert (row.amount, row.what, row.category, str(row.noted_by)) == (
        50_000,
        "会場の手付金",
        "venue",
        "石井 誠",
    )
    answer = desk.get(address(reunion, "proof", row.pk))
    assert answer.content == pdf().getvalue()
    assert answer["Content-Disposition"].startswith("attachment; ")
    assert (answer["Cache-Control"], answer["X-Content-Type-Options"]) == ("private, no-store", "nosniff")


def test_a_file_that_is_no_bill_is_refused_and_what_was_typed_is_kept(desk, reunion):
    file = io.BytesIO(b"<script>alert(1)</script>")
    file.name = "bill.pdf"
    answer = desk.post(address(reunion, "add_noted", "expense"), BILL | {"proof": file}).content.decode()
    assert "写真として読めませんでした" in answer
    assert "会場の手付金" in answer
    assert Expense.objects.count() == 0


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"amount": "0"}, "金額を数字で書いてください"),
        ({"amount": "9999999999999"}, "金額を数字で書いてください"),
        ({"amount": "-5"}, "金額を数字で書いてください"),
        ({"paid_on": "2999-01-01"}, "今日より後"),
        ({"paid_on": "きのう"}, "日付が読めません"),
        ({"category": ""}, "どれかを選んで"),
        ({"category": "x"}, "どれかを選んで"),
        ({"what": ""}, "何に使ったか"),
        ({"paid_from": "advance"}, "立て替えた人の名前"),
        ({"paid_from": "advance", "advanced_by": "安藤", "repaid_on": TODAY}, "両方を書いて"),
    ],
)
def test_what_is_wrong_is_told(desk, reunion, changes, sentence):
    answer = desk.post(address(reunion, "add_noted", "expense"), BILL | changes)
    assert sentence in answer.content.decode()
    assert Expense.objects.count() == 0


def test_an_expense_is_corrected_struck_and_restored(desk, reunion):
    desk.post(
        address(reunion, "add_noted", "expense"), BILL | {"paid_from": "advance", "advanced_by": "安藤"}
    )
    row = Expense.objects.get()
    assert "立て替え中" in page(desk, reunion, "books")
    photo = io.BytesIO()
    Image.new("RGB", (20, 20)).save(photo, "PNG")
    photo.seek(0)
    changed = BILL | {"amount": "700", "paid_from": "cash", "advanced_by": "安藤", "proof": photo}
    desk.post(address(reunion, "edit_noted", "expense", row.pk), changed)
    row.refresh_from_db()
    assert (row.amount, row.paid_from, row.advanced_by) == (700, "cash", "")
    assert desk.get(address(reunion, "proof", row.pk))["Content-Type"] == "image/jpeg"
    desk.post(address(reunion, "strike_noted", "expense", row.pk))
    assert "消しました" in page(desk, reunion, "books")
    desk.post(address(reunion, "restore_noted", "expense", row.pk))
    row.refresh_from_db()
    assert row.struck_at is None


def test_income_and_cash_are_written_too(desk, reunion):
    given = {
        "received_on": TODAY,
        "kind": "donation",
        "what": "原田先生",
        "amount": "1万",
        "put_into": "cash",
    }
    assert "数字で書いて" in desk.post(address(reunion, "add_noted", "income"), given).content.decode()
    desk.post(address(reunion, "add_noted", "income"), given | {"amount": "10000"})
    desk.post(
        address(reunion, "add_noted", "move"), {"moved_on": TODAY, "moved_to": "account", "amount": "10000"}
    )
    assert (OtherIncome.objects.get().amount, CashMove.objects.get().moved_to) == (10_000, "account")
    assert "原田先生" in page(desk, reunion, "books", kind="income")
    assert "現金を口座に入れた" in page(desk, reunion, "books", kind="move")


def test_what_there_is_not_is_not_found(desk, reunion):
    other = cast.mamagawa("other")
    row = Expense.objects.create(
        reunion=other, paid_on=TODAY, what="x", category="venue", paid_from="cash", amount=1
    )
    for name, parts in (
        ("add_noted", ["x"]),
        ("edit_noted", ["expense", row.pk]),
        ("edit_noted", ["x", row.pk]),
        ("proof", [row.pk]),
    ):
        assert desk.get(address(reunion, name, *parts)).status_code == 404
    assert desk.post(address(reunion, "strike_noted", "expense", row.pk)).status_code == 404


def test_a_withdrawal_becomes_an_expense(desk, reunion):
    withdrawal = line(reunion, -100_000, balance=0)
    assert "支出に書いていない出金が1件、合わせて100,000円" in page(desk, reunion, "settlement")
    form = page(desk, reunion, "add_noted", "expense", line=withdrawal.pk)
    assert 'value="100000"' in form
    assert 'value="2026-12-01"' in form
    assert "add_noted" not in page(desk, reunion, "add_noted", "expense", line="x")


def test_plan_hall_and_names_are_written(desk, reunion):
    desk.post(
        address(reunion, "budget"),
        {"fees": "800,000円", "expense_venue": "６５００００", "income_interest": "0"},
    )
    assert dict(BudgetLine.objects.values_list("head", "amount")) == {
        "fees": 800_000,
        "expense_venue": 650_000,
        "income_interest": 0,
    }
    Venue.objects.create(name="ホテル").bookings.create(reunion=reunion, standing=90, style="standing")
    desk.post(
        address(reunion, "hall"), {"per_head": "6500", "guaranteed_heads": "80名", "expected_heads": "90"}
    )
    hall = VenueBooking.objects.get()
    assert (hall.price_standing, hall.price_seated, hall.fixed_price) == (6500, None, 0)
    assert (hall.guaranteed_heads, hall.standing, Reunion.objects.get().expected_heads) == (80, 90, 90)
    desk.post(address(reunion, "hall"), {"per_head": "6500", "guaranteed_heads": "80名"})
    assert Reunion.objects.get().expected_heads is None
    names = {"treasurer": "石井 誠", "bank_balance": "5000", "bank_balance_on": TODAY}
    desk.post(address(reunion, "settlement_details"), names)
    assert Settlement.objects.get().bank_balance == 5000
    half = desk.post(address(reunion, "settlement_details"), names | {"bank_balance_on": ""})
    assert "両方を書いてください" in half.content.decode()
    wrong = desk.post(address(reunion, "hall"), {"per_head": "たかい"}).content.decode()
    assert "数字で書いてください" in wrong
    assert "520,000円" in page(desk, reunion, "settlement")


def test_books_are_closed_only_when_they_add_up(desk, reunion):
    payer(reunion)
    assert "まだ決算を閉じられません" in page(desk, reunion, "close_settlement")
    answer = desk.post(address(reunion, "close_settlement"), follow=True).content.decode()
    assert "まだ決算を閉じられません" in answer
    line(reunion, -500, balance=4500)
    shown = page(desk, reunion, "settlement")
    assert "4,500円多くなっています" in shown
    assert "明細の始まる前に、口座に5,000円ありました" in shown
    OtherIncome.objects.create(
        reunion=reunion, received_on=TODAY, kind="carried_over", put_into="account", amount=5000
    )
    desk.post(address(reunion, "add_noted", "expense"), BILL | {"amount": "500"})
    assert "帳簿が合っています" in page(desk, reunion, "settlement")
    assert "決算を閉じますか" in page(desk, reunion, "close_settlement")
    desk.post(address(reunion, "close_settlement"))
    assert Settlement.objects.get().is_closed
    assert (
        "決算を閉じてあります" in desk.post(address(reunion, "add_noted", "expense"), BILL).content.decode()
    )
    undo_by_hand(HandBookedPayment.objects.get(), actor=None)
    assert "閉じたあとに、お金が動いています" in page(desk, reunion, "settlement")
    report = "".join(texts_of(desk.get(address(reunion, "report_pdf")).content))
    assert "12,500円" in report
    assert "案" not in report
    desk.post(address(reunion, "reopen_settlement"))
    assert not Settlement.objects.get().is_closed


def test_the_report_comes_on_paper_and_as_a_table(desk, reunion):
    payer(reunion)
    paper = desk.get(address(reunion, "report_pdf"))
    assert "案" in texts_of(paper.content)[0]
    assert paper["Content-Disposition"] == 'attachment; filename="mamagawa-settlement.pdf"'
    table = desk.get(address(reunion, "report_xlsx"))
    assert openpyxl.load_workbook(io.BytesIO(table.content)).sheetnames == [
        "決算",
        "支出",
        "会費のほかの収入",
    ]


def queries(desk, url) -> int:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert desk.get(url).status_code == 200
    return len(captured)


def test_lists_ask_as_often_for_one_row_as_for_thirty(desk, reunion):
    def fill(number):
        issue(payer(reunion, f"青木 {number}子 あおき {number}こ"), actor=None)
        payer(reunion, f"池田 {number}子 いけだ {number}こ")
        line(reunion, -number)
        Expense.objects.create(
            reunion=reunion, paid_on=TODAY, what="x", category="venue", paid_from="cash", amount=1
        )

    fill(1)
    urls = [
        address(reunion, "receipts"),
        f"{address(reunion, 'receipts')}?show=waiting",
        address(reunion, "books"),
        address(reunion, "settlement"),
        address(reunion, "receipts_pdf"),
    ]
    before = [queries(desk, url) for url in urls]
    for number in range(2, 31):
        fill(number)
    assert [queries(desk, url) for url in urls] == before


def test_an_expense_is_written_once_also_when_its_form_is_sent_again(desk, reunion):
    form = BILL | {"seen": "0"}
    desk.post(address(reunion, "add_noted", "expense"), form)
    again = desk.post(address(reunion, "add_noted", "expense"), form).content.decode()
    assert "この50,000円は、もう書いてあります。" in again and "会場の手付金" in again
    row = Expense.objects.get()
    assert f'<input type="hidden" name="seen" value="{row.pk}">' in again
    desk.post(address(reunion, "add_noted", "expense"), form | {"seen": f"{row.pk}"})
    assert Expense.objects.count() == 2


def test_without_a_venue_the_price_has_no_row_to_stand_in(desk, reunion):
    answer = desk.get(address(reunion, "hall"), follow=True)
    assert answer.redirect_chain == [("/staff/mamagawa/events/venues/", 302)]
    assert "先に会場の候補を書きます。名前だけでも足ります。" in answer.text
