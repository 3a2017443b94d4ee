from django.core.files.uploadedfile import SimpleUploadedFile

from reunion import cast
from reunion.journal.models import Entry
from reunion.payments.models import Statement, StatementLine
from reunion.payments.tests.bank_files import yucho

ROW = ("20261201", 1, 8000, "タカダ　ユウコ")


def text_of(response):
    return " ".join(response.content.decode().split())


def upload(desk, page, data, **more):
    return desk.post(page("upload"), {"file": SimpleUploadedFile("meisai.csv", data), **more}, follow=True)


def test_a_file_is_taken_in_and_the_next_page_says_what_was_found(desk, page, suzuki):
    shown = text_of(upload(desk, page, yucho(ROW)))
    assert "ゆうちょ銀行 12月1日（火）: 新しい行 1件、前に取り込んだ行 0件でした。" in shown
    assert Statement.objects.get().uploaded_by == suzuki


def test_the_same_file_again_is_no_mistake(desk, page):
    upload(desk, page, yucho(ROW))
    assert "このファイルは前に取り込みました。新しい行はありません。" in text_of(
        upload(desk, page, yucho(ROW))
    )
    assert StatementLine.objects.count() == 1


def test_a_file_that_cannot_be_read_is_explained_line_by_line(desk, page):
    shown = text_of(upload(desk, page, yucho(ROW).replace(b"8000,,", "八千,,".encode("cp932"))))
    assert "6行目" in shown and "八千" in shown
    assert Statement.objects.count() == 0


def test_a_gap_between_balances_is_told_beside_what_was_taken_in(desk, page):
    data = yucho(ROW, ("20261202", 2, 8000, "モリ")).replace(b"166000", b"166001")
    shown = text_of(upload(desk, page, data))
    assert "新しい行 2件" in shown
    assert "残高が前の行とつながらない行があります（7行目）。抜けている行がないか" in shown


def test_no_file_and_an_empty_file_are_told_apart(desk, page):
    assert "ファイルを選んでください。" in text_of(desk.post(page("upload"), {}))
    assert "ファイルの中身が空です。" in text_of(upload(desk, page, b""))


def test_another_account_is_asked_about_and_taken_with_a_second_press(desk, page):
    shown = upload(desk, page, yucho(ROW, account="10180-98765431"))
    assert "この口座の明細でよいですか" in text_of(shown)
    assert Statement.objects.count() == 0
    kept = {"kept": shown.context["kept"], "file_name": "meisai.csv", "other_account": "1"}
    assert "新しい行 1件" in text_of(desk.post(page("upload"), kept, follow=True))
    assert Statement.objects.get().file_name == "meisai.csv"


def test_the_lines_leave_as_a_table_and_the_journal_knows(desk, page, mamagawa):
    cast.guest(mamagawa, email="yuko@example.jp", reference="1007")
    upload(desk, page, yucho(ROW))
    table = desk.get(page("export")).content.decode("utf-8-sig")
    assert table.splitlines() == [
        "booked_on,payer,amount,state,grade,reason,references,emails,alternatives",
        "2026-12-01,タカダ　ユウコ,8000,suggested,certain,"
        "名前のカナと金額が一致（同姓同名なし）,1007,yuko@example.jp,",
    ]
    assert Entry.objects.filter(action="exported").count() == 1
