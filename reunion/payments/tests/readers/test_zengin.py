"""全銀 files of layouts 03 and 01: framing, figures, years, corrections, and files that must be refused."""

from datetime import date

import pytest

from reunion.payments.readers import StatementError, read, read_all
from reunion.payments.readers.zengin_layout import END_LAYOUT, LAYOUTS, RECORD_LENGTH, TRANSFER_B
from reunion.payments.tests.readers.files import (
    TODAY,
    data_01,
    data_03,
    end,
    header_01,
    header_03,
    one_payment_03,
    read_today,
    records,
    seen,
    trailer_01,
    trailer_03,
)

ONE_PAYMENT = [(2, "2026-06-03", "in", 8000, "ﾔﾏﾀﾞ ﾀﾛｳ")]


def refusal(data: bytes) -> tuple:
    with pytest.raises(StatementError) as refused:
        read_today(data)
    return refused.value.errors


def one_transfer(*rows: str, trailer: str) -> bytes:
    return records(header_01(), *rows, trailer, end(len(rows) + 3))


@pytest.mark.parametrize("layout", [*LAYOUTS.values(), TRANSFER_B, END_LAYOUT])
def test_every_layout_fills_its_record(layout):
    assert sum(width for _name, width in layout) == RECORD_LENGTH


@pytest.mark.parametrize("newline", ["\r\n", "\n", ""])
def test_line_ends_do_not_matter(newline):
    assert seen(read_today(records(*one_payment_03(), newline=newline))) == ONE_PAYMENT


def test_the_last_line_end_may_be_missing_and_an_end_of_file_mark_may_follow():
    data = records(*one_payment_03())
    assert seen(read_today(data.rstrip(b"\r\n"))) == ONE_PAYMENT
    assert seen(read_today(data + b"\x1a")) == ONE_PAYMENT


def test_spaces_stripped_by_a_tool_come_back():
    stripped = [part.rstrip() for part in one_payment_03()]
    assert seen(read_today(records(*stripped))) == ONE_PAYMENT


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_copy_in_another_encoding_is_cut_at_the_same_places(encoding):
    text = records(*one_payment_03()).decode("cp932")
    assert seen(read_today(text.encode(encoding))) == ONE_PAYMENT


def test_full_width_signs_count_two_bytes_in_a_copy_too():
    parts = one_payment_03("ﾔﾏﾀﾞ 1234")
    parts[1] = parts[1].replace("1234", "太郎")
    text = records(*parts).decode("cp932")
    assert read_today(text.encode("utf-8")).entries[0].payer == "ﾔﾏﾀﾞ 太郎"


def test_two_half_width_kana_are_not_taken_for_a_letter_of_utf_8():
    parts = [part.translate(str.maketrans("ﾐﾞﾎﾝﾃｿｶｲ", "        ")) for part in one_payment_03("ﾄｳ")]
    data = records(*[part.replace("ﾄ ｳ   ", "      ") for part in parts])
    assert read_today(data).entries[0].payer == "ﾄｳ"


def test_what_a_data_record_says_is_kept():
    entry = read_today(
        records(*one_payment_03(inquiry="00000012", value="080602", edi="1007", remark="ﾌﾘｺﾐ"))
    ).entries[0]
    assert (entry.kind, entry.value_on, entry.bank_id) == ("transfer", date(2026, 6, 2), "00000012")
    assert entry.text == "ﾔﾏﾀﾞ ﾀﾛｳ ﾐｽﾞﾎ ﾎﾝﾃﾝ ﾌﾘｺﾐ 1007"
    assert entry.bank_id_key == "zengin03:2026-06-03:00000012:"


