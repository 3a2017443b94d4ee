import io
import zipfile

import pytest
from openpyxl import load_workbook

from reunion.lib.spreadsheets import csv_bytes, csv_stream, xlsx_bytes, xlsx_stream

ROWS = [["0471234", "=1+1", 8000, None], ["髙橋", "@SUM(A1)", -5, "a\x0bb"]]
HEADINGS = ["郵便番号", "名", "円", "他"]


def test_csv_opens_in_excel_and_runs_no_formula():
    assert csv_bytes(HEADINGS, ROWS).decode("utf-8") == (
        "\ufeff郵便番号,名,円,他\r\n0471234,'=1+1,8000,\r\n髙橋,'@SUM(A1),-5,a\x0bb\r\n"
    )


def test_csv_for_old_programs_replaces_what_they_lack():
    rows = [["𠮷田", "=髙"], ["🍶", 1]]
    assert csv_bytes(["名", "円"], rows, encoding="cp932").decode("cp932") == "名,円\r\n吉田,'=髙\r\n〓,1\r\n"


def test_xlsx_keeps_leading_zeros_and_holds_text_only():
    book = load_workbook(io.BytesIO(xlsx_bytes(HEADINGS, ROWS, title="はがき")))
    sheet = book.active
    assert [list(row) for row in sheet.iter_rows(values_only=True)] == [
        ["郵便番号", "名", "円", "他"],
        ["0471234", "=1+1", 8000, None],
        ["髙橋", "@SUM(A1)", -5, "ab"],
    ]
    assert [sheet["B2"].data_type, sheet["C2"].data_type, sheet.title] == ["s", "n", "はがき"]
    assert [sheet["A2"].number_format, sheet["A1"].font.b, sheet.freeze_panes] == ["@", True, "A2"]


def test_xlsx_holds_any_text_a_person_could_type():
    typed = ["<b>&\"'", " 前と後 ", "一行\n二行", "\ud800\ufffe", "あ" * 40_000]
    (row,) = load_workbook(io.BytesIO(xlsx_bytes([], [typed], title="[a]:*?/\\'b"))).active.iter_rows(
        min_row=2, values_only=True
    )
    assert list(row) == ["<b>&\"'", " 前と後 ", "一行\n二行", "", "あ" * 32_767]


@pytest.mark.parametrize("title", ["", "あ" * 50, "a/b", "'"])
def test_a_sheet_always_has_a_title_that_excel_takes(title):
    (name,) = load_workbook(io.BytesIO(xlsx_bytes(["名"], [], title=title))).sheetnames
    assert 0 < len(name) <= 31 and "/" not in name


@pytest.mark.parametrize("stream", [csv_stream, xlsx_stream])
def test_the_first_bytes_leave_before_the_first_row_is_asked_for(stream):
    asked = []

    def rows():
        for number in range(1000):
            asked.append(number)
            yield ["名", number]

    leaving = stream(["名", "番号"], rows())
    assert next(leaving) and asked == []
    next(leaving)
    assert len(asked) == 200
    rest = b"".join(leaving)
    assert len(asked) == 1000 and rest


def test_a_file_that_was_broken_off_is_no_workbook():
    parts = list(xlsx_stream(["名"], ([number] for number in range(1000))))
    with pytest.raises(zipfile.BadZipFile):
        zipfile.ZipFile(io.BytesIO(b"".join(parts[:-1])))
