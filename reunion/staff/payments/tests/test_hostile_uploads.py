"""Whatever is handed in, the page answers with a sentence, and nothing is half-booked."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile

from reunion.payments.models import RememberedColumns, Statement, StatementLine
from reunion.payments.tests.hostile_files import VALID, damaged, foreign_files
from reunion.staff.payments.forms import UploadForm

MEGABYTE = 1024 * 1024
FOREIGN = foreign_files()


def rows_of_everything():
    return Statement.objects.count(), StatementLine.objects.count(), RememberedColumns.objects.count()


def upload(desk, page, data, name="meisai.csv"):
    return desk.post(page("upload"), {"file": SimpleUploadedFile(name, data)})


def assert_refused(shown):
    assert (shown.status_code, rows_of_everything()) == (200, (0, 0, 0))
    [errors] = shown.context["form"].errors.values()
    assert all(error.endswith("ください。") for error in errors), errors


@pytest.mark.parametrize("name", FOREIGN)
def test_what_is_no_statement_is_refused_on_the_page(desk, page, name):
    assert_refused(upload(desk, page, FOREIGN[name]))


@pytest.mark.parametrize("name", VALID)
def test_a_damaged_statement_of_every_format_is_refused_on_the_page(desk, page, name):
    for _damage, data in damaged(VALID[name]):
        assert_refused(upload(desk, page, data))


def test_a_file_over_ten_megabytes_is_refused_before_it_is_read(desk, page):
    shown = upload(desk, page, b"x" * (10 * MEGABYTE + 1))
    assert shown.context["form"].errors == {
        "file": [
            "ファイルが大きすぎます（10MBまで）。銀行の画面で期間を短くして、ダウンロードし直してください。"
        ]
    }
    claimed = TemporaryUploadedFile("meisai.csv", "text/csv", 1024 * MEGABYTE, None)
    assert not UploadForm({}, {"file": claimed}).is_valid()


@pytest.mark.parametrize(
    ("claimed", "status"), [("1073741824", 302), ("0", 200), ("x", 200), ("-1", 400), ("7", 200)]
)
def test_a_length_that_lies_breaks_nothing(desk, page, claimed, status):
    body = (
        b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\n'
        + VALID["gmo"]
        + b"\r\n--x--\r\n"
    )
    kind = "multipart/form-data; boundary=x"
    lie = {"CONTENT_TYPE": kind, "CONTENT_LENGTH": claimed, "wsgi.input": io.BytesIO(body)}
    answer = desk.generic("POST", page("upload"), **lie)
    assert (answer.status_code, StatementLine.objects.count()) == (status, 2 if status == 302 else 0)


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../x.csv", "x.csv"),
        ("a\0b.csv", "ab.csv"),
        ("あ" * 300 + ".csv", "あ" * 196 + ".csv"),
        ("=cmd|' C calc'!A0.csv", "=cmd|' C calc'!A0.csv"),
    ],
)
def test_the_name_of_a_file_does_no_harm(desk, page, name, kept):
    upload(desk, page, VALID["gmo"], name)
    assert Statement.objects.get().file_name == kept
    assert desk.get(page("upload")).status_code == 200


@pytest.mark.parametrize(("kept", "status"), [("=", 200), ("AAAA", 200), ("あ", 200), ("A" * 3_000_000, 400)])
def test_a_file_carried_along_and_tampered_with_is_refused(desk, page, kept, status):
    carried = {"kept": kept, "file_name": "\0"}
    for address in ("upload", "columns"):
        answer = desk.post(page(address), carried, follow=True)
        assert answer.status_code == status
    assert rows_of_everything() == (0, 0, 0)


def test_a_formula_in_any_cell_is_shown_as_text_and_leaves_defused(desk, page):
    formula = "=cmd|' /C calc'!A0"
    data = f'日付,摘要,入金金額,出金金額,残高,メモ\r\n20260603,"{formula}",8000,,9000,"{formula}"\r\n'
    upload(desk, page, data.encode("cp932"))
    assert StatementLine.objects.get().payer == formula
    assert "=cmd|&#x27; /C calc&#x27;!A0" in desk.get(page("lines")).content.decode()
    assert f"'{formula}" in desk.get(page("export")).content.decode("utf-8-sig")
