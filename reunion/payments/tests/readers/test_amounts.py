"""Yen as banks and people write them."""

import pytest

from reunion.payments.readers.amounts import yen
from reunion.payments.readers.entries import Unreadable


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("8000", 8000),
        ("8,000", 8000),
        ("1,234,567", 1234567),
        ("８，０００円", 8000),
        ("¥8,000", 8000),
        ("￥8,000", 8000),
        ("\\8,000", 8000),
        ("+8000", 8000),
        (" 8 000 ", 8000),
        ("0", 0),
        ("-500", -500),
        ("−500", -500),
        ("－５００", -500),
        ("▲500", -500),
        ("△1,500", -1500),
        ("¥-500", -500),
        ("999999999999", 999999999999),
        ("", None),
        ("　", None),
        ("-", None),
        ("－", None),
        ("―", None),
    ],
)
def test_an_amount_is_read_as_written(cell, expected):
    assert yen(cell) == expected


@pytest.mark.parametrize(
    "cell",
    [
        "8O00",
        "8000.5",
        "8000.0",
        "1.000",
        "8,00",
        "80,00",
        "1,0000",
        "8²",
        "①",
        "八千円",
        "1e4",
        "=1+1",
        "#####",
        "--5",
        "5-",
        "８千",
        "0x10",
        "8000円也",
        "∞",
        "٨",
    ],
)
def test_what_is_no_whole_amount_is_unreadable_and_never_zero(cell):
    with pytest.raises(Unreadable) as refused:
        yen(cell)
    assert str(refused.value) == f"金額「{cell}」が読めません。"


@pytest.mark.parametrize("digits", [13, 40, 10_000])
def test_an_enormous_amount_is_unreadable(digits):
    with pytest.raises(Unreadable) as refused:
        yen("9" * digits)
    assert str(refused.value).endswith("の桁が多すぎます。")
    assert len(str(refused.value)) < 60
