"""Two equal lines are two payments; the same line in a later file is one."""

import pytest

from reunion.payments.readers import StatementError, agrees, identity
from reunion.payments.tests.readers.files import (
    data_03,
    end,
    header_03,
    read_today,
    records,
    table,
    trailer_03,
)

YUCHO = "取引日,入出金明細ＩＤ,受入金額（円）,払出金額（円）,詳細１,詳細２,現在（貸付）高,"
GMO = "日付,摘要,入金金額,出金金額,残高,メモ"
WITHOUT_BALANCE = "日付,摘要,入金額"


def identities(*lines: str) -> list[str]:
    return [identity(entry) for entry in read_today(table(*lines)).entries]


def test_an_identity_is_64_hexadecimal_digits():
    [found] = identities(GMO, "20260603,振込  ヤマダ,8000,,9000,")
    assert (len(found), set(found) <= set("0123456789abcdef")) == (64, True)


def test_equal_lines_of_one_file_are_counted():
    row = "20260603,ヤマダ,8000"
    statement = read_today(table(WITHOUT_BALANCE, row, row, row))
    assert [entry.occurrence for entry in statement.entries] == [1, 2, 3]
    assert len({identity(entry) for entry in statement.entries}) == 3


def test_an_overlapping_later_file_repeats_the_identities_it_shares():
    rows = [f"2026060{day},ヤマダ,8000" for day in (1, 1, 2, 3, 3, 4)]
    first, second = identities(WITHOUT_BALANCE, *rows[:5]), identities(WITHOUT_BALANCE, *rows[2:])
    assert second[:3] == first[2:]
    assert set(second[3:]).isdisjoint(first)


def test_balances_tell_equal_lines_apart():
    rows = [f"20260603,振込  ヤマダ,8000,,{balance}," for balance in (9000, 17000, 25000)]
    assert identities(GMO, *rows)[1:] == identities(GMO, *rows[1:])


@pytest.mark.parametrize(
    "other",
    [
        "20260604,振込  ヤマダ,8000,,9000,",
        "20260603,振込  ヤマダ,8001,,9000,",
        "20260603,振込  ヤマダ,,8000,9000,",
        "20260603,振込  ヤマダ,8000,,9001,",
        "20260603,振込  ヤマタ,8000,,9000,",
        "20260603,振込  モリ,8000,,9000,",
    ],
)
def test_whatever_differs_makes_another_identity(other):
    assert identities(GMO, "20260603,振込  ヤマダ,8000,,9000,") != identities(GMO, other)


def test_memo_quoting_width_and_encoding_make_no_other_identity():
    plain = table(GMO, "20260603,振込  モリ－ナ,8000,,9000,")
    changed = "\ufeff" + GMO + '\n"2026/06/03","振込　モリ−ナ","8,000","","9,000","会費"\n'
    found = [identity(read_today(data).entries[0]) for data in (plain, changed.encode())]
    assert found[0] == found[1]


def test_the_number_of_the_bank_decides_where_there_is_one():
    first = identities(YUCHO, "20260603,00000001,8000,,振込,ヤマダ,9000,")
    assert first == identities(YUCHO, "20260603,00000001,8000,,振込,ヤマダ,,")
    assert first != identities(YUCHO, "20260603,00000002,8000,,振込,ヤマダ,9000,")


@pytest.mark.parametrize("number", ["", "00000000"])
def test_a_number_left_empty_decides_nothing(number):
    rows = [
        f"20260603,{number},8000,,振込,{name},{balance}," for name, balance in (("ア", 9000), ("イ", 17000))
    ]
    statement = read_today(table(YUCHO, *rows))
    assert [entry.bank_id_key for entry in statement.entries] == ["", ""]
    assert len({identity(entry) for entry in statement.entries}) == 2


@pytest.mark.parametrize(
    "second",
    [
        "20260604,00000001,8000,,振込,ヤマダ,17000,",
        "20260603,00000001,8001,,振込,ヤマダ,17001,",
        "20260603,00000001,8000,,振込,モリ,17000,",
    ],
)
def test_one_number_on_two_different_lines_refuses_the_file_and_shows_both(second):
    with pytest.raises(StatementError) as refused:
        read_today(table(YUCHO, "20260603,00000001,8000,,振込,ヤマダ,9000,", second))
    [(line, sentence)] = refused.value.errors
    assert (line, sentence.split("（")[0]) == (3, "番号「00000001」が2行目と同じですが、内容が違います。")
    assert sentence.split("（")[1].startswith("2026/06/03 8,000円 振込 ヤマダ ／ 2026/06/0")


def test_one_number_on_two_equal_lines_is_two_payments():
    rows = [f"20260603,00000001,8000,,振込,ヤマダ,{balance}," for balance in (9000, 17000)]
    assert len(set(identities(YUCHO, *rows))) == 2


def test_a_number_of_zengin_counts_within_its_day():
    rows = [data_03("ﾔﾏﾀﾞ", 8000, inquiry="00000001", day=day) for day in ("080603", "080604")]
    data = records(header_03(), *rows, trailer_03([8000, 8000], closing=17000), end(5))
    assert len({identity(entry) for entry in read_today(data).entries}) == 2


def test_one_number_of_zengin_with_two_sums_refuses_the_file():
    rows = [data_03("ﾔﾏﾀﾞ", amount, inquiry="00000001") for amount in (8000, 9000)]
    with pytest.raises(StatementError) as refused:
        read_today(records(header_03(), *rows, trailer_03([8000, 9000], closing=18000), end(5)))
    assert refused.value.line == 3


def test_a_line_known_under_the_same_number_agrees_or_not():
    entry = read_today(table(YUCHO, "20260603,00000001,8000,,振込,ヤマダ,9000,")).entries[0]
    known = {"booked_on": entry.booked_on, "direction": "in", "amount": 8000, "text": "振込　ヤマダ"}
    assert agrees(entry, **known)
    assert not agrees(entry, **known | {"amount": 8001})
    assert not agrees(entry, **known | {"text": "振込 モリ"})


def test_paypay_numbers_lines_within_a_second():
    day, time = "操作日(年),操作日(月),操作日(日)", "操作時刻(時),操作時刻(分),操作時刻(秒)"
    heading = f"{day},{time},取引順番号,摘要,お支払金額,お預り金額,残高,メモ"
    rows = [f"2026,6,3,9,5,{second},1,ヤマダ,,8000,," for second in (1, 2)]
    entries = read_today(table(heading, *rows)).entries
    assert [entry.bank_id_key for entry in entries] == [
        "paypay:2026-06-03:9/5/1:1",
        "paypay:2026-06-03:9/5/2:1",
    ]
