"""What is no statement is named for what it is."""

import random

import pytest

from reunion.payments.readers import StatementError
from reunion.payments.readers.decoding import LARGEST_FILE, MOST_LINES, text_of
from reunion.payments.tests.readers.files import read_today, table

UNREADABLE = "文字として読めない部分があります。銀行の画面から、もう一度ダウンロードしてください。"
HEADING = "日付,摘要,入金額"


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "ファイルが空です。銀行の画面から、もう一度ダウンロードしてください。"),
        (b"\xef\xbb\xbf \r\n", "ファイルが空です。銀行の画面から、もう一度ダウンロードしてください。"),
        (
            b"PK\x03\x04xl/workbook.xml",
            "Excelのブックは読み込めません。Excelで開き、「CSV」として保存し直してください。",
        ),
        (b"\x89PNG\r\n\x1a\n", "これは画像のようです。銀行の画面で、明細をCSVでダウンロードしてください。"),
        (
            b"\xff\xd8\xff\xe0JFIF",
            "これは画像のようです。銀行の画面で、明細をCSVでダウンロードしてください。",
        ),
        (b"%PDF-1.7", "これはPDFのようです。銀行の画面で、明細をCSVでダウンロードしてください。"),
        (
            b"<!DOCTYPE html>",
            "これはウェブページのようです。銀行の画面で、明細をCSVでダウンロードしてください。",
        ),
        (b"\0" * 50, UNREADABLE),
        (table(HEADING, "2026/6/3,\0,8000"), UNREADABLE),
        (
            b"a,b\n" * (MOST_LINES + 1),
            "行が多すぎます（5万行まで）。期間を短くしてダウンロードし直してください。",
        ),
        (
            b"x" * (LARGEST_FILE + 1),
            "ファイルが大きすぎます（20MBまで）。期間を短くしてダウンロードし直してください。",
        ),
    ],
    ids=range(11),
)
def test_what_is_no_statement_is_refused_by_its_name(data, sentence):
    with pytest.raises(StatementError) as refused:
        text_of(data)
    assert str(refused.value) == sentence


@pytest.mark.parametrize("seed", range(20))
def test_random_bytes_are_refused_with_a_sentence(seed):
    with pytest.raises(StatementError) as refused:
        read_today(random.Random(seed).randbytes(3000))
    assert str(refused.value).endswith("ダウンロードしてください。")


def test_bytes_of_no_encoding_name_their_line():
    with pytest.raises(StatementError) as refused:
        text_of(table(HEADING, "2026/6/3,") + b"\x81\xff\x81")
    assert refused.value.line == 3


def test_signs_only_windows_knows_are_read():
    assert read_today(table(HEADING, "2026/6/3,①㈱髙﨑,8000")).entries[0].payer == "①㈱髙﨑"


def test_a_text_that_is_no_table_is_refused():
    with pytest.raises(StatementError) as refused:
        read_today("こんにちは\nこれは手紙です\n".encode())
    assert str(refused.value) == (
        "入出金明細の見出し（日付・入金額・摘要など）が見つかりません。"
        "銀行の画面で、明細をCSVでダウンロードしてください。"
    )
