"""A bank not met before: its columns are confirmed once."""

from django.core.files.uploadedfile import SimpleUploadedFile

from reunion import cast
from reunion.payments.models import RememberedColumns, Statement, StatementLine
from reunion.payments.tests.readers.files import table
from reunion.staff.payments import statements
from reunion.team.models import Role

HEADING = "わたした日,もらったお金,だれから"
FILE = table(HEADING, "2026/6/3,8000,ヤマダ", "2026/6/4,5000,=cmd|' /C calc'!A0")
CHOSEN = {"booked_on": "0", "deposit": "1", "description": "2", "bank": "○○信金"}


def text_of(response):
    return " ".join(response.content.decode().split())


def upload(desk, page, data=FILE):
    return desk.post(page("upload"), {"file": SimpleUploadedFile("meisai.csv", data)}, follow=True)


def kept(response):
    return {"kept": response.context["kept"], "file_name": response.context["file_name"]}


def test_the_first_rows_and_a_proposal_are_shown_and_nothing_is_taken_in(desk, page):
    shown = upload(desk, page)
    assert "どの列が何かを決める" in text_of(shown)
    assert [(row.number, entry.payer) for row, entry in shown.context["read"]] == [
        (2, "ヤマダ"),
        (3, "=cmd|' /C calc'!A0"),
    ]
    assert Statement.objects.count() == 0


def test_confirmed_once_the_file_is_taken_in_and_the_next_is_not_asked_about(desk, page):
    told = desk.post(page("columns"), CHOSEN | kept(upload(desk, page)), follow=True)
    assert "○○信金 6月3日（水）〜6月4日（木）: 新しい行 2件" in text_of(told)
    again = upload(desk, page, table(HEADING, "2026/6/9,8000,モリ"))
    assert "新しい行 1件" in text_of(again)
    assert (Statement.objects.first().file_name, RememberedColumns.objects.count()) == ("meisai.csv", 1)


def test_a_look_first_keeps_what_was_chosen_and_stores_nothing(desk, page):
    other = CHOSEN | {"booked_on": "2", "description": "0", "preview": "1"}
    shown = desk.post(page("columns"), other | kept(upload(desk, page)))
    assert "日付「ヤマダ」が読めません。" in text_of(shown)
    assert '<option value="2" selected>3列目 だれから（例 ヤマダ）</option>' in text_of(shown)
    assert (Statement.objects.count(), RememberedColumns.objects.count()) == (0, 0)


def test_what_is_missing_or_chosen_twice_is_told_and_kept(desk, page):
    file = kept(upload(desk, page))
    shown = text_of(desk.post(page("columns"), CHOSEN | file | {"deposit": ""}))
    assert "どの列かを選んでください。" in shown and 'value="○○信金"' in shown
    shown = text_of(desk.post(page("columns"), CHOSEN | file | {"description": "1"}))
    assert "「入金の金額の列」と同じ列です。" in shown
    shown = text_of(desk.post(page("columns"), CHOSEN | file | {"deposit": "99"}))
    assert "どの列かを選んでください。" in shown
    assert Statement.objects.count() == 0


def test_lines_that_cannot_be_read_are_named_and_the_choice_is_kept(desk, page):
    data = FILE + table("2026/6/5,八千,モリ")
    shown = text_of(desk.post(page("columns"), CHOSEN | kept(upload(desk, page, data))))
    assert "4行目: 金額「八千」が読めません。" in shown
    assert '<option value="0" selected>' in shown
    assert (Statement.objects.count(), RememberedColumns.objects.count()) == (0, 0)


def test_a_table_without_headings_is_confirmed_too(desk, page):
    shown = upload(desk, page, table("2026/6/3,8000,ヤマダ"))
    told = desk.post(page("columns"), CHOSEN | kept(shown), follow=True)
    assert "新しい行 1件" in text_of(told)
    assert "日付：1列目<br>入金（マイナスは出金）：2列目<br>名前：3列目" in text_of(desk.get(page("upload")))


def test_another_account_is_asked_about_after_the_columns(desk, page):
    data = table("口座番号,7654321", HEADING, "2026/6/3,8000,ヤマダ")
    asked = desk.post(page("columns"), CHOSEN | kept(upload(desk, page, data)))
    assert "この口座の明細でよいですか" in text_of(asked)
    told = desk.post(page("upload"), kept(asked) | {"other_account": "1"}, follow=True)
    assert "新しい行 1件" in text_of(told)


def test_a_file_too_large_to_be_carried_along_is_chosen_again(desk, page, monkeypatch):
    monkeypatch.setattr(statements, "LARGEST_KEPT", 10)
    shown = upload(desk, page)
    assert (shown.context["kept"], "同じファイルをもう一度選ぶ" in text_of(shown)) == ("", True)
    told = desk.post(page("columns"), CHOSEN | {"file": SimpleUploadedFile("a.csv", FILE)}, follow=True)
    assert "新しい行 2件" in text_of(told)


def test_without_a_file_the_page_leads_back(desk, page):
    assert desk.get(page("columns")).url == page("upload")
    assert "ファイルを選んでください。" in text_of(desk.post(page("columns"), CHOSEN, follow=True))
    broken = desk.post(page("columns"), CHOSEN | {"kept": "AAAA"}, follow=True)
    assert broken.redirect_chain[0][0] == page("upload")
    assert StatementLine.objects.count() == 0


def test_what_is_remembered_is_seen_and_can_be_forgotten(desk, page, mamagawa):
    desk.post(page("columns"), CHOSEN | kept(upload(desk, page)))
    shown = text_of(desk.get(page("upload")))
    assert (
        "覚えている列の決め方" in shown and "日付：わたした日<br>" in shown and "名前：だれから</td>" in shown
    )
    remembered = RememberedColumns.objects.get()
    assert desk.get(page("forget_columns", remembered.pk)).status_code == 405
    told = desk.post(page("forget_columns", remembered.pk), follow=True)
    assert "列の決め方を忘れました。" in text_of(told)
    assert "どの列が何かを決める" in text_of(upload(desk, page, FILE + table("2026/6/9,1,x")))


def test_what_another_reunion_remembers_is_out_of_reach(desk, page):
    other = cast.mamagawa("other")
    theirs = RememberedColumns.objects.create(reunion=other, fingerprint="x")
    assert desk.post(page("forget_columns", theirs.pk)).status_code == 404
    assert cast.member(other, Role.TREASURER) and RememberedColumns.objects.count() == 1