def test_the_header_tells_account_days_and_balances():
    statement = read_today(records(*one_payment_03()))
    account = statement.account
    assert (statement.bank, statement.format) == ("ﾐｽﾞﾎ", "zengin03")
    assert (account.bank_code, account.branch_code, account.kind, account.number, account.holder) == (
        "0001",
        "001",
        "普通",
        "1234567",
        "ﾄﾞｳｿｳｶｲ",
    )
    assert (statement.from_on, statement.to_on) == (date(2026, 6, 1), date(2026, 6, 30))
    assert (statement.opening_balance, statement.closing_balance, statement.warnings) == (1000, 9000, ())


def test_an_account_number_of_zeros_is_not_stated():
    parts = [header_03(number="0000000000"), *one_payment_03()[1:]]
    assert read_today(records(*parts)).account.number == ""


def test_money_going_out_goes_out():
    data = records(
        header_03(),
        data_03("ﾔﾏﾀﾞ", 8000),
        data_03("ﾃｽｳﾘﾖｳ", 500, way="2", sort="18"),
        trailer_03([8000], [500], closing=8500),
        end(5),
    )
    assert [(e.direction, e.amount, e.signed_amount) for e in read_today(data).entries] == [
        ("in", 8000, 8000),
        ("out", 500, -500),
    ]


def test_a_corrected_deposit_goes_out_and_is_a_correction():
    data = records(
        header_03(),
        data_03("ﾔﾏﾀﾞ", 8000, inquiry="00000001"),
        data_03("ﾔﾏﾀﾞ", 8000, way="2", sort="19", inquiry="00000001"),
        trailer_03([8000], [8000], closing=1000),
        end(5),
    )
    assert [(e.direction, e.kind) for e in read_today(data).entries] == [
        ("in", "transfer"),
        ("out", "correction"),
    ]


@pytest.mark.parametrize(("came_in", "went_out"), [([8000, 8000], []), ([8000], [])])
def test_corrections_may_be_left_out_of_the_trailers_sums(came_in, went_out):
    data = records(
        header_03(),
        data_03("ﾔﾏﾀﾞ", 8000),
        data_03("ﾓﾘ", 8000),
        data_03("ﾔﾏﾀﾞ", 8000, way="2", sort="19"),
        trailer_03(came_in, went_out, closing=9000, count=3),
        end(6),
    )
    assert len(read_today(data).entries) == 3


def test_several_accounts_are_several_statements():
    first, second = one_payment_03("ﾔﾏﾀﾞ", 8000), one_payment_03("ﾓﾘ", 5000)
    second[0] = header_03(number="0007654321")
    data = records(*first[:3], *second[:3], end(7, 2))
    assert [(s.account.number, seen(s)[0][0], seen(s)[0][4]) for s in read_all(data, TODAY)] == [
        ("1234567", 2, "ﾔﾏﾀﾞ"),
        ("7654321", 5, "ﾓﾘ"),
    ]
    assert refusal(data) == (
        (None, "このファイルには2口座の明細があります。口座を1つ選んでダウンロードし直してください。"),
    )


def test_a_notice_of_transfers_is_read_in_format_a():
    data = one_transfer(data_01("ﾔﾏﾀﾞ ﾀﾛｳ", 8000, inquiry="000012"), trailer=trailer_01([8000]))
    statement = read_today(data)
    assert (statement.format, statement.account.number, seen(statement)) == (
        "zengin01",
        "1234567",
        ONE_PAYMENT,
    )


@pytest.mark.parametrize(("first", "second"), [(8000, 0), (0, 8000)])
def test_format_b_has_a_second_amount(first, second):
    row = data_01("ﾔﾏﾀﾞ ﾀﾛｳ", first, tail=f"{second:012d}{0:012d}")
    assert seen(read_today(one_transfer(row, trailer=trailer_01([8000])))) == ONE_PAYMENT


