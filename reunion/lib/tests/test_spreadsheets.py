import io

from openpyxl import load_workbook

from reunion.lib.spreadsheets import csv_bytes, xlsx_bytes

ROWS = [["0471234", "=1+1", 8000, None], ["髙橋", "@SUM(A1)", -5, "a\x0bb"]]


def test_csv_opens_in_excel_and_runs_no_formula():
    assert csv_bytes(["郵便番号", "名", "円", "他"], ROWS).decode("utf-8") == (
        "\ufeff郵便番号,名,円,他\r\n0471234,'=1+1,8000,\r\n髙橋,'@SUM(A1),-5,a\x0bb\r\n"
    )


def test_xlsx_keeps_leading_zeros_and_holds_text_only():
    sheet = load_workbook(io.BytesIO(xlsx_bytes(["郵便番号", "名", "円", "他"], ROWS, title="はがき"))).active
    assert [list(row) for row in sheet.iter_rows(values_only=True)] == [
        ["郵便番号", "名", "円", "他"],
        ["0471234", "=1+1", 8000, None],
        ["髙橋", "@SUM(A1)", -5, "ab"],
    ]
    assert [sheet["B2"].data_type, sheet["C2"].data_type, sheet.title] == ["s", "n", "はがき"]
