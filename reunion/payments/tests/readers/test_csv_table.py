"""Lines of a table: sums and notes passed over, everything else read or named."""

import pytest

from reunion.payments.readers import StatementError
from reunion.payments.tests.readers.files import read_today, seen, table

HEADING = "日付,摘要,入金金額,出金金額,残高,メモ"
FIRST = "20260603,振込  ヤマダ,8000,,9000,"
SECOND = "20260604,振込  モリ,5000,,14000,"


def refusal(*lines: str) -> tuple:
    with pytest.raises(StatementError) as refused:
        read_today(table(*lines))
    return refused.value.errors


@pytest.mark.parametrize(
    "line",
    [
        "",
        ",,,,,",
        "合計,,13000,,,",
        ",,,,14000,",
        ",,13000,0,14000,",
        "※残高は参考です",
        "20260601,前月繰越,,,1000,",
    ],
)
def test_sums_notes_and_balances_carried_over_are_no_movements(line):
    statement = read_today(table(HEADING, FIRST, SECOND, line))
    assert seen(statement) == [
        (2, "2026-06-03", "in", 8000, "ヤマダ"),
        (3, "2026-06-04", "in", 5000, "モリ"),
    ]


def test_all_lines_that_cannot_be_read_are_named():
    assert refusal(
        HEADING,
        "2026/99/99,振込  ア,8000,,9000,",
        FIRST,
        "20260603,振込  イ,8,0OO,,9000,",
        '20260603,振込  ウ,"8000.50",,9000,',
        "20260603,振込  エ,8000,500,9000,",
        "20260603,振込  オ,,,9000,",
        ",振込  カ,8000,,9000,",
        "20260603,振込  キ",
        "20260603,振込  ク,8000,,ない,",
        f"20260603,{'ア' * 201},8000,,9000,",
        SECOND,
    ) == (
        (2, "日付「2026/99/99」が読めません。"),
        (4, "金額「0OO」が読めません。"),
        (5, "金額「8000.50」が読めません。"),
        (6, "入金と出金の両方に金額があります。"),
        (7, "金額がありません。"),
        (8, "日付「」が読めません。"),
        (9, "行が途中で切れています。銀行の画面から、もう一度ダウンロードしてください。"),
        (10, "金額「ない」が読めません。"),
        (11, "摘要が長すぎて読めません。"),
    )


def test_the_message_shows_ten_lines_and_counts_the_rest():
    lines = [f"20260603,振込  ヤマダ,{number}x,,," for number in range(14)]
    with pytest.raises(StatementError) as refused:
        read_today(table(HEADING, *lines))
    assert (refused.value.line, len(refused.value.errors)) == (2, 14)
    assert str(refused.value).splitlines()[9:] == ["11行目: 金額「9x」が読めません。", "ほかに4行あります。"]


def test_a_line_cut_in_the_middle_is_refused():
    whole = table(HEADING, FIRST, SECOND)
    for length in range(len(table(HEADING, FIRST)) + 1, len(whole) - 4):
        with pytest.raises(StatementError) as refused:
            read_today(whole[:length])
        assert refused.value.line == 3


def test_an_open_quotation_mark_names_its_line():
    assert refusal(HEADING, FIRST, '20260604,"振込  モリ,5000,,14000,') == (
        (
            3,
            "引用符が閉じていないか、欄が長すぎます。銀行の画面から、もう一度ダウンロードしてください。",
        ),
    )


def test_a_cell_over_two_lines_counts_both():
    statement = read_today(table(HEADING, '20260603,"振込  ヤマダ",8000,,9000,"一\r\n二"', SECOND))
    assert [(entry.number, entry.raw) for entry in statement.entries] == [
        (2, '20260603,"振込  ヤマダ",8000,,9000,"一\r\n二"'),
        (4, SECOND),
    ]


def test_a_formula_is_text_in_a_name_and_unreadable_in_an_amount():
    assert read_today(table(HEADING, "20260603,=1+1,8000,,,")).entries[0].payer == "=1+1"
    assert refusal(HEADING, "20260603,ア,=1+1,,,") == ((2, "金額「=1+1」が読めません。"),)


def test_a_memo_is_not_taken_for_the_payer_without_a_word_of_the_treasurer():
    assert refusal("日付,入金額,メモ", "20260603,8000,ヤマダ")[0][1].startswith("この形の明細は初めてです。")


def test_a_minus_among_deposits_takes_one_back():
    entry = read_today(table(HEADING, "20260603,振込  ヤマダ,▲8000,,,")).entries[0]
    assert (entry.direction, entry.amount, entry.kind) == ("out", 8000, "correction")


def test_a_line_of_zero_yen_is_left_out_and_told():
    statement = read_today(table(HEADING, FIRST, "20260604,利息,0,,9000,"))
    assert (len(statement.entries), statement.warnings) == (1, ("3行目は0円のため、取り込みません。",))


def test_a_table_without_lines_is_told():
    statement = read_today(table(HEADING))
    assert (statement.entries, statement.from_on, statement.warnings) == (
        (),
        None,
        ("このファイルには明細が1行もありません。期間を確かめてください。",),
    )


def test_balances_tell_the_first_and_the_last_whichever_way_the_bank_lists():
    upwards = read_today(table(HEADING, FIRST, SECOND))
    downwards = read_today(table(HEADING, SECOND, FIRST))
    assert (upwards.opening_balance, upwards.closing_balance, upwards.warnings) == (1000, 14000, ())
    assert (downwards.opening_balance, downwards.closing_balance, downwards.warnings) == (1000, 14000, ())
    assert (downwards.from_on.day, downwards.to_on.day) == (3, 4)


def test_a_gap_between_balances_is_told_with_its_line_and_refuses_nothing():
    statement = read_today(table(HEADING, FIRST, "20260604,振込  モリ,5000,,15000,"))
    assert statement.warnings == (
        "残高が前の行とつながらない行があります（3行目）。抜けている行がないか、銀行の画面で確かめてください。",
    )
    assert (len(statement.entries), statement.opening_balance) == (2, None)


def test_lines_without_a_balance_do_not_break_the_chain():
    lines = FIRST, "20260604,振込  モリ,5000,,,", "20260605,手数料,,500,13500,"
    assert read_today(table(HEADING, *lines)).warnings == ()