@pytest.mark.parametrize("counted", [[8000], [8000, 3000]])
def test_a_cancelled_transfer_is_never_a_deposit_however_the_bank_sums(counted):
    rows = data_01("ﾔﾏﾀﾞ", 8000), data_01("ﾓﾘ", 3000, cancelled="1")
    statement = read_today(one_transfer(*rows, trailer=trailer_01(counted, [3000])))
    assert [(e.direction, e.kind, e.amount) for e in statement.entries] == [
        ("in", "transfer", 8000),
        ("out", "cancelled", 3000),
    ]
    assert statement.warnings == (
        "取り消された振込が1件（3,000円）あります。ほかの振込は1件（8,000円）です。",
    )


def test_a_cancelled_sum_does_not_hide_a_wrong_one():
    rows = data_01("ﾔﾏﾀﾞ", 8000), data_01("ﾓﾘ", 8000), data_01("ﾓﾘ", 3000, cancelled="1")
    stated = trailer_01([8000, 5000], [3000])
    assert "振込の合計額が合いません。" in refusal(one_transfer(*rows, trailer=stated))[0][1]


def test_a_number_and_a_sum_of_two_ways_of_counting_do_not_go_together():
    data = records(
        header_03(opening=0),
        data_03("ﾔﾏﾀﾞ", 8000),
        data_03("ﾓﾘ", 8000),
        data_03("ﾔﾏﾀﾞ", 8000, way="2", sort="19"),
        f"8{2:06d}{8000:013d}{0:020d}".ljust(54) + f"{3:07d}".ljust(146),
        end(6),
    )
    assert "入金の合計額が合いません。" in refusal(data)[0][1]


@pytest.mark.parametrize(
    ("days", "day", "expected"),
    [
        ("080601080630", "080603", date(2026, 6, 3)),
        ("280501280531", "280503", date(2016, 5, 3)),
        ("310401310531", "310503", date(2019, 5, 3)),
        ("260601260630", "260603", date(2026, 6, 3)),
        ("100101100131", "100115", date(2028, 1, 15)),
        ("000000000000", "080603", date(2026, 6, 3)),
        ("080601080630", "071231", date(2025, 12, 31)),
    ],
)
def test_a_year_without_era_is_the_one_near_the_header_or_today(days, day, expected):
    parts = [header_03(days=days), data_03("ﾔﾏﾀﾞ", 8000, day=day, value="000000"), *one_payment_03()[2:]]
    entry = read_today(records(*parts)).entries[0]
    assert (entry.booked_on, entry.value_on) == (expected, None)


def test_a_year_that_could_be_two_is_asked_about():
    parts = [header_03(days="200601200630"), data_03("ﾔﾏﾀﾞ", 8000, day="200603"), *one_payment_03()[2:]]
    assert refusal(records(*parts)) == (
        (1, "日付「200630」が何年のことか決められません。年を4桁で出した明細を使ってください。"),
    )


@pytest.mark.parametrize(
    ("trailer", "sentence"),
    [
        (
            trailer_03([8000, 1], closing=9000, count=1),
            "入金の件数が合いません。ファイルには2とありますが、明細を数えると1です。",
        ),
        (
            trailer_03([8001], closing=9000),
            "入金の合計額が合いません。ファイルには8,001とありますが、明細を数えると8,000です。",
        ),
        (
            trailer_03([8000], [5], closing=9000, count=1),
            "出金の件数が合いません。ファイルには1とありますが、明細を数えると0です。",
        ),
        (
            trailer_03([8000], closing=9001),
            "取引後残高が合いません。ファイルには9,001とありますが、明細を数えると9,000です。",
        ),
        (
            trailer_03([8000], closing=9000, count=2),
            "データ件数が合いません。ファイルには2とありますが、明細を数えると1です。",
        ),
    ],
)
def test_figures_that_differ_from_the_trailer_refuse_the_file(trailer, sentence):
    header, data, _trailer, last = one_payment_03()
    again = "銀行の画面から、もう一度ダウンロードしてください。"
    assert refusal(records(header, data, trailer, last)) == ((3, sentence + again),)


