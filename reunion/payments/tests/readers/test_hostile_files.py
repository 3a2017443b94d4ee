"""Files of every format damaged in every way: refused with what to do, or read right."""

import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reunion.payments.readers import ParsedStatement, StatementError, read_all
from reunion.payments.tests.hostile_files import VALID, damaged, foreign_files
from reunion.payments.tests.readers.files import TODAY, table

FOREIGN = foreign_files()
DAMAGES = [name for name, _data in damaged(VALID["gmo"])]
WITH_TRAILER = [name for name in VALID if name.startswith("zengin")]


def refusal(data: bytes) -> StatementError:
    with pytest.raises(StatementError) as refused:
        read_all(data, TODAY)
    return refused.value


LINES = dict.fromkeys(VALID, 2) | {
    "yucho": 3,
    "zengin03 with a correction": 4,
    "zengin01 with a cancelled transfer": 3,
    "zengin with commas": 1,
}


@pytest.mark.parametrize("name", VALID)
def test_undamaged_each_of_them_is_read(name):
    assert [len(statement.entries) for statement in read_all(VALID[name], TODAY)] == [LINES[name]]


@pytest.mark.parametrize("name", FOREIGN)
def test_what_is_no_statement_is_refused_with_what_to_do(name):
    assert str(refusal(FOREIGN[name])).endswith("ください。")


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("name", VALID)
def test_a_damaged_statement_is_refused_with_what_to_do(name, damage):
    refused = refusal(dict(damaged(VALID[name]))[damage])
    assert [sentence.endswith("ください。") for _line, sentence in refused.errors] == [True] * len(
        refused.errors
    )
    assert len(str(refused)) < 1000


EUC = (
    "文字コードがEUCのファイルは読み込めません。銀行から届いたままのファイルか、"
    "「CSV UTF-8」で保存し直したファイルを使ってください。"
)


@pytest.mark.parametrize("name", ["yucho", "smbc", "zengin03", "zengin01 A", "zengin with commas"])
def test_the_encoding_of_unix_is_called_by_its_name(name):
    assert refusal(VALID[name].decode("cp932").replace("髙﨑", "高崎").encode("euc_jp")).errors == (
        (None, EUC),
    )


@pytest.mark.parametrize("name", VALID)
def test_line_ends_of_an_old_mac_change_nothing(name):
    expected = [statement.entries for statement in read_all(VALID[name], TODAY)]
    assert [s.entries for s in read_all(VALID[name].replace(b"\r\n", b"\r"), TODAY)] == expected


CSV_FILES = [name for name in VALID if name not in WITH_TRAILER]


@pytest.mark.parametrize("name", CSV_FILES)
@pytest.mark.parametrize("amount", ["8O00", "8000.5", "(8000)", "（8000）", "-", "=8000", "9" * 13, "八千"])
def test_an_amount_that_cannot_be_read_stops_the_file_in_every_bank(name, amount):
    text = VALID[name].decode("cp932")
    written = re.search("8,?000", text)
    damaged_text = text[: written.start()] + amount + text[written.end() :]
    line = text.count("\n", 0, written.start()) + 1
    assert refusal(damaged_text.encode("cp932")).line == line


@pytest.mark.parametrize(
    "day", ["2026/2/30", "2026-02-30", "20260230", "0000/01/01", "00000101", "9999/99/99"]
)
def test_a_day_that_never_was_stops_the_file(day):
    refused = refusal(table("日付,摘要,入金金額,出金金額,残高,メモ", f"{day},ヤマダ,8000,,,"))
    assert refused.errors == ((2, f"日付「{day}」が読めません。"),)


@pytest.mark.parametrize("newline", ["\r\n", "\n", "\r"])
def test_fifty_thousand_lines_are_read_and_a_hundred_thousand_refused(newline):
    rows = [f"20260603,振込  ヤマダ,8000,,{8000 * number}," for number in range(1, 49_999)]
    lines = ["日付,摘要,入金金額,出金金額,残高,メモ", *rows]
    [statement] = read_all(newline.join(lines).encode("cp932"), TODAY)
    assert (len(statement.entries), statement.warnings) == (49_998, ())
    too_many = newline.join(lines + rows).encode("cp932")
    assert str(refusal(too_many)) == (
        "行が多すぎます（5万行まで）。期間を短くしてダウンロードし直してください。"
    )


def figures(statements: tuple[ParsedStatement, ...]) -> list[tuple[str, int]]:
    return [(entry.direction, entry.amount) for statement in statements for entry in statement.entries]


def mutated(data: bytes, changes: list[tuple[str, int, int]]) -> bytes:
    changed = bytearray(data)
    for how, place, byte in changes:
        at = place % (len(changed) or 1)
        if how == "put":
            changed[at : at + 1] = bytes([byte])
        elif how == "insert":
            changed[at:at] = bytes([byte])
        elif how == "drop":
            del changed[at : at + 1 + byte % 3]
        elif how == "cut":
            del changed[at:]
        else:
            changed[at:at] = changed[at : at + byte]
    return bytes(changed)


CHANGES = st.lists(
    st.tuples(
        st.sampled_from(["put", "put", "put", "insert", "drop", "cut", "repeat"]),
        st.integers(0, 4000),
        st.one_of(st.integers(0, 255), st.sampled_from(b'0123456789 \r\n,"')),
    ),
    min_size=1,
    max_size=4,
)


@settings(max_examples=1500, deadline=None, derandomize=True)
@given(name=st.sampled_from(WITH_TRAILER), changes=CHANGES)
def test_a_corrupted_file_with_a_trailer_never_yields_another_sum(name, changes):
    expected = figures(read_all(VALID[name], TODAY))
    try:
        found = read_all(mutated(VALID[name], changes), TODAY)
    except StatementError as refused:
        assert str(refused)
    else:
        assert sum(amount for _way, amount in figures(found)) == sum(amount for _way, amount in expected)
        assert figures(found) == expected


@settings(max_examples=1500, deadline=None, derandomize=True)
@given(name=st.sampled_from(CSV_FILES), changes=CHANGES)
def test_a_corrupted_table_is_read_or_refused_and_never_stumbled_over(name, changes):
    try:
        found = read_all(mutated(VALID[name], changes), TODAY)
    except StatementError as refused:
        assert str(refused)
    else:
        entries = [entry for statement in found for entry in statement.entries]
        assert all(entry.amount > 0 and entry.booked_on >= date(1900, 1, 1) for entry in entries)