def test_a_transfer_sum_that_nothing_explains_refuses_the_file():
    assert refusal(one_transfer(data_01("ﾔﾏﾀﾞ", 8000), trailer=trailer_01([9000]))) == (
        (
            3,
            "振込の合計額が合いません。ファイルには9,000とありますが、明細を数えると8,000です。"
            "銀行の画面から、もう一度ダウンロードしてください。",
        ),
    )


@pytest.mark.parametrize(
    ("last", "begins"),
    [(end(9), "レコード総件数が合いません。"), (end(4, 2), "口座数が合いません。")],
)
def test_the_end_record_is_counted_too(last, begins):
    [(line, sentence)] = refusal(records(*one_payment_03()[:3], last))
    assert (line, sentence.startswith(begins)) == (4, True)


def test_a_bare_end_record_states_nothing():
    assert seen(read_today(records(*one_payment_03()[:3], "9"))) == ONE_PAYMENT


@pytest.mark.parametrize("kept", range(1, 4))
@pytest.mark.parametrize("newline", ["\r\n", ""])
def test_a_file_cut_between_records_is_refused(newline, kept):
    sentence = (
        "ファイルが途中で切れています（最後のレコードがありません）。"
        "銀行の画面から、もう一度ダウンロードしてください。"
    )
    assert refusal(records(*one_payment_03()[:kept], newline=newline)) == ((kept, sentence),)


@pytest.mark.parametrize("length", range(210, 600, 30))
def test_a_file_cut_within_a_record_is_refused(length):
    assert refusal(records(*one_payment_03(), newline="")[:length])


def test_all_unreadable_records_are_named():
    rows = [
        data_03("ｱ", "00000000800O"),
        data_03("ｲ", 8000),
        data_03("ｳ", 8000, day="081301"),
        data_03("ｴ", 8000, way="3"),
    ]
    data = records(header_03(), *rows, trailer_03([8000] * 4, closing=33000), end(7))
    with pytest.raises(StatementError) as refused:
        read_today(data)
    assert refused.value.errors == (
        (2, "金額「00000000800O」が読めません。"),
        (4, "日付「081301」が読めません。"),
        (5, "入払区分「3」が読めません（1が入金、2が出金です）。"),
    )
    assert str(refused.value).splitlines()[0] == "2行目: 金額「00000000800O」が読めません。"


def test_a_blank_amount_is_not_zero():
    assert refusal(records(header_03(), data_03("ｱ", " " * 12), *one_payment_03()[2:])) == (
        (2, "金額「」が読めません。"),
    )


@pytest.mark.parametrize(("kind", "name"), [("5", "通知"), ("6", "定期"), ("7", "積立")])
def test_deposits_of_another_layout_are_refused(kind, name):
    assert refusal(records(header_03(kind=kind), *one_payment_03()[1:])) == (
        (1, f"{name}預金の明細は読み込めません。普通預金か当座預金の明細を使ってください。"),
    )


EBCDIC = (
    "文字コードがEBCDICの全銀ファイルは読み込めません。銀行の画面で、JISを選んでダウンロードしてください。"
)


def test_ebcdic_is_refused_whether_it_says_so_or_is_so():
    assert refusal(records(header_03(code="1"), *one_payment_03()[1:])) == ((1, EBCDIC),)
    with pytest.raises(StatementError) as refused:
        read("1031080630".ljust(200).encode("cp037"), TODAY)
    assert refused.value.errors == ((None, EBCDIC),)


def test_an_order_for_transfers_is_no_statement():
    assert refusal(records("1210" + header_03()[4:], *one_payment_03()[1:])) == (
        (1, "種別コード21の全銀ファイルです。入出金取引明細（03）か振込入金通知（01）を使ってください。"),
    )


@pytest.mark.parametrize("order", [(0, 2, 1, 3), (0, 1, 1, 0, 3), (0, 1, 2, 3, 1), (0, 1, 2, 2, 3)])
def test_records_out_of_order_are_refused(order):
    parts = one_payment_03()
    assert "順序が正しくありません" in refusal(records(*[parts[place] for place in order]))[0][1]


def test_a_record_longer_than_200_bytes_is_refused():
    header, data, *rest = one_payment_03()
    assert refusal(records(header, data + "X", *rest)) == (
        (2, "1レコードが200バイトを超えています。銀行の画面から、もう一度ダウンロードしてください。"),
    )


def test_claims_of_millions_of_records_are_only_compared():
    header, data, _trailer, last = one_payment_03()
    claims = f"8{999999:06d}{9999999999999:013d}{0:020d}1{9000:014d}{9999999:07d}".ljust(200)
    assert "入金の件数" in refusal(records(header, data, claims, last))[0][1]


def comma_separated(quote: str, *, with_unused: bool) -> bytes:
    unused = [""] if with_unused else []
    header = ["1", "03", "0", "080630", "080601", "080630", "0001", "ﾐｽﾞﾎ", "001", "ﾎﾝﾃﾝ"]
    header += (["000"] if with_unused else []) + ["1", "0001234567", "ﾄﾞｳｿｳｶｲ", "1", "", "00000000001000"]
    data = ["2", "00000001", "080603", "080603", "1", "11", "000000008000", "000000000000", "", ""]
    data += ["", "", "", "", "ﾔﾏﾀﾞ ﾀﾛｳ", "ﾐｽﾞﾎ", "ﾎﾝﾃﾝ", "", ""]
    trailer = ["8", "000001", "0000000008000", "000000", "0000000000000", "1", "00000000009000", "0000001"]
    rows = [header + unused, data + unused, trailer + unused, ["9", "0000000004", "00001", *unused]]
    return ("\r\n".join(",".join(f"{quote}{cell}{quote}" for cell in row) for row in rows) + "\r\n").encode(
        "cp932"
    )


@pytest.mark.parametrize("with_unused", [True, False])
@pytest.mark.parametrize("quote", ['"', ""])
def test_the_comma_separated_variant_is_read(quote, with_unused):
    statement = read_today(comma_separated(quote, with_unused=with_unused))
    assert (statement.account.number, statement.closing_balance, seen(statement)) == (
        "1234567",
        9000,
        ONE_PAYMENT,
    )


def transfers_with_commas(*rows: list[str]) -> bytes:
    header = [
        "1",
        "01",
        "0",
        "080630",
        "080601",
        "080630",
        "0001",
        "ﾐｽﾞﾎ",
        "001",
        "ﾎﾝﾃﾝ",
        "1",
        "1234567",
        "ｶｲ",
    ]
    trailer = ["8", "000001", "000000008000", "000000", "000000000000"]
    lines = [header, *rows, trailer, ["9", "0000000004", "00001"]]
    return ("\r\n".join(map(",".join, lines)) + "\r\n").encode("cp932")


@pytest.mark.parametrize(
    ("amount", "tail"),
    [
        ("8000", ["", "12345678901234567890"]),
        ("8000", ["", "1007", "", ""]),
        ("8000", ["0", "", ""]),
        ("0", ["", "000000008000", "000000000000", "1007", ""]),
        ("8000", ["", "000000000000", "000000000000", ""]),
    ],
)
def test_notices_with_commas_are_read_in_both_formats(amount, tail):
    row = ["2", "000012", "080603", "080603", amount, "0", "", "ﾔﾏﾀﾞ ﾀﾛｳ", "ﾐｽﾞﾎ", "ﾎﾝﾃﾝ", *tail]
    assert seen(read_today(transfers_with_commas(row))) == ONE_PAYMENT


def test_zeros_lost_in_a_spreadsheet_come_back():
    text = comma_separated("", with_unused=True).decode("cp932")
    text = (
        text.replace(",080630,080601,080630", ",80630,80601,80630")
        .replace(",080603", ",80603")
        .replace("1,03,", "1,3,")
    )
    assert seen(read_today(text.encode("cp932"))) == ONE_PAYMENT
